"""Reproducible benchmarks over HTTP, in production settings; see README.md. Nothing of the product imports this package."""
