"""What must hold of the open platform's own tables."""

from kernel.verification import sql_invariant

sql_invariant(
    "openplatform.idempotency_has_answer",
    "SELECT id, caller, key FROM openplatform_idempotencyrecord WHERE response_status IS NULL",
    "idempotency record {id} of {caller}: work was committed without its answer",
)
sql_invariant(
    "openplatform.revoked_client_is_dead",
    """
    SELECT client.public_id FROM openplatform_apiclient client
    WHERE client.status = 'revoked' AND (
        EXISTS (SELECT FROM openplatform_apicredential c WHERE c.client_id = client.id AND c.revoked_at IS NULL)
        OR EXISTS (SELECT FROM oauth2_provider_accesstoken t WHERE t.application_id = client.application_id)
    )
    """,
    "API client {public_id} is revoked but still holds a live secret or token",
)
