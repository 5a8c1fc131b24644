import pytest

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/reference"


def test_a_dictionary_is_read_in_both_languages(client):
    body = client.get(f"{ROOT}/dictionaries/party_type").json()

    assert body["code"] == "party_type"
    assert body["entries"][0] == {
        "code": "manufacturer",
        "name_zh": "生产商",
        "name_en": "Manufacturer",
        "is_active": True,
        "parent_code": None,
    }


def test_an_unknown_dictionary_is_a_problem_document(client):
    response = client.get(f"{ROOT}/dictionaries/no_such_thing")

    assert (response.status_code, response.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(("page", "count"), [("units", 44), ("currencies", 33), ("tax-rates", 7), ("regions", 34)])
def test_lists_are_complete(client, page, count):
    response = client.get(f"{ROOT}/{page}", {"on": "2026-01-01"} if page == "tax-rates" else {})

    assert response.status_code == 200
    assert len(response.json()) == count


def test_tax_rates_follow_the_day(client):
    rates = {rate["code"]: rate["rate"] for rate in client.get(f"{ROOT}/tax-rates", {"on": "2018-06-01"}).json()}

    assert rates["vat_standard"] == "0.160000"
    response = client.get(f"{ROOT}/tax-rates", {"on": "yesterday"})
    assert (response.status_code, list(response.json()["errors"])) == (422, ["on"])


def test_exchange_rates_and_regions(client):
    rate = client.get(f"{ROOT}/exchange-rates/USD/CNY", {"on": "2024-06-01"}).json()
    cities = client.get(f"{ROOT}/regions", {"parent": "440000"}).json()
    old = client.get(f"{ROOT}/regions/310103").json()

    assert rate == {"base": "USD", "quote": "CNY", "on": "2024-06-01", "rate": "7.1000000000"}
    assert cities[0]["name_zh"] == "广州市"
    assert (old["name_zh"], old["is_current"]) == ("卢湾区", False)
    assert client.get(f"{ROOT}/exchange-rates/USD/XXX").status_code == 422
    assert client.get(f"{ROOT}/regions/999999").status_code == 422
