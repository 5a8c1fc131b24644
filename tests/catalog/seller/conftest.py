import pytest

from catalog.selectors.categories import forget_categories


@pytest.fixture(autouse=True)
def fresh_tree():
    """Read the category tree anew: each process keeps it for some seconds."""
    forget_categories()
    yield
    forget_categories()
