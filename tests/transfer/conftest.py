import pytest

from kernel.actors import Actor
from tests.factories import transfer as made
from tests.factories.accounts import supplier_actor
from transfer import registry


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Know the made-up kinds, and no others, for one test."""
    importers = (made.GoodsImporter(), made.GoodsRowImporter())
    monkeypatch.setattr(registry, "_importers", {each.kind: each for each in importers})
    monkeypatch.setattr(registry, "_exporters", {made.GoodsExporter.kind: made.GoodsExporter()})


@pytest.fixture
def goods_table(db: None, kinds: None) -> None:
    """Have the table that the made-up kinds write to."""
    made.create_goods_table()


@pytest.fixture
def seller(goods_table: None) -> Actor:
    """Be an administrator of a supplier."""
    return supplier_actor()
