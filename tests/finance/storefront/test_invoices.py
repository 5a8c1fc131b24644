import pytest
from django.urls import reverse

from finance.services.invoices import issue_invoice
from kernel.actors import Actor
from kernel.errors import PdfUnavailable
from tests.factories.accounts import NOW, MembershipFactory, SupplierFactory, UserFactory, actor_of
from tests.factories.trade import invoiced_shipment, shipped_order

pytestmark = pytest.mark.django_db
PAGES = ["invoice", "invoice_print", "invoice_pdf"]


@pytest.fixture
def invoice(client):
    """An invoice whose buyer is signed in."""
    issued, buyer = invoiced_shipment()
    person = UserFactory._meta.model.objects.get(pk=buyer.user_id)
    person.language = "en"
    person.save()
    client.force_login(person)
    return issued


def url(name, invoice) -> str:
    return reverse(f"storefront:{name}", args=[invoice.public_id])


def test_list_shows_the_company_s_invoices(client, invoice):
    foreign, _buyer = invoiced_shipment(quantity="7")

    body = client.get("/invoices/").content.decode()

    assert url("invoice", invoice) in body
    assert url("invoice", foreign) not in body
    assert "No invoice matches" in client.get("/invoices/", {"search": "nothing"}).content.decode()
    assert invoice.number in client.get("/invoices/", {"supplier": invoice.supplier.public_id}).content.decode()


def test_list_opens_to_roles_with_the_right_only(client):
    assert client.get("/invoices/").url == "/account/login/?next=/invoices/"
    client.force_login(MembershipFactory(organization=SupplierFactory()).user)
    assert client.get("/invoices/").status_code == 404
    client.force_login(MembershipFactory(preset="warehouse").user)
    assert client.get("/invoices/").status_code == 403
    client.force_login(MembershipFactory(preset="finance").user)
    assert "No invoices yet" in client.get("/invoices/").content.decode()


def test_list_asks_the_same_number_of_questions_for_any_length(client, django_assert_num_queries):
    member = MembershipFactory()
    buyer = actor_of(member)
    client.force_login(member.user)
    billed(buyer)
    client.get("/invoices/")
    with django_assert_num_queries(QUERIES_OF_LIST):
        client.get("/invoices/")
    billed(buyer)
    billed(buyer)

    with django_assert_num_queries(QUERIES_OF_LIST):
        assert len(client.get("/invoices/").context["pager"].rows) == 3


def billed(buyer) -> None:
    shipment, *_ = shipped_order(buyer=buyer)
    issue_invoice(actor=Actor.system("finance"), shipment_id=shipment.public_id, now=NOW)


QUERIES_OF_LIST = 6


def test_page_shows_lines_totals_and_fingerprint(client, invoice):
    body = client.get(url("invoice", invoice)).content.decode()

    for words in [invoice.number, "¥113.00", "¥13.00", invoice.content_hash]:
        assert words in body


@pytest.mark.parametrize(("language", "spoken"), [("zh-hans", "zh-hans"), ("en", "en"), ("xx", "en")])
def test_print_view_links_its_style_and_speaks_the_language_asked_for(client, invoice, language, spoken):
    response = client.get(url("invoice_print", invoice), {"language": language})

    body = response.content.decode()
    assert f'<html lang="{spoken}">' in body
    assert "css/document.css" in body
    assert "<style" not in body


def test_pdf_is_downloaded_and_never_kept_by_proxies(client, invoice):
    response = client.get(url("invoice_pdf", invoice), {"language": "zh-hans"})

    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    assert response["Content-Disposition"] == f'attachment; filename="{invoice.number}-zh.pdf"'
    assert response["Cache-Control"] == "private, no-store"


def test_pdf_that_cannot_be_drawn_offers_the_print_view(client, invoice, monkeypatch):
    def missing(_html):
        raise PdfUnavailable

    monkeypatch.setattr("finance.services.documents.draw_pdf", missing)

    response = client.get(url("invoice_pdf", invoice), {"language": "en"})

    assert response.status_code == PdfUnavailable.status
    assert f"{url('invoice_print', invoice)}?language=en" in response.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_invoice_is_for_its_buyer_only(client, name):
    issued, buyer = invoiced_shipment()
    assert client.get(url(name, issued)).status_code == 302
    client.force_login(MembershipFactory().user)
    assert client.get(url(name, issued)).status_code == 404
    client.force_login(MembershipFactory(organization=issued.supplier).user)
    assert client.get(url(name, issued)).status_code == 404
    client.force_login(MembershipFactory(organization_id=buyer.organization_id, preset="warehouse").user)
    assert client.get(url(name, issued)).status_code == 403
