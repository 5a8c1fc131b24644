"""How large the market is, and how much is asked of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes of the generated market and of the measured runs; with the seed they decide everything that is sent."""

    products: int = 20_000
    categories: int = 200
    buyers: int = 500
    rounds: int = 5
    # Per round, over all connections together.
    reads: int = 400
    orders: int = 120
    attempts: int = 200
    stock: int = 50
    import_rows: int = 20_000
    connections: int = 8
    seed: int = 2026

    def market(self) -> dict[str, int]:
        """Return what the database depends on."""
        kept = ("products", "categories", "buyers", "stock", "seed")
        return {name: value for name, value in asdict(self).items() if name in kept}


FULL = Scale()
# Proves that everything runs; its figures say nothing.
TINY = Scale(
    products=200,
    categories=10,
    buyers=40,
    rounds=1,
    reads=32,
    orders=16,
    attempts=30,
    stock=10,
    import_rows=200,
    connections=4,
)
