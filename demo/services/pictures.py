"""Store the drawn pictures of goods and the marks of companies."""

from collections.abc import Iterable

from accounts.models import Organization
from demo.content.pictures.gallery import logo_file
from demo.services.companies import Directory
from demo.services.scenario import Scenario
from kernel.actors import Actor
from kernel.services.files import store_file

ACTOR = Actor.system("demo")


def store_pictures(files: Iterable[tuple[str, bytes]]) -> dict[str, tuple[int, str]]:
    """Store product pictures once each; products share them. Return the file's key and path by name."""
    stored = {}
    for name, content in files:
        file = store_file(
            actor=ACTOR,
            content=content,
            name=f"{name}.webp",
            content_type="image/webp",
            purpose="product",
            organization_id=None,
            is_public=True,
        )
        stored[name] = (file.pk, file.path)
    return stored


def store_logos(scenario: Scenario, directory: Directory) -> dict[str, int]:
    """Draw and store a mark for every supplier; return the files' keys by the supplier's code."""
    logos = {}
    for number, supplier in enumerate(scenario.suppliers):
        organization_id = directory.organizations[supplier.code]
        logo = store_file(
            actor=ACTOR,
            content=logo_file(brand=supplier.brand.en, colour=supplier.colour, number=number),
            name=f"{supplier.code}.png",
            content_type="image/png",
            purpose="logo",
            organization_id=organization_id,
            is_public=True,
        )
        Organization.objects.filter(pk=organization_id).update(logo=logo)
        logos[supplier.code] = logo.pk
    return logos
