from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernel.actors import Actor
from kernel.models import QuantityField, TimestampedModel
from kernel.public_ids import PublicIdField
from kernel.transitions import ensure_transition
from orders.enums import SHIPMENT_TRANSITIONS, ShipmentStatus
from orders.models.orders import Order, OrderLine


class ShipmentQuerySet(models.QuerySet["Shipment"]):
    def visible_to(self, actor: Actor) -> ShipmentQuerySet:
        """Keep the shipments of orders that the actor may see."""
        return self.filter(order__in=Order.objects.visible_to(actor).values("pk"))

    def locked(self) -> ShipmentQuerySet:
        """Lock rows in primary-key order, so two lockers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


class Shipment(TimestampedModel):
    """Goods of one order that left the supplier together (F064)."""

    public_id = PublicIdField("shp")
    number = models.CharField(_("number"), max_length=30, unique=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="shipments", verbose_name=_("order"))
    status = models.CharField(_("status"), max_length=20, choices=ShipmentStatus, default=ShipmentStatus.SHIPPED)
    # A code of the dictionary `carrier`.
    carrier = models.CharField(_("carrier"), max_length=40, blank=True)
    tracking_number = models.CharField(_("tracking number"), max_length=80, blank=True)
    note = models.TextField(_("note"), blank=True)
    shipped_at = models.DateTimeField(_("shipped at"))
    shipped_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(_("completely received at"), null=True, blank=True)

    objects = ShipmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("shipment")
        verbose_name_plural = _("shipments")
        indexes = [models.Index(fields=["order", "id"], name="shipment_order_idx")]

    def __str__(self) -> str:
        return self.number

    def mark_received(self, *, at: datetime, is_whole: bool) -> None:
        """Set what a receipt sets: partly received until nothing is missing."""
        if not is_whole and self.status == ShipmentStatus.PARTIALLY_RECEIVED:
            return
        target = ShipmentStatus.RECEIVED if is_whole else ShipmentStatus.PARTIALLY_RECEIVED
        ensure_transition(SHIPMENT_TRANSITIONS, current=self.status, target=target)
        self.status, self.received_at = target, at if is_whole else None


class ShipmentLine(models.Model):
    """How much of an order line is in a shipment."""

    shipment = models.ForeignKey(Shipment, on_delete=models.CASCADE, related_name="lines", db_index=False)
    order_line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="shipment_lines")
    quantity = QuantityField(verbose_name=_("shipped"))
    received_quantity = QuantityField(verbose_name=_("received"), default=0)

    class Meta:
        verbose_name = _("shipment line")
        verbose_name_plural = _("shipment lines")
        constraints = [
            models.UniqueConstraint(fields=["shipment", "order_line"], name="shipment_line_once"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, received_quantity__gte=0, received_quantity__lte=F("quantity")),
                name="shipment_line_quantities_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shipment_id}: {self.quantity}"

    @property
    def open_quantity(self) -> Decimal:
        """Return what the buyer has not received yet."""
        return self.quantity - self.received_quantity


class GoodsReceipt(TimestampedModel):
    """A buyer's word that goods arrived (F066)."""

    public_id = PublicIdField("rcp")
    number = models.CharField(_("number"), max_length=30, unique=True)
    shipment = models.ForeignKey(
        Shipment, on_delete=models.PROTECT, related_name="receipts", verbose_name=_("shipment")
    )
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(_("received at"))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("goods receipt")
        verbose_name_plural = _("goods receipts")

    def __str__(self) -> str:
        return self.number


class GoodsReceiptLine(models.Model):
    """How much of a shipment line arrived."""

    receipt = models.ForeignKey(GoodsReceipt, on_delete=models.CASCADE, related_name="lines", db_index=False)
    shipment_line = models.ForeignKey(ShipmentLine, on_delete=models.PROTECT, related_name="receipt_lines")
    quantity = QuantityField(verbose_name=_("received"))

    class Meta:
        verbose_name = _("goods receipt line")
        verbose_name_plural = _("goods receipt lines")
        constraints = [
            models.UniqueConstraint(fields=["receipt", "shipment_line"], name="receipt_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="receipt_line_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.receipt_id}: {self.quantity}"
