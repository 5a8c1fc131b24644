from __future__ import annotations

from collections.abc import Iterable

from kernel.actors import Actor
from openplatform.models import ExternalId
from openplatform.models.external_ids import DEFAULT_SYSTEM


def get_object_ids(
    *, actor: Actor, kind: str, external_ids: Iterable[str], system: str = DEFAULT_SYSTEM
) -> dict[str, str]:
    """Return our public ids by the caller's own ids, for those that are known; one statement."""
    known = ExternalId.objects.visible_to(actor).filter(system=system, kind=kind, external_id__in=list(external_ids))
    return dict(known.values_list("external_id", "object_id"))


def get_external_ids(
    *, actor: Actor, kind: str, object_ids: Iterable[str], system: str = DEFAULT_SYSTEM
) -> dict[str, str]:
    """Return the caller's own ids by our public ids, for those that have one; one statement."""
    known = ExternalId.objects.visible_to(actor).filter(system=system, kind=kind, object_id__in=list(object_ids))
    return dict(known.values_list("object_id", "external_id"))
