"""Fill an empty instance with the demo market."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db import connection, transaction

from accounts.models import Organization
from demo.content.suppliers import make_suppliers
from demo.services.billing import load_invoices
from demo.services.catalogue import Shelf, load_catalogue
from demo.services.companies import load_companies
from demo.services.copying import PublicIds
from demo.services.fresh import actor_in, trade_today
from demo.services.integration import load_api_client
from demo.services.logins import SUPPLIER
from demo.services.operator import load_operator
from demo.services.pictures import store_logos, store_pictures
from demo.services.scenario import DEFAULT_SEED, Scenario
from demo.services.stock import load_stock
from demo.services.trading import Desk, load_trade
from kernel.services.outbox import relay_events
from messaging.enums import ChannelKind, DeliveryState
from messaging.models import Delivery

Say = Callable[[str], None]
EVENTS_MAX = 10_000


def is_loaded() -> bool:
    """Tell whether the demo market is there: its companies carry credit codes that nobody else can have."""
    code = make_suppliers(seed=DEFAULT_SEED, today=date(2026, 1, 1))[0].uscc
    return Organization.objects.filter(credit_code=code).exists()


@transaction.atomic
def load_demo(*, scenario: Scenario, pictures: Iterable[tuple[str, bytes]], now: datetime, say: Say) -> None:
    """Load operator, companies, goods, stock and trade, in one transaction: all of it or nothing."""
    ids = PublicIds(scenario.seed)
    _prepare_connection()
    load_operator(now=now)
    directory = load_companies(scenario, ids)
    say(f"{len(scenario.suppliers)} suppliers and {len(scenario.buyers)} buyers with {len(directory.people)} people")
    shelf = Shelf(pictures=store_pictures(pictures), logos=store_logos(scenario, directory))
    say(f"{len(shelf.pictures)} pictures drawn")
    load_catalogue(scenario, directory, shelf, ids)
    offers = sum(len(product.offers) for product in scenario.products)
    say(f"{len(scenario.products)} products with {offers} offers")
    desk = Desk(scenario, directory, shelf, ids)
    ledger = load_trade(desk)
    say(f"{len(ledger.orders)} orders of three years")
    load_stock(scenario, shelf, ledger.stock)
    load_invoices(desk, ledger)
    say("stock and invoices")
    trade_today(directory=directory, now=now)
    load_api_client(actor=actor_in(directory, SUPPLIER, 0), now=now)
    say("new orders in every state")


@transaction.atomic
def deliver_news(*, now: datetime) -> None:
    """
    Let receivers hear of today's trade at once: messages reach the inboxes, shipments are billed.

    E-mail is taken out of the queue: nobody reads the mail of invented people.
    """
    relay_events(now=now, limit=EVENTS_MAX)
    Delivery.objects.filter(channel=ChannelKind.EMAIL, state=DeliveryState.QUEUED).delete()


def _prepare_connection() -> None:
    """
    Make triggers cheap for the length of the transaction.

    While `pgtrigger.ignore` is not set, every call of a trigger rolls a subtransaction back, which walks through all foreign
    keys that still wait to be checked: with half a million of them that takes milliseconds a row.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL pgtrigger.ignore = '{}'")
