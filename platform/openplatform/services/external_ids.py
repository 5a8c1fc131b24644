from __future__ import annotations

from collections.abc import Mapping

from django.db import connection, transaction

from kernel.actors import Actor
from kernel.errors import Forbidden
from openplatform.models.external_ids import DEFAULT_SYSTEM

_UPSERT = """
    INSERT INTO openplatform_externalid
        (organization_id, system, kind, external_id, object_id, created_at, updated_at)
    SELECT %s, %s, %s, given.external_id, given.object_id, now(), now()
    FROM unnest(%s::text[], %s::text[]) AS given (external_id, object_id)
    ORDER BY given.external_id
    ON CONFLICT (organization_id, system, kind, external_id)
    DO UPDATE SET object_id = excluded.object_id, updated_at = excluded.updated_at
    WHERE openplatform_externalid.object_id <> excluded.object_id
"""


@transaction.atomic
def map_external_ids(*, actor: Actor, kind: str, object_ids: Mapping[str, str], system: str = DEFAULT_SYSTEM) -> int:
    """
    Remember what the actor's company calls our objects: `{external id: public id}`; returns how many rows were new or changed.

    One statement, in the order of the external ids, so two callers cannot deadlock.
    :raises Forbidden: when the actor acts for no company.
    """
    if actor.organization_id is None:
        raise Forbidden
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, [actor.organization_id, system, kind, list(object_ids), list(object_ids.values())])
        return int(cursor.rowcount)
