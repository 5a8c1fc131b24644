from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.models import Membership
from tests.factories.accounts import (
    BuyerFactory,
    MembershipFactory,
    SupplierFactory,
    UserFactory,
    staff_membership,
)


@dataclass
class Visitor:
    """A browser of one member; `url` reads names inside the member's face."""

    client: Client
    member: Membership
    namespace: str

    @property
    def user(self) -> Any:
        return self.member.user

    @property
    def company(self) -> Any:
        return self.member.organization


def sign_in(client: Client, member: Membership, namespace: str = "account") -> Visitor:
    EmailAddress.objects.get_or_create(user=member.user, email=member.user.email, verified=True, primary=True)
    client.force_login(member.user)
    return Visitor(client, member, namespace)


@pytest.fixture
def buyer(client) -> Visitor:
    """An administrator of a buying company, signed in."""
    return sign_in(client, MembershipFactory(organization=BuyerFactory(), user=UserFactory(language="en")))


@pytest.fixture(params=["account", "seller_account"])
def visitor(request, client) -> Visitor:
    """An administrator of a buying company in the storefront, then one of a supplying company in the seller office."""
    company = BuyerFactory() if request.param == "account" else SupplierFactory()
    return sign_in(client, MembershipFactory(organization=company, user=UserFactory(language="en")), request.param)


@pytest.fixture
def staff(client) -> Visitor:
    """An administrator of the platform with a second factor, signed in."""
    member = staff_membership(user=UserFactory(language="en"))
    TOTP.activate(member.user, generate_totp_secret())
    return sign_in(client, member, "admin")


@pytest.fixture
def picture() -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (8, 8)).save(content, "PNG")
    return SimpleUploadedFile("card.png", content.getvalue(), content_type="image/png")
