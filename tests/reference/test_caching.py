"""A change is heard of by every process within seconds; a rollback by nobody."""

import os
import subprocess
import sys
import threading

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import IntegrityError, connection, transaction

from reference.caching import TOKEN_KEY, announce_change, cached_until_changed
from reference.models import DictionaryEntry
from reference.selectors.dictionaries import label_of
from reference.services.records import save_record
from tests import keyspace
from tests.factories.reference import CodeMappingFactory, config_actor


def rename_carrier(name: str) -> None:
    entry = DictionaryEntry.objects.get(dictionary__code="carrier", code="sf")
    entry.name_en = name
    save_record(actor=config_actor(), record=entry)


@pytest.mark.django_db(transaction=True)
def test_a_committed_change_is_read_anew_and_then_kept(django_assert_num_queries):
    assert label_of("carrier", "sf") == "SF Express"

    rename_carrier("SF")

    assert label_of("carrier", "sf") == "SF"
    with django_assert_num_queries(0):
        assert label_of("carrier", "sf") == "SF"


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_change_is_forgotten():
    assert label_of("carrier", "sf") == "SF Express"

    with transaction.atomic():
        rename_carrier("SF")
        assert label_of("carrier", "sf") == "SF"
        transaction.set_rollback(True)

    assert label_of("carrier", "sf") == "SF Express"


@pytest.mark.django_db(transaction=True)
def test_other_threads_do_not_see_what_is_not_committed():
    label_of("carrier", "sf")
    seen = []

    def look() -> None:
        seen.append(label_of("carrier", "sf"))
        connection.close()

    with transaction.atomic():
        rename_carrier("SF")
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert seen == ["SF Express"]
    assert label_of("carrier", "sf") == "SF"


@pytest.mark.django_db(transaction=True)
def test_another_process_is_heard_of():
    assert label_of("carrier", "sf") == "SF Express"
    script = (
        "import django; django.setup()\n"
        "from django.db import connections\n"
        f"connections['default'].settings_dict['NAME'] = {connection.settings_dict['NAME']!r}\n"
        "from tests import keyspace\n"
        f"keyspace._current = {keyspace._current!r}\n"
        "from tests.reference.test_caching import rename_carrier\n"
        "rename_carrier('Another process')\n"
    )

    subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "PYTHONPATH": f"{settings.BASE_DIR}:{settings.BASE_DIR / 'platform'}",
        },
    )

    assert label_of("carrier", "sf") == "Another process"


@pytest.mark.django_db
def test_a_process_asks_redis_at_most_every_few_seconds(settings):
    loads = []

    @cached_until_changed
    def load() -> int:
        loads.append(1)
        return len(loads)

    settings.REFERENCE_CHECK_SECONDS = 60
    first = load()
    caches["copies"].set(TOKEN_KEY, "changed elsewhere")
    assert load() == first
    settings.REFERENCE_CHECK_SECONDS = 0

    assert load() == first + 1


@pytest.mark.django_db
def test_an_old_value_is_loaded_again_even_when_nobody_announced_anything(settings):
    loads = []

    @cached_until_changed
    def load() -> int:
        loads.append(1)
        return len(loads)

    assert (load(), load()) == (1, 1)
    settings.REFERENCE_RELOAD_SECONDS = 0

    assert load() == 2


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_leave_one_mapping_of_a_code():
    barrier, outcomes = threading.Barrier(4), []

    def add() -> None:
        barrier.wait()
        try:
            CodeMappingFactory(external_code="ST")
            outcomes.append("added")
        except IntegrityError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["added", "refused", "refused", "refused"]


@pytest.mark.django_db(transaction=True)
def test_announcing_outside_a_transaction_counts_at_once():
    before = caches["copies"].get(TOKEN_KEY)

    announce_change()

    assert caches["copies"].get(TOKEN_KEY) not in {before, None}
