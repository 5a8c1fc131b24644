from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kernel.actors import Actor
from kernel.models import CurrencyField, MoneyField, QuantityField, RateField, TimestampedModel, UnitPriceField
from kernel.money import Money
from kernel.public_ids import PublicIdField
from kernel.transitions import ensure_transition
from orders.amounts import LineAmounts, part_of_line
from orders.enums import ORDER_TRANSITIONS, OrderStatus, PaymentMethod
from orders.errors import OrderAlreadyShipped
from orders.permissions import BuyerOrdersPermission, SellerOrdersPermission, StaffOrdersPermission


class OrderGroup(TimestampedModel):
    """What a buyer placed in one go; split at once into one order per supplier (workflow 5.4)."""

    public_id = PublicIdField("grp")
    number = models.CharField(_("number"), max_length=30, unique=True)
    buyer = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="order_groups")
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("placed by")
    )
    purchase_order_number = models.CharField(_("your order number"), max_length=60, blank=True)
    cost_center = models.CharField(_("cost centre"), max_length=60, blank=True)
    payment_method = models.CharField(_("payment"), max_length=20, choices=PaymentMethod, default=PaymentMethod.TERMS)
    # A code of the dictionary `payment_term`, such as net_30.
    payment_term = models.CharField(_("payment term"), max_length=20, blank=True)
    shipping_address = models.JSONField(_("deliver to"))
    billing_address = models.JSONField(_("bill to"), default=dict, blank=True)
    note = models.TextField(_("note"), blank=True)
    channel = models.CharField(_("channel"), max_length=20)
    currency = CurrencyField(verbose_name=_("currency"))
    gross_amount = MoneyField(verbose_name=_("total"))
    placed_at = models.DateTimeField(_("placed at"))

    # The orders it was split into, on the instance that placing returns.
    placed_orders: list[Order]

    class Meta:
        verbose_name = _("placed order")
        verbose_name_plural = _("placed orders")

    def __str__(self) -> str:
        return self.number


class OrderQuerySet(models.QuerySet["Order"]):
    def visible_to(self, actor: Actor) -> OrderQuerySet:
        """Keep the orders in which the actor's company buys or sells and that the person may see; staff see all."""
        if actor.has(StaffOrdersPermission.VIEW_ORDER):
            return self
        visible = Q(pk=None)
        if actor.has(BuyerOrdersPermission.VIEW_COMPANY):
            visible |= Q(buyer_id=actor.organization_id)
        elif actor.has(BuyerOrdersPermission.VIEW_OWN):
            person = actor.on_behalf_of_user_id or actor.user_id
            visible |= Q(buyer_id=actor.organization_id, group__placed_by_id=person)
        if actor.has(SellerOrdersPermission.VIEW_SALES):
            visible |= Q(supplier_id=actor.organization_id)
        return self.filter(visible)

    def bought_by(self, actor: Actor) -> OrderQuerySet:
        """Keep what the actor's company bought: the storefront's point of view."""
        return self.visible_to(actor).filter(buyer_id=actor.organization_id)

    def sold_by(self, actor: Actor) -> OrderQuerySet:
        """Keep what the actor's company sold: the seller office's point of view."""
        return self.visible_to(actor).filter(supplier_id=actor.organization_id)

    def locked(self) -> OrderQuerySet:
        """Lock rows in primary-key order, so two lockers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


class Order(TimestampedModel):
    """One supplier's part of what a buyer placed."""

    public_id = PublicIdField("ord")
    number = models.CharField(_("number"), max_length=34, unique=True)
    group = models.ForeignKey(
        OrderGroup, on_delete=models.PROTECT, related_name="orders", verbose_name=_("placed order")
    )
    buyer = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="purchases", verbose_name=_("buyer")
    )
    supplier = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="sales", verbose_name=_("supplier")
    )
    status = models.CharField(_("status"), max_length=20, choices=OrderStatus, default=OrderStatus.PLACED)
    currency = CurrencyField(verbose_name=_("currency"))
    net_amount = MoneyField(verbose_name=_("net"))
    tax_amount = MoneyField(verbose_name=_("tax"))
    freight_amount = MoneyField(verbose_name=_("freight"), default=0)
    gross_amount = MoneyField(verbose_name=_("total"))
    placed_at = models.DateTimeField(_("placed at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    shipped_at = models.DateTimeField(_("completely shipped at"), null=True, blank=True)
    completed_at = models.DateTimeField(_("received at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("rejected or cancelled at"), null=True, blank=True)
    close_reason = models.TextField(_("reason"), blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        constraints = [
            models.CheckConstraint(condition=~Q(buyer=F("supplier")), name="order_between_two_companies"),
            models.CheckConstraint(
                condition=Q(gross_amount=F("net_amount") + F("tax_amount") + F("freight_amount")), name="order_adds_up"
            ),
            models.CheckConstraint(
                condition=Q(net_amount__gte=0, tax_amount__gte=0, freight_amount__gte=0), name="order_not_negative"
            ),
            models.CheckConstraint(condition=Q(status__in=OrderStatus.values), name="order_status_known"),
        ]
        indexes = [
            models.Index(fields=["buyer", "-placed_at", "-id"], name="order_buyer_idx"),
            models.Index(fields=["supplier", "-placed_at", "-id"], name="order_supplier_idx"),
            models.Index(fields=["supplier", "status"], name="order_supplier_status_idx"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def total(self) -> Money:
        """Return the gross total."""
        return Money(self.gross_amount, self.currency)

    @property
    def cancelled_amount(self) -> Decimal:
        """Return what of the total was refused or cancelled, with tax; reads the lines."""
        if self.status in (OrderStatus.REJECTED, OrderStatus.CANCELLED):
            return self.gross_amount
        return sum((line.gross_amount - line.remaining_amounts.gross_amount for line in self.lines.all()), Decimal(0))

    @property
    def remaining_amount(self) -> Decimal:
        """Return what the buyer will be billed in all: the total without what was refused or cancelled; reads the lines."""
        return self.gross_amount - self.cancelled_amount

    def mark_confirmed(self, *, at: datetime) -> None:
        """Set what a supplier's confirmation sets."""
        self._move_to(OrderStatus.CONFIRMED)
        self.confirmed_at = at

    def mark_rejected(self, *, at: datetime, reason: str) -> None:
        """Set what a supplier's refusal sets."""
        self._move_to(OrderStatus.REJECTED)
        self.closed_at, self.close_reason = at, reason

    def mark_cancelled(self, *, at: datetime, reason: str) -> None:
        """
        Set what a buyer's cancellation sets.

        :raises OrderAlreadyShipped: once goods have left.
        """
        if self.status in (OrderStatus.PARTIALLY_SHIPPED, OrderStatus.SHIPPED):
            raise OrderAlreadyShipped
        self._move_to(OrderStatus.CANCELLED)
        self.closed_at, self.close_reason = at, reason

    def mark_shipped(self, *, at: datetime, is_whole: bool) -> None:
        """Set what a shipment sets: partly shipped until nothing is open."""
        if not is_whole and self.status == OrderStatus.PARTIALLY_SHIPPED:
            return
        self._move_to(OrderStatus.SHIPPED if is_whole else OrderStatus.PARTIALLY_SHIPPED)
        self.shipped_at = at if is_whole else None

    def mark_completed(self, *, at: datetime) -> None:
        """Set what the receipt of the last goods sets."""
        self._move_to(OrderStatus.COMPLETED)
        self.completed_at = at

    def _move_to(self, target: OrderStatus) -> None:
        ensure_transition(ORDER_TRANSITIONS, current=self.status, target=target)
        self.status = target


class OrderLine(models.Model):
    """
    One article of an order, with name, price and tax as they were at placement, and how far it has come.

    Quantities are in `unit`. What was refused or cancelled is in `cancelled_quantity`; the rest of the ordered quantity is
    open until shipped.
    """

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines", db_index=False)
    position = models.PositiveIntegerField(_("line"))
    offer = models.ForeignKey("catalog.Offer", on_delete=models.PROTECT, related_name="+")
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    options_zh = models.CharField(max_length=200, blank=True)
    options_en = models.CharField(max_length=200, blank=True)
    sku = models.CharField(_("part number"), max_length=80)
    supplier_sku = models.CharField(_("supplier's article number"), max_length=80)
    picture = models.CharField(max_length=200, blank=True)
    unit = models.CharField(_("unit"), max_length=10)
    quantity = QuantityField(verbose_name=_("ordered"))
    unit_price = UnitPriceField(verbose_name=_("unit price"))
    price_includes_tax = models.BooleanField()
    discount_amount = MoneyField(verbose_name=_("discount"), default=0)
    tax_code = models.CharField(_("tax"), max_length=20)
    tax_rate = RateField(verbose_name=_("tax rate"))
    net_amount = MoneyField(verbose_name=_("net"))
    tax_amount = MoneyField(verbose_name=_("tax"))
    gross_amount = MoneyField(verbose_name=_("total"))
    requested_on = models.DateField(_("wanted on"), null=True, blank=True)
    promised_on = models.DateField(_("promised for"), null=True, blank=True)
    cancelled_quantity = QuantityField(verbose_name=_("cancelled"), default=0)
    shipped_quantity = QuantityField(verbose_name=_("shipped"), default=0)
    received_quantity = QuantityField(verbose_name=_("received"), default=0)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="order_line_position_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0, unit_price__gte=0), name="order_line_positive"),
            models.CheckConstraint(
                condition=Q(cancelled_quantity__gte=0, shipped_quantity__gte=0, received_quantity__gte=0)
                & Q(quantity__gte=F("cancelled_quantity") + F("shipped_quantity"))
                & Q(shipped_quantity__gte=F("received_quantity")),
                name="order_line_quantities_in_order",
            ),
            models.CheckConstraint(
                condition=Q(gross_amount=F("net_amount") + F("tax_amount")), name="order_line_adds_up"
            ),
        ]
        indexes = [models.Index(fields=["offer"], name="order_line_offer_idx")]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.position}"

    @property
    def name(self) -> str:
        """Return the article's name in the active language."""
        english = (get_language() or "").startswith("en")
        return (self.name_en or self.name_zh) if english else (self.name_zh or self.name_en)

    @property
    def options(self) -> str:
        """Return the chosen options in the active language."""
        return self.options_en if (get_language() or "").startswith("en") else self.options_zh

    @property
    def open_quantity(self) -> Decimal:
        """Return what the supplier still has to ship."""
        return self.quantity - self.cancelled_quantity - self.shipped_quantity

    @property
    def remaining_amounts(self) -> LineAmounts:
        """Return what the line costs without what was refused or cancelled of it, as its invoices will add up to."""
        return part_of_line(
            self.amounts,
            quantity=self.quantity,
            before=Decimal(0),
            part=self.quantity - self.cancelled_quantity,
            currency=self.order.currency,
        )

    @property
    def amounts(self) -> LineAmounts:
        """Return what the whole line costs."""
        return LineAmounts(self.net_amount, self.tax_amount, self.gross_amount)
