from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import AddressKind
from accounts.models.memberships import OwnedQuerySet
from kernel.models import TimestampedModel
from kernel.public_ids import PublicIdField


class Address(TimestampedModel):
    """Where a company receives goods or bills. Documents copy it: a later change never rewrites history."""

    public_id = PublicIdField("adr")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.CASCADE, related_name="addresses")
    kind = models.CharField(_("kind"), max_length=12, choices=AddressKind, default=AddressKind.SHIPPING)
    label = models.CharField(_("label"), max_length=60, blank=True)
    recipient = models.CharField(_("recipient"), max_length=100)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    country = models.CharField(_("country"), max_length=2, default="CN")
    region_code = models.CharField(_("region"), max_length=6, blank=True)
    province = models.CharField(_("province"), max_length=80, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    district = models.CharField(_("district"), max_length=80, blank=True)
    street = models.CharField(_("street and number"), max_length=300)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    is_default = models.BooleanField(_("default"), default=False)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = OwnedQuerySet["Address"].as_manager()

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind"],
                condition=Q(is_default=True, is_active=True),
                name="address_default_once",
            )
        ]

    def __str__(self) -> str:
        return self.one_line()

    def one_line(self) -> str:
        """Return the address as one line, in the order of its country."""
        parts = [self.province, self.city, self.district, self.street]
        if self.country == "CN":
            return "".join(dict.fromkeys(part for part in parts if part))
        return ", ".join(
            part for part in [self.street, self.district, self.city, self.province, self.postal_code] if part
        )

    def snapshot(self) -> dict[str, str]:
        """Return the frozen copy that documents keep."""
        return {
            "recipient": self.recipient,
            "phone": self.phone,
            "country": self.country,
            "region_code": self.region_code,
            "province": self.province,
            "city": self.city,
            "district": self.district,
            "street": self.street,
            "postal_code": self.postal_code,
            "line": self.one_line(),
        }
