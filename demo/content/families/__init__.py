"""The goods of three industries, a module for each group of families."""
