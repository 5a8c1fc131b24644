import pytest

from catalog.selectors.categories import forget_categories
from catalog.selectors.facets import forget_facets


@pytest.fixture(autouse=True)
def nothing_kept():
    """Read the categories and filters of this test, not those another left in the process."""
    forget_categories()
    forget_facets()
