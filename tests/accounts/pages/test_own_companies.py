"""Having several companies: registering another one and going from one to the other."""

import pytest
from django.urls import reverse

from tests.factories.accounts import (
    BuyerFactory,
)

pytestmark = pytest.mark.django_db


def test_second_company_is_registered_and_worked_in(buyer):
    buyer.client.post(reverse("account:company_create"), {"kind": "supplier", "name_en": "Second Ltd", "country": "DE"})

    assert buyer.client.get(reverse("seller_account:member_list")).status_code == 200
    assert buyer.client.get(reverse("account:member_list")).status_code == 404


def test_switching_to_a_company_of_others_is_refused(buyer):
    other = BuyerFactory()

    assert (
        buyer.client.post(reverse("account:switch_organization"), {"organization": other.public_id}).status_code == 404
    )
    assert buyer.client.get(reverse("account:home")).context["company"] == buyer.company


@pytest.mark.parametrize(("code", "says"), [("91350100000000000H", "fits"), ("913501000000000021", "not a valid")])
def test_credit_code_is_looked_at_while_typing(client, code, says):
    response = client.get(reverse("account:check_credit_code"), {"credit_code": code})

    assert says in response.content.decode()
