"""What the database must refuse by itself is written down, so that no migration can drop it unseen."""

import pytest

from tests.architecture.constraints import FOLDER, declared, listed, present


def test_every_listed_constraint_is_in_the_catalogue_of_the_database(db: None):
    missing = sorted(listed() - present())

    assert missing == []


def test_every_constraint_that_a_model_declares_is_listed():
    unlisted = sorted(declared() - listed())

    assert unlisted == [], f"add them to {FOLDER.name}/<app>.txt: python -m tests.architecture.constraints"


def test_a_dropped_constraint_is_noticed(db: None):
    from django.db import connection

    name = sorted(name for name in listed() & present() if name.startswith("constraint "))[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT conrelid::regclass::text FROM pg_constraint WHERE conname = %s", [name.split()[1]])
        cursor.execute(f'ALTER TABLE {cursor.fetchone()[0]} DROP CONSTRAINT "{name.split()[1]}" CASCADE')

    assert name in listed() - present()


@pytest.mark.parametrize("kind", ["constraint", "index", "trigger"])
def test_lines_name_their_kind(kind: str):
    assert all(line.split()[0] in {"constraint", "index", "trigger"} for line in listed()), kind
