"""Invoices on paper: what they say, that they are kept, and that drawing them opens nothing."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings

from finance.models import Invoice
from finance.services.documents import amount_in_words, get_invoice_pdf, invoice_html
from finance.services.invoices import issue_invoice
from kernel.actors import Actor
from kernel.errors import NotFound
from kernel.models import StoredFile
from kernel.services.files import open_file
from orders.services.shipments import ship_order
from tests.factories.accounts import buyer_actor, supplier_actor
from tests.factories.trade import confirmed_order, invoiced_shipment

pytestmark = pytest.mark.django_db
RULES = settings.BASE_DIR.parent / "shared" / "data" / "cn_rules" / "rmb_uppercase_official.csv"


def test_amount_in_words_matches_the_official_examples():
    if not Path(RULES).exists():
        pytest.fail(f"the official examples are read from {RULES}, which is absent")
    with RULES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    spoken = {row["amount"]: amount_in_words(Decimal(row["amount"])) for row in rows}

    accepted = {row["amount"]: {row["accepted_1"], row["accepted_2"]} for row in rows}
    assert {amount for amount, words in spoken.items() if words not in accepted[amount]} == set()
    assert amount_in_words(Decimal("10.00")) == "人民币壹拾元整"


@pytest.mark.parametrize(("language", "title"), [("zh-hans", "发票"), ("en", "Invoice")])
def test_invoice_pdf_is_drawn_once_and_says_what_was_issued(language, title):
    invoice, buyer = invoiced_shipment()

    first = get_invoice_pdf(actor=buyer, invoice_id=invoice.public_id, language=language)
    second = get_invoice_pdf(actor=buyer, invoice_id=invoice.public_id, language=language)

    assert first == second
    assert StoredFile.objects.filter(purpose="invoice").count() == 1
    with open_file(first) as file:
        text = pypdfium2.PdfDocument(file.read())[0].get_textpage().get_text_range()
    assert title in text
    assert invoice.number in text
    assert "113.00" in text
    assert "人民币壹佰壹拾叁元整" in text


def test_invoice_pdf_is_not_found_for_a_stranger():
    invoice, _buyer = invoiced_shipment()

    with pytest.raises(NotFound):
        get_invoice_pdf(actor=buyer_actor(), invoice_id=invoice.public_id, language="en")
    with pytest.raises(NotFound):
        get_invoice_pdf(actor=supplier_actor(), invoice_id=invoice.public_id, language="en")

    assert StoredFile.objects.count() == 0


def test_invoice_says_the_day_of_shipping_by_the_suppliers_calendar():
    order, _buyer, seller = confirmed_order()
    late = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)
    shipment = ship_order(actor=seller, order_id=order.public_id, now=late)

    invoice = issue_invoice(actor=Actor.system("finance"), shipment_id=shipment.public_id, now=late)

    assert order.supplier.time_zone == "Asia/Shanghai"
    assert invoice.snapshot["shipped_on"] == "2026-03-02"
    assert invoice.issued_on == date(2026, 3, 2)


def test_invoice_shows_hostile_names_as_text():
    hostile = '<img src="file:///etc/hostname"><link rel="attachment" href="http://127.0.0.1:9/">'
    invoice, buyer = invoiced_shipment(name_zh=hostile, name_en=hostile)

    html = invoice_html(actor=buyer, invoice_id=invoice.public_id, language="en", is_pdf=True)
    stored = get_invoice_pdf(actor=buyer, invoice_id=invoice.public_id, language="en")

    assert hostile not in html
    with open_file(stored) as file:
        pdf = pypdfium2.PdfDocument(file.read())
    assert "file:///etc/hostname" in pdf[0].get_textpage().get_text_range().replace("\r\n", "")


def test_issued_invoice_is_refused_a_change_by_the_database():
    invoice, _buyer = invoiced_shipment()

    with pytest.raises(Exception, match="never changed"):
        Invoice.objects.filter(pk=invoice.pk).update(gross_amount=1, net_amount=1, tax_amount=0)
