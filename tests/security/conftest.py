"""One world of data for each module; what a test changes is rolled back to it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation

from openplatform.selectors.credentials import forget_identities
from tests.factories.transfer import GoodsExporter, GoodsImporter, create_goods_table
from tests.security.world import World, build_world, fingerprint
from transfer import registry


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Build the market once for the module, in a transaction that is never committed."""
    with (
        django_db_blocker.unblock(),
        translation.override("en"),
        transaction.atomic(),
        pytest.MonkeyPatch.context() as patch,
    ):
        # A kind that both faces may import and export, so that the pages of both are really there.
        patch.setitem(registry._importers, GoodsImporter.kind, GoodsImporter())
        patch.setitem(registry._exporters, GoodsExporter.kind, GoodsExporter())
        create_goods_table()
        yield build_world()
        transaction.set_rollback(True)
    forget_identities()


@pytest.fixture(scope="module")
def pristine(world: World, django_db_blocker: Any) -> dict[str, str]:
    """Return the fingerprint of the untouched market, to which every test goes back."""
    with django_db_blocker.unblock():
        return fingerprint()


@pytest.fixture(autouse=True)
def generous_limits(settings: Any) -> None:
    """Let everybody call as often as the matrix needs."""
    settings.API_RATE_LIMITS = dict.fromkeys(settings.API_RATE_LIMITS, "100000/s burst 1000000")
