"""The category tree through the public import job."""

import io

import pytest

from catalog.models import Category
from kernel.verification import invariants
from tests.factories.accounts import NOW, staff_actor
from transfer.models import RowError
from transfer.services.running import run_import

pytestmark = pytest.mark.django_db(transaction=True)


def bring_in(actor, table: str):
    content = table.encode()
    return run_import(
        actor=actor,
        kind="categories",
        file=io.BytesIO(content),
        file_name="c.csv",
        size=len(content),
        clock=lambda: NOW,
    )


def paths_hold() -> bool:
    return list(invariants()["catalog.category_paths"]()) == []


def test_categories_arrive_as_a_tree_move_and_come_again():
    actor = staff_actor()
    table = "slug,name_zh,name_en,parent\ntools,工具,Tools,\nhand,手动,Hand tools,tools\nsaws,锯,Saws,hand\npower,电动,Power,\n"

    first, again = bring_in(actor, table), bring_in(actor, table)

    assert (first.created_count, again.created_count, again.unchanged_count) == (4, 0, 4)
    moved = bring_in(actor, "slug,name_zh,name_en,parent\nhand,手动,Hand tools,power\n")
    assert moved.updated_count == 1
    names = {category.pk: category.slug for category in Category.objects.all()}
    assert [names[pk] for pk in Category.objects.get(slug="saws").path] == ["power", "hand", "saws"]
    assert paths_hold()


def test_categories_refuse_unknown_parents_and_circles():
    actor = staff_actor()
    bring_in(actor, "slug,name_en,parent\ntools,Tools,\nhand,Hand,tools\n")

    job = bring_in(actor, "slug,name_en,parent\ntools,Tools,hand\nlost,Lost,nowhere\n")

    assert job.error_count == 2
    assert set(RowError.objects.values_list("column", flat=True)) == {"parent"}
    assert paths_hold()
