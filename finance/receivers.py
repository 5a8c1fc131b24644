"""What finance does when orders announce something."""

from __future__ import annotations

from django.utils import timezone

from finance.services.invoices import issue_invoice
from kernel.actors import Actor
from kernel.events import receives
from kernel.models import OutboxEvent
from orders.events import ShipmentShipped


@receives(ShipmentShipped, uid="finance.issue_invoice")
def bill_shipment(event: ShipmentShipped, *, row: OutboxEvent) -> None:
    """Bill every shipment; a repeated event finds the invoice there."""
    issue_invoice(actor=Actor.system("finance"), shipment_id=event.shipment_id, now=timezone.now())
