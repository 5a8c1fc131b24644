"""What must hold of messages."""

from kernel.verification import sql_invariant

sql_invariant(
    "messaging.inbox_delivered",
    """
    SELECT delivery.id AS id, delivery.code AS code
    FROM messaging_delivery delivery
    WHERE delivery.channel = 'in_app' AND delivery.state = 'sent' AND delivery.user_id IS NOT NULL
      AND NOT EXISTS (
        SELECT 1 FROM messaging_inboxmessage message
        WHERE message.event_id = delivery.event_id AND message.code = delivery.code AND message.user_id = delivery.user_id
      )
    """,
    "delivery {id}: {code} was delivered to an inbox that does not have it",
)
