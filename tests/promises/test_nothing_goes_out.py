"""Documents open nothing while they are drawn, and no code of ours fetches an address (promises S7, S8)."""

import ast
import socket
import threading
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings

from finance.services.documents import get_invoice_pdf, invoice_html
from kernel.services.files import open_file
from tests.factories.accounts import BuyerFactory, buyer_actor
from tests.factories.trade import invoiced_shipment

# Modules with which a program can ask another host for something.
FETCHING = {"requests", "httpx", "aiohttp", "urllib.request", "urllib3", "http.client", "ftplib", "telnetlib", "socket"}
# The supervisor looks at its own servers; the cache listens to its own Redis.
MAY_FETCH = {"launcher"}
APPS = ("accounts", "catalog", "orders", "finance", "crm", "marketing", "analytics", "demo", "platform")


class Listener:
    """A port on the loopback that counts who calls."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port, self.calls = self.socket.getsockname()[1], 0
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                link, _peer = self.socket.accept()
            except OSError:
                return
            self.calls += 1
            link.close()


@pytest.fixture
def listener():
    made = Listener()
    yield made
    made.socket.close()


def hostile_strings(port: int, secret: Path) -> list[str]:
    address = f"http://127.0.0.1:{port}"
    return [
        f'<img src="{address}/a.png"><img src="file://{secret}">',
        f'</style><style>@import "{address}/b.css"; body {{ background: url({address}/c.png) }}</style>',
        f'<link rel="attachment" href="file://{secret}"><link rel="stylesheet" href="{address}/d.css">',
        f'<svg><image href="{address}/e.svg"/><use href="file://{secret}#x"/></svg>',
        f'"><object data="{address}/f"></object><embed src="{address}/g"><iframe src="{address}/h">',
        f"{{% include 'file://{secret}' %}}{{{{ request }}}}<script>fetch('{address}')</script>",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("place", range(6))
def test_hostile_texts_in_an_invoice_open_nothing(listener: Listener, tmp_path: Path, place: int):
    secret = tmp_path / "secret.txt"
    secret.write_text("the-content-of-a-file", encoding="utf-8")
    text = hostile_strings(listener.port, secret)[place]
    buyer = buyer_actor(
        BuyerFactory(name_zh=text[:200], name_en=text[:200], bank_name=text[:200], tax_number=text[:40])
    )
    invoice, _buyer = invoiced_shipment(buyer=buyer, name_zh=text[:200], name_en=text[:200])

    html = invoice_html(actor=buyer, invoice_id=invoice.public_id, language="en")
    content = open_file(get_invoice_pdf(actor=buyer, invoice_id=invoice.public_id, language="en")).read()

    assert listener.calls == 0
    assert text[:40] not in html
    assert b"the-content-of-a-file" not in content
    drawn = pypdfium2.PdfDocument(content)
    assert drawn.count_attachments() == 0
    assert "the-content-of-a-file" not in "".join(page.get_textpage().get_text_range() for page in drawn)


def imported_modules(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_no_code_of_ours_fetches_an_address():
    fetching = {
        str(path.relative_to(settings.BASE_DIR)): sorted(found)
        for app in APPS
        for path in (settings.BASE_DIR / app).rglob("*.py")
        if not MAY_FETCH & set(path.parts) and (found := imported_modules(path) & FETCHING)
    }

    assert fetching == {}, "an address that people give must go through a fetcher that refuses private networks"
