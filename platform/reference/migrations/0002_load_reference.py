"""Fill the tables, so that a fresh database, also one for tests, has its units, rates, regions and dictionaries."""

from typing import Any

from django.db import migrations

from reference.services.seeding import load_reference


def load(apps: Any, schema_editor: Any) -> None:
    load_reference(get_model=apps.get_model)


class Migration(migrations.Migration):
    dependencies = [("reference", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
