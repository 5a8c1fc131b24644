"""Put the steps of an order into words for either side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from finance.selectors.orders import OrderFile
from orders.enums import OrderStatus, ShipmentStatus
from orders.selectors.orders import ORDER_TYPE, TimelineEntry
from reference.selectors.dictionaries import label_of


@dataclass(frozen=True, slots=True)
class Wording:
    """What a step is called, and how it looks."""

    title: Promise
    icon: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One printed step; a step that is still to come has no time."""

    title: str
    icon: str
    tone: str
    at: datetime | None = None
    by: str = ""
    text: str = ""


ORDER_STEPS: dict[str, Wording] = {
    OrderStatus.PLACED: Wording(gettext_lazy("Order placed"), "cart", "info"),
    OrderStatus.CONFIRMED: Wording(gettext_lazy("Confirmed by the supplier"), "check", "info"),
    OrderStatus.PARTIALLY_SHIPPED: Wording(gettext_lazy("Partly shipped"), "truck", "info"),
    OrderStatus.SHIPPED: Wording(gettext_lazy("Everything shipped"), "truck", "info"),
    OrderStatus.COMPLETED: Wording(gettext_lazy("Everything received"), "circle-check", "success"),
    OrderStatus.REJECTED: Wording(gettext_lazy("Rejected by the supplier"), "ban", "danger"),
    OrderStatus.CANCELLED: Wording(gettext_lazy("Cancelled"), "ban", "danger"),
}
SHIPMENT_STEPS: dict[str, Wording] = {
    ShipmentStatus.SHIPPED: Wording(gettext_lazy("Shipment on its way"), "package", "info"),
    ShipmentStatus.PARTIALLY_RECEIVED: Wording(gettext_lazy("Shipment partly received"), "clipboard-check", "success"),
    ShipmentStatus.RECEIVED: Wording(gettext_lazy("Shipment received"), "clipboard-check", "success"),
}
UNKNOWN = Wording(gettext_lazy("Changed"), "circle-dot")
STEPS_BAR = (
    gettext_lazy("Placed"),
    gettext_lazy("Confirmed"),
    gettext_lazy("Shipped"),
    gettext_lazy("Received"),
)
STEP_OF = {
    OrderStatus.PLACED: 2,
    OrderStatus.CONFIRMED: 3,
    OrderStatus.PARTIALLY_SHIPPED: 3,
    OrderStatus.SHIPPED: 4,
    OrderStatus.COMPLETED: 5,
}


def timeline_rows(found: OrderFile, *, viewer_id: int | None) -> list[TimelineRow]:
    """Return the steps of an order as the company `viewer_id` sees them, the latest first."""
    return [_row(found, entry, viewer_id) for entry in reversed(found.timeline)]


def _row(found: OrderFile, entry: TimelineEntry, viewer_id: int | None) -> TimelineRow:
    is_order = entry.document_type == ORDER_TYPE
    steps: Mapping[str, Wording] = ORDER_STEPS if is_order else SHIPMENT_STEPS
    wording = steps.get(entry.status, UNKNOWN)
    return TimelineRow(
        title=str(wording.title),
        icon=wording.icon,
        tone=wording.tone,
        at=entry.occurred_at,
        by=_by(found, entry, viewer_id),
        text=_text(entry, is_order=is_order),
    )


def _by(found: OrderFile, entry: TimelineEntry, viewer_id: int | None) -> str:
    """Return who did it: one's own people by name, the other side by its company."""
    order = found.order
    companies = {order.buyer_id: order.buyer.name, order.supplier_id: order.supplier.name}
    company = companies.get(entry.actor_organization_id or 0, "")
    if company and entry.actor_organization_id != viewer_id:
        return company
    if entry.on_behalf:
        return _("%(name)s for the platform") % {"name": entry.actor_name}
    return entry.actor_name or company


def _text(entry: TimelineEntry, *, is_order: bool) -> str:
    parts = [] if is_order else [entry.document_number]
    if carrier := entry.data.get("carrier"):
        parts.append(label_of("carrier", carrier))
    parts.append(str(entry.data.get("tracking") or ""))
    if entry.data.get("refused"):
        parts.append(_("not everything was confirmed"))
    parts.append(entry.reason)
    return " · ".join(filter(None, parts))
