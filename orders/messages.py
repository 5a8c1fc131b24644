"""Which facts about orders become messages, and to whom: the other side of the deal hears of every step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from kernel.events import Event
from messaging.enums import MessageCategory
from messaging.registry import Recipient, Sample, Texts, members_holding, register_message
from orders import events
from orders.permissions import BuyerOrdersPermission, SellerOrdersPermission

_ORDER = {
    "number": Sample(_("Order number"), "SO261121-518362-1"),
    "buyer": Sample(_("Buyer"), "苏州联创自动化有限公司"),
    "supplier": Sample(_("Supplier"), "宁波恒固紧固件有限公司"),
}
_REASON = {"reason": Sample(_("Reason"), "库存不足")}
_SHIPMENT = {"shipment": Sample(_("Delivery note"), "SH261121-204711")}


def _context(*members: str) -> Callable[[Any], Mapping[str, Any]]:
    def context(event: events.OrderEvent) -> dict[str, Any]:
        names = {company.pk: company.name for company in Organization.objects.filter(pk__in=event.organization_ids)}
        sides = {"buyer": names.get(event.buyer_id, ""), "supplier": names.get(event.supplier_id, "")}
        return {"number": event.number, **sides, **{name: getattr(event, name) for name in members}}

    return context


def _shipment_context(event: events.ShipmentShipped) -> dict[str, Any]:
    return {**_context()(event), "shipment": event.shipment_number}


def _buyer(event: Any) -> Iterable[int]:
    return [event.buyer_id]


def _supplier(event: Any) -> Iterable[int]:
    return [event.supplier_id]


def _order_page(face: str) -> Callable[[Any, Recipient], str]:
    """Return a `link` function to the order's page, which a higher app may bring."""

    def link(event: Any, _recipient: Recipient) -> str:
        try:
            return reverse(f"{face}:order", args=[event.order_id])
        except NoReverseMatch:
            return ""

    return link


def _to_supplier(event: type[Event], *, texts: Texts, **more: Any) -> None:
    register_message(
        event,
        **{"category": MessageCategory.TRADE, "variables": _ORDER, "context": _context(), **more},
        recipients=members_holding(SellerOrdersPermission.CONFIRM, organization_ids=_supplier),
        link=_order_page("seller"),
        texts=texts,
    )


def _to_buyer(event: type[Event], *, texts: Texts, **more: Any) -> None:
    register_message(
        event,
        **{"category": MessageCategory.TRADE, "variables": _ORDER, "context": _context(), **more},
        recipients=members_holding(BuyerOrdersPermission.CANCEL, organization_ids=_buyer),
        link=_order_page("storefront"),
        texts=texts,
    )


_to_supplier(
    events.OrderPlaced,
    texts=Texts(
        subject_zh="新订单 {{ number }}：{{ buyer }}",
        subject_en="New order {{ number }} from {{ buyer }}",
        body_zh="{{ buyer }} 下达了订单 {{ number }}，请尽快确认。",
        body_en="{{ buyer }} has placed order {{ number }}. Please confirm it soon.",
    ),
)
_to_supplier(
    events.OrderCancelled,
    variables=_ORDER | _REASON,
    context=_context("reason"),
    texts=Texts(
        subject_zh="订单 {{ number }} 已被取消",
        subject_en="Order {{ number }} was cancelled",
        body_zh="{{ buyer }} 取消了订单 {{ number }}。原因：{{ reason }}",
        body_en="{{ buyer }} has cancelled order {{ number }}. Reason: {{ reason }}",
    ),
)
_to_supplier(
    events.OrderCompleted,
    category=MessageCategory.DELIVERY,
    texts=Texts(
        subject_zh="订单 {{ number }} 已全部签收",
        subject_en="Order {{ number }} was received",
        body_zh="{{ buyer }} 已签收订单 {{ number }} 的全部货物。",
        body_en="{{ buyer }} has received everything of order {{ number }}.",
    ),
)
_to_buyer(
    events.OrderConfirmed,
    texts=Texts(
        subject_zh="订单 {{ number }} 已确认",
        subject_en="Order {{ number }} was confirmed",
        body_zh="{{ supplier }} 已确认订单 {{ number }}。",
        body_en="{{ supplier }} has confirmed order {{ number }}.",
    ),
)
_to_buyer(
    events.OrderRejected,
    variables=_ORDER | _REASON,
    context=_context("reason"),
    texts=Texts(
        subject_zh="订单 {{ number }} 被供应商拒绝",
        subject_en="Order {{ number }} was rejected",
        body_zh="{{ supplier }} 无法接受订单 {{ number }}。原因：{{ reason }}",
        body_en="{{ supplier }} cannot accept order {{ number }}. Reason: {{ reason }}",
    ),
)
_to_buyer(
    events.ShipmentShipped,
    category=MessageCategory.DELIVERY,
    variables=_ORDER | _SHIPMENT,
    context=_shipment_context,
    texts=Texts(
        subject_zh="订单 {{ number }} 已发货",
        subject_en="Order {{ number }} was shipped",
        body_zh="{{ supplier }} 已发出订单 {{ number }} 的货物，发货单 {{ shipment }}。收到后请确认签收。",
        body_en="{{ supplier }} has shipped goods of order {{ number }}, delivery note {{ shipment }}. "
        "Please confirm receipt when they arrive.",
    ),
)
