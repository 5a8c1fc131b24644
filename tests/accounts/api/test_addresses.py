import pytest

from accounts.models import Address
from tests.factories.accounts import AddressFactory, BuyerFactory
from tests.factories.openplatform import api_headers

pytestmark = pytest.mark.django_db
BODY = {"recipient": "Han Meimei", "street": "1 Zhangjiang Road", "region_code": "310115"}


@pytest.fixture
def buyer():
    return BuyerFactory()


@pytest.fixture
def headers(buyer):
    return api_headers(buyer)


def post(client, headers, body=BODY, key="k1"):
    return client.post(
        "/api/v1/addresses", body, content_type="application/json", headers={**headers, "Idempotency-Key": key}
    )


def test_create_address_once_per_key(client, buyer, headers):
    first, again = post(client, headers), post(client, headers)

    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    address = Address.objects.get(organization=buyer)
    assert first.json()["id"] == address.public_id
    assert first["Location"] == f"/api/v1/addresses/{address.public_id}"
    assert (address.province, address.district, address.is_default) == ("上海市", "浦东新区", True)


def test_create_address_names_what_is_wrong(client, headers):
    answer = post(client, headers, {"recipient": "Han", "street": "x", "region_code": "999999"})
    unknown = post(client, headers, {**BODY, "organization": "org_1"}, key="k2")

    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["region_code"])
    assert (unknown.status_code, list(unknown.json()["errors"])) == (422, ["organization"])
    assert not Address.objects.exists()


def test_update_make_default_and_delete(client, buyer, headers):
    first = AddressFactory(organization=buyer, is_default=True)
    second = AddressFactory(organization=buyer)

    changed = client.put(
        f"/api/v1/addresses/{second.public_id}",
        {**BODY, "label": "Dock"},
        content_type="application/json",
        headers=headers,
    )
    default = client.post(f"/api/v1/addresses/{second.public_id}/make-default", headers=headers)
    gone = client.delete(f"/api/v1/addresses/{first.public_id}", headers=headers)

    assert (changed.status_code, changed.json()["label"]) == (200, "Dock")
    assert (default.status_code, default.json()["is_default"]) == (200, True)
    assert gone.status_code == 204
    listed = client.get("/api/v1/addresses?kind=shipping", headers=headers).json()["results"]
    assert [row["id"] for row in listed] == [second.public_id]


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_addresses_of_strangers_are_not_there(client, headers, method):
    stranger = AddressFactory()
    body = {"data": BODY, "content_type": "application/json"} if method == "put" else {}

    answer = getattr(client, method)(f"/api/v1/addresses/{stranger.public_id}", headers=headers, **body)

    assert answer.status_code == 404
    stranger.refresh_from_db()
    assert (stranger.is_active, stranger.recipient) == (True, "Li Lei")


def test_writing_needs_its_own_scope(client, buyer):
    answer = post(client, api_headers(buyer, scopes=["organization.read"]))

    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")
