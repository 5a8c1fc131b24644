"""Staff edit public configuration in the back office: by permission, through the service, with every version to see."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from reference.models import ConfigItem, DictionaryEntry, ExchangeRate, Unit
from reference.selectors.dictionaries import label_of
from reference.selectors.units import get_unit
from tests.factories.accounts import BuyerFactory, staff_membership
from tests.factories.reference import ConfigItemFactory, ExchangeRateFactory

pytestmark = pytest.mark.django_db

PAGES = [
    "dictionary",
    "dictionaryentry",
    "configitem",
    "featureswitch",
    "codemapping",
    "unit",
    "currency",
    "exchangerate",
]
PAGES += ["taxrate", "region"]


@pytest.fixture
def office(client):
    """Sign staff in, with the second factor that the back office asks for."""

    def enter(**membership):
        user = staff_membership(**membership).user
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
        client.force_login(user)
        return client

    return enter


@pytest.mark.parametrize("page", PAGES)
def test_every_kind_of_configuration_has_a_list(office, page):
    response = office().get(reverse(f"admin:reference_{page}_changelist"))

    assert response.status_code == 200


def test_staff_without_the_permission_see_nothing(office):
    client = office(preset="reviewer")

    assert client.get(reverse("admin:reference_unit_changelist")).status_code == 403


def test_a_change_is_stored_through_the_service_and_its_versions_are_shown(office):
    client = office()
    unit = Unit.objects.get(code="PCE")
    url = reverse("admin:reference_unit_change", args=[unit.pk])
    values = {
        "name_zh": "只",
        "name_en": "piece",
        "symbol_zh": "只",
        "symbol_en": "pc",
        "precision": "0",
        "position": "0",
    }

    response = client.post(url, {**values, "is_active": "on"})

    assert response.status_code == 302
    assert get_unit("PCE").name_zh == "只"
    assert "insert" in client.get(url).content.decode()


def test_entries_are_edited_below_their_dictionary(office):
    client = office()
    entry = DictionaryEntry.objects.select_related("dictionary").get(dictionary__code="enterprise_size", code="large")
    entries = list(entry.dictionary.entries.order_by("position", "pk"))
    form = {
        "name_zh": "企业规模",
        "name_en": "Enterprise size",
        "entries-TOTAL_FORMS": str(len(entries)),
        "entries-INITIAL_FORMS": str(len(entries)),
    }
    for index, each in enumerate(entries):
        prefix = f"entries-{index}-"
        form |= {
            f"{prefix}id": str(each.pk),
            f"{prefix}dictionary": str(entry.dictionary_id),
            f"{prefix}position": str(each.position),
            f"{prefix}code": each.code,
            f"{prefix}name_zh": each.name_zh,
            f"{prefix}name_en": "Very large" if each == entry else each.name_en,
            f"{prefix}is_active": "on",
            f"{prefix}attributes": "{}",
        }

    response = client.post(reverse("admin:reference_dictionary_change", args=[entry.dictionary_id]), form)

    assert response.status_code == 302
    assert label_of("enterprise_size", "large") == "Very large"


def test_what_is_used_cannot_be_deleted_and_says_where(office):
    client = office()
    BuyerFactory(party_type="wholesaler")
    entry = DictionaryEntry.objects.get(dictionary__code="party_type", code="wholesaler")
    url = reverse("admin:reference_dictionaryentry_delete", args=[entry.pk])

    page = client.get(url).content.decode()
    client.post(url, {"post": "yes"})

    assert "companies (1)" in page
    assert DictionaryEntry.objects.filter(pk=entry.pk).exists()


def test_what_is_not_used_can_be_deleted(office):
    client = office()
    rate = ExchangeRateFactory()

    client.post(reverse("admin:reference_exchangerate_delete", args=[rate.pk]), {"post": "yes"})

    assert not ExchangeRate.objects.filter(pk=rate.pk).exists()


def test_a_config_value_of_the_wrong_type_is_refused_on_the_form(office):
    client = office()
    item = ConfigItemFactory(kind="integer", default=5)

    response = client.post(reverse("admin:reference_configitem_change", args=[item.pk]), {"value": '"many"'})

    assert response.status_code == 200
    assert "not of the type" in response.content.decode()
    assert ConfigItem.objects.get(pk=item.pk).value is None
