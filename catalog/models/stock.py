from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalog.enums import MovementKind, ReservationStatus
from catalog.models.offers import Offer
from catalog.permissions import StaffCatalogPermission
from kernel.models import QuantityField, TimestampedModel, append_only
from kernel.public_ids import PublicIdField

if TYPE_CHECKING:
    from kernel.actors import Actor


class WarehouseQuerySet(models.QuerySet["Warehouse"]):
    def visible_to(self, actor: Actor) -> WarehouseQuerySet:
        """Keep the warehouses of the actor's own company; staff see all."""
        if actor.has(StaffCatalogPermission.VIEW_CATALOG):
            return self
        return self.filter(organization_id=actor.organization_id)


class Warehouse(TimestampedModel):
    """A place where a supplier keeps stock."""

    public_id = PublicIdField("whs")
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="warehouses", verbose_name=_("company")
    )
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=100)
    region_code = models.CharField(_("region"), max_length=6, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    # Orders are served from the lowest number first.
    priority = models.PositiveIntegerField(_("priority"), default=1)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = WarehouseQuerySet.as_manager()

    class Meta:
        verbose_name = _("warehouse")
        verbose_name_plural = _("warehouses")
        constraints = [models.UniqueConstraint(fields=["organization", "code"], name="warehouse_code_once")]

    def __str__(self) -> str:
        return self.name


class StockLevelQuerySet(models.QuerySet["StockLevel"]):
    def visible_to(self, actor: Actor) -> StockLevelQuerySet:
        """Keep the stock of the actor's own company; buyers see availability through offers, never levels."""
        if actor.has(StaffCatalogPermission.VIEW_CATALOG):
            return self
        return self.filter(offer__supplier_id=actor.organization_id)

    def locked(self) -> StockLevelQuerySet:
        """Lock rows in primary-key order, so two lockers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


class StockLevel(models.Model):
    """
    How much of an offer lies in a warehouse, and how much of it is promised.

    Counters, changed only by conditional UPDATE: on hand equals the sum of movements, reserved the sum of live reservations.
    """

    offer = models.ForeignKey(
        Offer, on_delete=models.CASCADE, related_name="stock_levels", verbose_name=_("offer"), db_index=False
    )
    warehouse = models.ForeignKey(
        Warehouse, on_delete=models.PROTECT, related_name="stock_levels", verbose_name=_("warehouse")
    )
    on_hand = QuantityField(verbose_name=_("on hand"), default=0)
    reserved = QuantityField(verbose_name=_("reserved"), default=0)
    # How far promises may exceed what is there; 0 sells only what is on hand.
    backorder_limit = QuantityField(verbose_name=_("may be sold before it arrives"), default=0)

    objects = StockLevelQuerySet.as_manager()

    class Meta:
        verbose_name = _("stock level")
        verbose_name_plural = _("stock levels")
        constraints = [
            models.UniqueConstraint(fields=["offer", "warehouse"], name="stock_level_once"),
            models.CheckConstraint(
                condition=Q(on_hand__gte=0, reserved__gte=0, backorder_limit__gte=0), name="stock_never_negative"
            ),
            models.CheckConstraint(
                condition=Q(reserved__lte=F("on_hand") + F("backorder_limit")), name="stock_never_oversold"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id}@{self.warehouse_id}: {self.on_hand} − {self.reserved}"


class StockMovement(models.Model):
    """One change of stock on hand, for ever. `quantity` is positive in and negative out, in the offer's unit."""

    level = models.ForeignKey(StockLevel, on_delete=models.PROTECT, related_name="movements", db_index=False)
    kind = models.CharField(_("kind"), max_length=12, choices=MovementKind)
    quantity = QuantityField(verbose_name=_("quantity"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    document_type = models.CharField(max_length=40, blank=True)
    document_id = models.BigIntegerField(null=True)
    actor_user_id = models.BigIntegerField(null=True)
    occurred_at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("stock movement")
        verbose_name_plural = _("stock movements")
        constraints = [models.CheckConstraint(condition=~Q(quantity=0), name="movement_moves_something")]
        indexes = [models.Index(fields=["level", "id"], name="movement_level_idx")]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.level_id}: {self.quantity:+}"


class StockReservation(models.Model):
    """Stock held for one line of one document. `quantity` is what is still held; shipping and releasing make it less."""

    level = models.ForeignKey(StockLevel, on_delete=models.PROTECT, related_name="reservations", db_index=False)
    holder_type = models.CharField(max_length=40)
    holder_id = models.BigIntegerField()
    quantity = QuantityField()
    status = models.CharField(max_length=10, choices=ReservationStatus, default=ReservationStatus.HELD)
    expires_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        constraints = [
            models.UniqueConstraint(fields=["holder_type", "holder_id", "level"], name="reservation_once_per_line"),
            models.CheckConstraint(
                condition=Q(status="held", quantity__gt=0) | ~Q(status="held") & Q(quantity=0),
                name="reservation_holds_while_held",
            ),
        ]
        indexes = [
            models.Index(fields=["level"], condition=Q(status="held"), name="reservation_live_idx"),
            models.Index(
                fields=["expires_at"],
                condition=Q(status="held", expires_at__isnull=False),
                name="reservation_expiry_idx",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder_type} {self.holder_id}: {self.quantity}"
