"""What must hold of the kernel's own tables."""

from collections.abc import Iterator

from kernel.models import TransitionLog
from kernel.services.sealing import find_breaks, seal_source
from kernel.verification import invariant

seal_source(
    "transition",
    TransitionLog,
    (
        "document_type",
        "document_id",
        "from_status",
        "to_status",
        "reason",
        "data",
        "actor_user_id",
        "actor_client_id",
        "actor_organization_id",
        "on_behalf_of_user_id",
        "channel",
        "occurred_at",
    ),
)


@invariant("kernel.chain_unbroken")
def check_chain() -> Iterator[str]:
    """Every sealed record is as it was when it was sealed (F045, M21)."""
    yield from find_breaks()
