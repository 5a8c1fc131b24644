from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernel.actors import Actor
from kernel.models import QuantityField, TimestampedModel, UnitPriceField
from kernel.public_ids import PublicIdField


class CartQuerySet(models.QuerySet["Cart"]):
    def visible_to(self, actor: Actor) -> CartQuerySet:
        """Keep the cart of the person in the company for which they act."""
        person = actor.on_behalf_of_user_id or actor.user_id
        return self.filter(buyer_id=actor.organization_id, user_id=person)

    def locked(self) -> CartQuerySet:
        """Lock rows in primary-key order, so two lockers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


class Cart(TimestampedModel):
    """What a person means to buy for one company."""

    public_id = PublicIdField("bsk")
    buyer = models.ForeignKey("accounts.Organization", on_delete=models.CASCADE, related_name="carts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="carts")

    objects = CartQuerySet.as_manager()

    class Meta:
        verbose_name = _("cart")
        verbose_name_plural = _("carts")
        constraints = [models.UniqueConstraint(fields=["buyer", "user"], name="cart_once_per_person_and_company")]

    def __str__(self) -> str:
        return self.public_id


class CartLine(models.Model):
    """One offer in a cart; the price is what the buyer saw and is compared, never trusted."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines", db_index=False)
    offer = models.ForeignKey("catalog.Offer", on_delete=models.CASCADE, related_name="+")
    quantity = QuantityField(verbose_name=_("quantity"))
    seen_unit_price = UnitPriceField(verbose_name=_("price when added"), null=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        verbose_name = _("cart line")
        verbose_name_plural = _("cart lines")
        constraints = [
            models.UniqueConstraint(fields=["cart", "offer"], name="cart_line_once_per_offer"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="cart_quantity_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} × {self.quantity}"
