import pytest

from catalog.selectors.categories import forget_categories


@pytest.fixture(autouse=True)
def new_category_tree():
    """Read the categories of this test, not those another left in the process."""
    forget_categories()
