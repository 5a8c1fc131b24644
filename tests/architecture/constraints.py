"""
The constraints, unique indexes and triggers that each app relies on: `constraints/<app>.txt`, one a line.

`python -m tests.architecture.constraints` adds what models declare and no list names; a line is taken out by hand only,
in the change that explains why the database need no longer refuse.
"""

from pathlib import Path

from django.apps import apps
from django.db import connection, models

from tests.architecture.source import APPS

FOLDER = Path(__file__).with_name("constraints")


def listed() -> set[str]:
    """Return every line of every list, such as `constraint stock_not_oversold`."""
    lines = [line.strip() for path in FOLDER.glob("*.txt") for line in path.read_text(encoding="utf-8").splitlines()]
    return {line for line in lines if line and not line.startswith("#")}


def declared() -> set[str]:
    """Return what the models of all apps declare."""
    return {line for app in APPS for line in declared_by(app)}


def declared_by(app: str) -> set[str]:
    """Return what the models of one app declare."""
    found = set()
    for model in apps.get_app_config(app).get_models():
        if hasattr(model, "pgh_tracked_model") or model._meta.proxy:
            continue
        for constraint in model._meta.constraints:
            found.add(f"{_kind(constraint)} {constraint.name}")
        for trigger in getattr(model._meta, "triggers", []):
            found.add(f"trigger {trigger.get_pgid(model)}")
    return found


def present() -> set[str]:
    """Return what the database has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'constraint ' || conname FROM pg_constraint"
            " UNION SELECT 'index ' || indexrelid::regclass::text FROM pg_index WHERE indisunique"
            " UNION SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal"
        )
        return {line for (line,) in cursor.fetchall()}


def _kind(constraint: models.BaseConstraint) -> str:
    """Name what PostgreSQL makes of it: a conditional or functional uniqueness is an index only."""
    if isinstance(constraint, models.UniqueConstraint):
        is_index = constraint.condition or constraint.expressions or constraint.include or constraint.opclasses
        return "index" if is_index else "constraint"
    return "constraint"


def main() -> None:
    """Add missing lines to the lists."""
    FOLDER.mkdir(exist_ok=True)
    for app in APPS:
        path = FOLDER / f"{app}.txt"
        ours = set(path.read_text(encoding="utf-8").splitlines()) if path.exists() else set()
        lines = sorted(ours | (declared_by(app) - listed()))
        if lines:
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    import django

    django.setup()
    main()
