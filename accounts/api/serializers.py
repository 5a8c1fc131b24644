"""What the API says of companies, and what it takes."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.enums import AddressKind, MembershipStatus, OrganizationKind, OrganizationStatus
from accounts.selectors.profiles import SupplierProfile
from openplatform.api.input import InputSerializer


class SupplierSerializer(serializers.Serializer[Any]):
    """A supplier as every trading partner sees it."""

    id = serializers.CharField(source="public_id")
    name = serializers.CharField(help_text="In the language asked for.")
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
    party_type = serializers.CharField(help_text="A code of the dictionary `party_type`.")
    country = serializers.CharField()
    region_code = serializers.CharField(help_text="GB/T 2260.")
    industry = serializers.CharField()
    website = serializers.CharField()


class CertificateSerializer(serializers.Serializer[Any]):
    """A certificate that is valid today."""

    id = serializers.CharField(source="public_id")
    certificate_type = serializers.CharField(help_text="A code of the dictionary `certificate_type`.")
    number = serializers.CharField()
    issuer = serializers.CharField()
    valid_from = serializers.DateField()
    valid_until = serializers.DateField(allow_null=True)


class EsgSerializer(serializers.Serializer[Any]):
    """Environmental, social and governance figures of a period."""

    period_start = serializers.DateField()
    period_end = serializers.DateField()
    environment_score = serializers.DecimalField(max_digits=5, decimal_places=2)
    social_score = serializers.DecimalField(max_digits=5, decimal_places=2)
    governance_score = serializers.DecimalField(max_digits=5, decimal_places=2)
    renewable_share = serializers.DecimalField(max_digits=5, decimal_places=4, help_text="From 0 to 1.")
    carbon_per_unit = serializers.DecimalField(
        max_digits=12, decimal_places=4, allow_null=True, help_text="kg CO₂e per unit."
    )


class SupplierDetailSerializer(SupplierSerializer):
    """A supplier with what vouches for it."""

    about_zh = serializers.CharField()
    about_en = serializers.CharField()
    certificates = CertificateSerializer(many=True)
    esg = EsgSerializer(allow_null=True)

    def to_representation(self, instance: SupplierProfile) -> dict[str, Any]:
        """Spread the company's columns beside its papers."""
        company = SupplierSerializer(instance.organization).data
        about = {"about_zh": instance.organization.about_zh, "about_en": instance.organization.about_en}
        certificates = CertificateSerializer(instance.certificates, many=True).data
        esg = EsgSerializer(instance.esg).data if instance.esg else None
        return {**company, **about, "certificates": certificates, "esg": esg}


class OrganizationSerializer(serializers.Serializer[Any]):
    """The caller's own company, or a branch of it."""

    id = serializers.CharField(source="public_id")
    kind = serializers.ChoiceField(choices=OrganizationKind.choices)
    status = serializers.ChoiceField(choices=OrganizationStatus.choices)
    can_buy = serializers.BooleanField()
    can_sell = serializers.BooleanField()
    name = serializers.CharField(help_text="In the language asked for.")
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
    parent_id = serializers.SerializerMethodField(help_text="The company that this is a branch of.")
    party_type = serializers.CharField(help_text="A code of the dictionary `party_type`.")
    credit_code = serializers.CharField(help_text="Unified social credit code, GB 32100-2015.")
    tax_number = serializers.CharField()
    legal_representative = serializers.CharField()
    country = serializers.CharField()
    region_code = serializers.CharField(help_text="GB/T 2260.")
    industry = serializers.CharField()
    phone = serializers.CharField()
    email = serializers.CharField()
    website = serializers.CharField()
    currency = serializers.CharField()
    time_zone = serializers.CharField()
    language = serializers.CharField()
    license_expires_on = serializers.DateField(allow_null=True)
    activated_at = serializers.DateTimeField(allow_null=True)

    def get_parent_id(self, organization: Any) -> str | None:
        """Return the parent's public id."""
        return organization.parent.public_id if organization.parent_id else None


class RoleSerializer(serializers.Serializer[Any]):
    """A role that a member holds."""

    id = serializers.CharField(source="public_id")
    code = serializers.CharField(help_text="Of a preset role; empty for a company's own.")
    name = serializers.CharField(help_text="In the language asked for.")


class MemberSerializer(serializers.Serializer[Any]):
    """A person in the company."""

    id = serializers.CharField(source="public_id")
    user_id = serializers.CharField(source="user.public_id")
    name = serializers.CharField(source="user.name")
    email = serializers.CharField(source="user.email")
    job_title = serializers.CharField()
    status = serializers.ChoiceField(choices=MembershipStatus.choices)
    roles = RoleSerializer(many=True)


class AddressSerializer(serializers.Serializer[Any]):
    """An address in use."""

    id = serializers.CharField(source="public_id")
    kind = serializers.ChoiceField(choices=AddressKind.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    recipient = serializers.CharField()
    phone = serializers.CharField()
    country = serializers.CharField()
    region_code = serializers.CharField()
    province = serializers.CharField()
    city = serializers.CharField()
    district = serializers.CharField()
    street = serializers.CharField()
    postal_code = serializers.CharField()
    is_default = serializers.BooleanField()
    line = serializers.CharField(source="one_line", help_text="The whole address in the order of its country.")


class AddressInput(InputSerializer):
    """An address as it is sent; province, city and district follow from `region_code` where they are left out."""

    kind = serializers.ChoiceField(choices=AddressKind.choices, default=AddressKind.SHIPPING)
    label = serializers.CharField(max_length=60, default="", allow_blank=True)  # type: ignore[assignment]
    recipient = serializers.CharField(max_length=100)
    phone = serializers.CharField(max_length=40, default="", allow_blank=True)
    country = serializers.RegexField(r"^[A-Z]{2}$", default="CN", help_text="ISO 3166-1 alpha-2.")
    region_code = serializers.CharField(max_length=6, default="", allow_blank=True, help_text="GB/T 2260.")
    province = serializers.CharField(max_length=80, default="", allow_blank=True)
    city = serializers.CharField(max_length=80, default="", allow_blank=True)
    district = serializers.CharField(max_length=80, default="", allow_blank=True)
    street = serializers.CharField(max_length=300)
    postal_code = serializers.CharField(max_length=20, default="", allow_blank=True)
    is_default = serializers.BooleanField(default=False)
