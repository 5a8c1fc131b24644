"""The first trade as people do it: a buyer orders, suppliers deliver, an invoice comes out, staff look on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import F, Sum

from catalog.models import Offer
from demo.management.commands.demo import _present_code
from demo.services.logins import LOGINS, PASSWORD, STAFF_EMAIL
from finance.models import Invoice
from orders.enums import OrderStatus
from orders.models import Order, OrderGroup
from tests.e2e.inspection import (
    DRAWS_PICTURES,
    WEIGHT_MAX,
    draw,
    serious_findings,
    weight_of,
    width_beyond_screen,
)

pytestmark = pytest.mark.slow

BUYER, SUPPLIER = LOGINS[0].email, LOGINS[2].email
LANGUAGE_CODES = {"zh": "zh-hans", "en": "en"}
PHONE = {"width": 390, "height": 844}
PURCHASE_ORDER_NUMBER = "PO-2026-0815"


@pytest.fixture
def market() -> None:
    """Load the demo market, whole when pictures are drawn."""
    call_command("demo", scale="full" if DRAWS_PICTURES else "small", processes=1, force=True, verbosity=0)


@dataclass
class Visitor:
    """A person at a browser, who looks closely at every page that they open."""

    page: Any
    language: str
    is_on_phone: bool = False
    findings: list[str] = field(default_factory=list)

    def open(self, path: str, *, picture: str = "") -> None:
        """Open a page and look at it."""
        self.page.goto(path)
        self.look(picture=picture)

    def look(self, *, picture: str = "") -> None:
        """Note what is wrong with the page; draw it if it is one of the README's."""
        self.page.wait_for_load_state("networkidle")
        path = self.page.evaluate("location.pathname")
        if picture:
            draw(self.page, picture)
        self.findings += serious_findings(self.page)
        # The theme of the back office is not ours to lighten.
        if not path.startswith("/admin/") and (weight := weight_of(self.page)) > WEIGHT_MAX:
            self.findings.append(f"{path} weighs {weight // 1024} KB")
        if self.is_on_phone and (surplus := width_beyond_screen(self.page)) > 0:
            self.findings.append(f"{path} is {surplus} px wider than a phone")

    def press(self, selector: str) -> None:
        """Press a button or follow a link that leads to another page, and look at that."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.look()

    def sign_in(self, email: str) -> None:
        """Become somebody else, through the sign-in page, and read in the walk's language."""
        self.page.context.clear_cookies()
        self.page.goto("/account/login/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", PASSWORD)
        with self.page.expect_navigation():
            self.page.press("input[name=password]", "Enter")
        if self.page.locator("input[name=code]").count():
            self.page.fill("input[name=code]", _present_code())
            with self.page.expect_navigation():
                self.page.press("input[name=code]", "Enter")
        self.read_in_own_language()

    def read_in_own_language(self) -> None:
        """Choose the language from the menu, unless it is there already."""
        code = LANGUAGE_CODES[self.language]
        if self.page.locator("html").get_attribute("lang") == code:
            return
        switch = self.page.locator("details.menu:visible", has=self.page.locator(f"button[value={code}]")).first
        switch.locator("summary").click()
        with self.page.expect_navigation():
            switch.locator(f"button[value={code}]").click()
        assert self.page.locator("html").get_attribute("lang") == code

    def search(self, words: str) -> None:
        """Type into the search of the page's head."""
        self.page.fill(".site-header input[name=q]", words)
        with self.page.expect_navigation():
            self.page.press(".site-header input[name=q]", "Enter")
        self.look()

    def text(self) -> str:
        """Return what stands on the page."""
        return str(self.page.locator("main").first.inner_text())


@pytest.fixture
def visitor(page: Any, language: str) -> Iterator[Visitor]:
    """Return a visitor; what they found wrong fails the test at its end."""
    visitor = Visitor(page, language)
    yield visitor
    assert not visitor.findings, "\n".join(dict.fromkeys(visitor.findings))


def offer_in_stock(*, by: str | None, not_by: str = "") -> Offer:
    """Return a stocked offer that a page of its own leads to: the best one of its product."""
    offers = Offer.objects.filter(
        status="active", is_stocked=True, currency="CNY", product__listing__best_offer_id=F("pk")
    )
    member = "supplier__memberships__user__email"
    offers = offers.filter(**{member: by}) if by else offers.exclude(**{member: not_by})
    free = Sum(F("stock_levels__on_hand") - F("stock_levels__reserved"))
    return offers.annotate(free=free).filter(free__gte=F("minimum_order_quantity") * 10).order_by("pk")[0]


def put_in_cart(visitor: Visitor, offer: Offer, *, picture: str = "") -> Decimal:
    """Find an article by its manufacturer's number, take four times the least quantity; return how much that is."""
    page = visitor.page
    visitor.search(offer.variant.sku)
    visitor.press(f'.product-card a[href^="/products/{offer.product.public_id}"]')
    if page.input_value("input[name=offer]") != offer.public_id:
        page.goto(f"/products/{offer.product.public_id}/?variant={offer.variant.public_id}&offer={offer.public_id}")
    quantity = max(offer.minimum_order_quantity, offer.order_multiple) * 4
    with page.expect_response(lambda answer: "quantity=" in answer.url):
        page.fill("#quantity", format(quantity.normalize(), "f"))
        page.press("#quantity", "Tab")
    page.locator('#buy:not(.htmx-request) form[action$="/cart/add/"]').wait_for()
    page.locator('form[action$="/cart/add/"] button[type=submit]').click()
    page.locator('#buy-answer a[href="/cart/"]').wait_for()
    visitor.look(picture=picture)
    return quantity


def order_from_two_suppliers(visitor: Visitor) -> Order:
    """
    Search, fill the cart and check out; return the order of the supplier who takes part in the walk.

    The cart holds something of theirs from the start, so the order has several lines.
    """
    language = visitor.language
    visitor.open("/", picture=f"home.{language}")
    visitor.sign_in(BUYER)
    visitor.open("/")
    offer = offer_in_stock(by=SUPPLIER)
    quantity = put_in_cart(visitor, offer, picture=f"product.{language}")
    put_in_cart(visitor, offer_in_stock(by=None, not_by=SUPPLIER))
    visitor.open("/cart/", picture=f"cart.{language}")
    visitor.press('main a[href^="/checkout/"]')
    visitor.page.fill("input[name=purchase_order_number]", PURCHASE_ORDER_NUMBER)
    visitor.press("main form.split button[type=submit].btn-primary")
    group = OrderGroup.objects.get(purchase_order_number=PURCHASE_ORDER_NUMBER)
    assert group.number in visitor.text()
    assert Order.objects.filter(group=group).count() == 2
    order = Order.objects.get(group=group, supplier__memberships__user__email=SUPPLIER)
    assert order.lines.get(offer=offer).quantity == quantity
    return order


def confirm_and_ship_in_two_parts(visitor: Visitor, order: Order) -> None:
    """Hear of the order, confirm it whole, ship a part of every line and then the rest."""
    page = visitor.page
    visitor.sign_in(SUPPLIER)
    visitor.open("/seller/", picture=f"seller-dashboard.{visitor.language}")
    visitor.open("/seller/inbox/")
    assert order.number in visitor.text()
    visitor.open("/seller/orders/")
    visitor.press(f'main a[href="/seller/orders/{order.public_id}/"]')
    visitor.press(f'main a[href$="/orders/{order.public_id}/confirm/"]')
    visitor.press("main form button[type=submit].btn-primary")
    for status in (OrderStatus.PARTIALLY_SHIPPED, OrderStatus.SHIPPED):
        visitor.press(f'main a[href$="/orders/{order.public_id}/ship/"]')
        if status == OrderStatus.PARTIALLY_SHIPPED:
            for line in order.lines.order_by("position"):
                page.fill(f"input[name=line_{line.position}]", str(line.quantity // 2))
        page.select_option("select[name=carrier]", index=1)
        page.fill("input[name=tracking_number]", "SF1234567890123")
        visitor.press("main form button[type=submit].btn-primary")
        visitor.open(f"/seller/orders/{order.public_id}/", picture=f"seller-order.{visitor.language}")
        order.refresh_from_db()
        assert order.status == status


def receive_and_fetch_invoices(visitor: Visitor, order: Order) -> None:
    """Hear of the shipments, receive both, read an invoice and fetch it as a PDF in both languages."""
    page = visitor.page
    visitor.sign_in(BUYER)
    visitor.open("/inbox/")
    assert order.number in visitor.text()
    for _ in order.shipments.all():
        visitor.open(f"/orders/{order.public_id}/")
        visitor.press('main a[href$="/receive/"]')
        visitor.press("main form button[type=submit].btn-primary")
    visitor.open(f"/orders/{order.public_id}/", picture=f"order.{visitor.language}")
    order.refresh_from_db()
    assert order.status == OrderStatus.COMPLETED
    invoices = list(Invoice.objects.filter(order=order).order_by("pk"))
    assert sum(invoice.gross_amount for invoice in invoices) == order.gross_amount
    visitor.press(f'main a[href="/invoices/{invoices[0].public_id}/"]')
    assert invoices[0].number in visitor.text()
    for code in LANGUAGE_CODES.values():
        with page.expect_download() as download:
            page.locator(f'main a[href$="/pdf/?language={code}"]').first.click()
        assert download.value.path().read_bytes().startswith(b"%PDF-")
    page.goto(f"/invoices/{invoices[0].public_id}/print/")
    draw(page, f"invoice.{visitor.language}")


def look_on_as_staff(visitor: Visitor, order: Order) -> None:
    """Find the order and its invoices in the back office."""
    visitor.sign_in(STAFF_EMAIL)
    visitor.open("/admin/", picture=f"admin.{visitor.language}")
    visitor.open(f"/admin/orders/order/?q={order.number}")
    assert order.number in visitor.page.content()
    visitor.press(f'a[href^="/admin/orders/order/{order.pk}/"]')
    assert order.number in visitor.page.content()
    visitor.open(f"/admin/finance/invoice/?q={order.number}")


@pytest.mark.parametrize("language", ["zh", "en"], indirect=True)
def test_trade_runs_from_search_to_invoice_in_a_browser(market: None, visitor: Visitor):
    order = order_from_two_suppliers(visitor)
    confirm_and_ship_in_two_parts(visitor, order)
    receive_and_fetch_invoices(visitor, order)
    look_on_as_staff(visitor, order)


@pytest.mark.parametrize("language", ["zh"], indirect=True)
def test_buyer_orders_on_a_phone(market: None, visitor: Visitor):
    visitor.is_on_phone = True
    visitor.page.set_viewport_size(PHONE)
    visitor.sign_in(BUYER)
    offer = offer_in_stock(by=SUPPLIER)

    visitor.open("/products/", picture=f"phone.{visitor.language}")
    put_in_cart(visitor, offer)
    visitor.open("/cart/")
    visitor.press('main a[href^="/checkout/"]')
    visitor.page.fill("input[name=purchase_order_number]", PURCHASE_ORDER_NUMBER)
    visitor.press("main form.split button[type=submit].btn-primary")

    order = Order.objects.get(group__purchase_order_number=PURCHASE_ORDER_NUMBER)
    visitor.open(f"/orders/{order.public_id}/")
    assert order.number in visitor.text()
