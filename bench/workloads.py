"""What is measured: each workload makes its requests from the seed, plays them in rounds between its two yardsticks, and sums up."""

from __future__ import annotations

import csv
import io
import json
import random
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode

from bench.market import HEADINGS, LIMITED_SKU, api_key, articles, category_slug, search_terms
from bench.plain import DETAIL, LIST, SEARCH, OrderCopier, read
from bench.scale import Scale
from bench.stack import Request, Sample, Script, Stack, middle, percentile
from catalog.selectors.search import search_query

Result = dict[str, Any]
# A buyer's system asks so often before another buyer's takes the connection.
REQUESTS_PER_BUYER = 25
ORDERS_PER_BUYER = 5
LINES_PER_ORDER = 5
IMPORT_SECONDS_MAX = 600
BOUNDARY = "bench-9f2c61d0"


@dataclass(frozen=True, slots=True)
class Market:
    """What clients know of the market before they start."""

    scale: Scale
    products: list[str]
    offers: list[tuple[str, str]]
    """Ids with the unit price of the first tier."""
    limited: tuple[int, str]
    categories: dict[str, int]
    addresses: list[str]

    @classmethod
    def read(cls, stack: Stack, scale: Scale) -> Market:
        """Look up the ids, which are random."""
        with stack.database.cursor() as cursor:
            cursor.execute("SELECT public_id FROM catalog_product ORDER BY id")
            products = [row[0] for row in cursor.fetchall()]
            cursor.execute(
                "SELECT o.public_id, l.price::text FROM catalog_offer o JOIN catalog_productlisting l ON l.best_offer_id = o.id "
                "WHERE o.supplier_sku <> %s ORDER BY o.id",
                [LIMITED_SKU],
            )
            offers = list(cursor.fetchall())
            cursor.execute("SELECT id, public_id FROM catalog_offer WHERE supplier_sku = %s", [LIMITED_SKU])
            (limited,) = cursor.fetchall()
            cursor.execute("SELECT slug, id FROM catalog_category")
            categories = dict(cursor.fetchall())
            cursor.execute("SELECT public_id FROM accounts_address ORDER BY id")
            addresses = [row[0] for row in cursor.fetchall()]
        stack.database.rollback()
        return cls(scale, products, offers, limited, categories, addresses)


class Workload(ABC):
    """One kind of work."""

    name: ClassVar[str]
    needs_worker: ClassVar[bool] = False

    def __init__(self, market: Market) -> None:
        self.market = market
        self.scale = market.scale
        self.rng = random.Random(f"{market.scale.seed}:{self.name}")

    @abstractmethod
    def run(self, stack: Stack) -> Result:
        """Measure, and return the members of the result."""

    def counted(self) -> Script:
        """Return requests in which SQL statements are counted; none for work that is not a request."""
        return []


class RequestWorkload(Workload):
    """Work that is one request, over and over."""

    per_buyer: ClassVar[int] = REQUESTS_PER_BUYER
    expected_status: ClassVar[int] = 200

    @abstractmethod
    def request(self, buyer: int) -> Request:
        """Return the next request."""

    @abstractmethod
    def plain(self, cursor: Any) -> None:
        """Read or write by plain SQL what one request does."""

    @property
    def requests_per_round(self) -> int:
        """How many requests are measured at a time."""
        return self.scale.reads

    def run(self, stack: Stack) -> Result:
        """Warm up, then measure empty view, workload and plain SQL in turns, so that a busy machine meets all three."""
        self._play(stack, max(self.requests_per_round // 2, 2 * self.scale.connections))
        samples: list[Sample] = []
        empties: list[Sample] = []
        plains: list[float] = []
        for _ in range(self.scale.rounds):
            empties.append(stack.measure_empty(self.requests_per_round, self.scale.connections))
            samples.append(self._play(stack, self.requests_per_round))
            with stack.plain_sql(plains, self.requests_per_round) as cursor:
                for _turn in range(self.requests_per_round):
                    self.plain(cursor)
        return self._result(stack, samples, empties, plains)

    def script(self, length: int) -> Script:
        """Return the requests of one connection."""
        found: list[Request] = []
        while len(found) < length:
            buyer = self.rng.randrange(self.scale.buyers)
            found += [self.request(buyer) for _ in range(min(self.per_buyer, length - len(found)))]
        return found

    def counted(self) -> Script:
        """Return what one buyer asks in a row."""
        return [self.request(0) for _ in range(11)]

    def _play(self, stack: Stack, requests: int) -> Sample:
        length = requests // self.scale.connections
        sample = stack.play([self.script(length) for _ in range(self.scale.connections)])
        if set(sample.statuses) != {self.expected_status}:
            raise RuntimeError(f"{self.name}: unexpected answers {sample.statuses}")
        return sample

    def _result(self, stack: Stack, samples: list[Sample], empties: list[Sample], plains: list[float]) -> Result:
        latencies = sorted(value for sample in samples for value in sample.latencies_ms)
        each = middle([sample.cpu_ms_each for sample in samples])
        empty = middle([sample.cpu_ms_each for sample in empties])
        return {
            "rps": round(middle([sample.count / sample.seconds for sample in samples]), 1),
            "p50_ms": round(percentile(latencies, 0.5), 2),
            "p99_ms": round(percentile(latencies, 0.99), 2),
            "app_cpu_ms": round(middle([sample.app_cpu_ms / sample.count for sample in samples]), 3),
            "pg_cpu_ms": round(middle([sample.pg_cpu_ms / sample.count for sample in samples]), 3),
            "cpu_ms": round(each, 3),
            "empty_view_cpu_ms": round(empty, 3),
            "sql_cpu_ms": round(middle(plains), 3),
            "ratio_to_empty_view": _ratio(each, empty),
            "ratio_to_sql": _ratio(each, middle(plains)),
            "rss_mb": round(stack.rss_mb(), 1),
            "requests": len(latencies),
        }


def _ratio(value: float, yardstick: float) -> float | None:
    return round(value / yardstick, 2) if yardstick else None


class ListWorkload(RequestWorkload):
    """A category sorted by price: 24 products with my price and stock."""

    name = "list"

    def request(self, buyer: int) -> Request:
        """Ask for the first page of some category."""
        query = urlencode({"category": category_slug(self.rng.randrange(self.scale.categories)), "sort": "price"})
        return Request(f"/api/v1/products?{query}", api_key(f"buyer-{buyer}"))

    def plain(self, cursor: Any) -> None:
        """Read the same page."""
        slug = category_slug(self.rng.randrange(self.scale.categories))
        read(cursor, LIST, [self.market.categories[slug]])


class SearchWorkload(RequestWorkload):
    """Keywords in Chinese and English, best match first: 24 products with my price and stock."""

    name = "search"

    def __init__(self, market: Market) -> None:
        super().__init__(market)
        self.terms = search_terms(market.scale)

    def request(self, buyer: int) -> Request:
        """Ask for the next words."""
        return Request(f"/api/v1/products?{urlencode({'q': next(self.terms)})}", api_key(f"buyer-{buyer}"))

    def plain(self, cursor: Any) -> None:
        """Find the same words."""
        words = search_query(next(self.terms))
        read(cursor, SEARCH, [words, words])


class DetailWorkload(RequestWorkload):
    """One product with specification, offers, prices and stock."""

    name = "detail"

    def request(self, buyer: int) -> Request:
        """Ask for some product."""
        return Request(f"/api/v1/products/{self.rng.choice(self.market.products)}", api_key(f"buyer-{buyer}"))

    def plain(self, cursor: Any) -> None:
        """Read some product."""
        read(cursor, DETAIL, [self.rng.choice(self.market.products)])


class OrderWorkload(RequestWorkload):
    """Five lines, placed by eight buyers at once: priced, taxed, reserved, recorded and announced."""

    name = "order"
    per_buyer = ORDERS_PER_BUYER
    expected_status = 201

    def __init__(self, market: Market) -> None:
        super().__init__(market)
        self.placed = 0
        self.copier: OrderCopier | None = None

    @property
    def requests_per_round(self) -> int:
        """How many orders are placed at a time."""
        return self.scale.orders

    def request(self, buyer: int) -> Request:
        """Order five articles at the price that was seen; a client needs nothing else."""
        self.placed += 1
        lines = [
            {"offer_id": offer, "quantity": str(self.rng.randrange(1, 10)), "expected_unit_price": price}
            for offer, price in self.rng.sample(self.market.offers, LINES_PER_ORDER)
        ]
        number = f"PO-{self.placed:06d}"
        body = {"lines": lines, "address_id": self.market.addresses[buyer], "purchase_order_number": number}
        return _post("/api/v1/orders", buyer, body, f"{self.name}-{number}")

    def plain(self, cursor: Any) -> None:
        """Write the same rows once more."""
        if self.copier is None:
            self.copier = OrderCopier(cursor)
        self.copier.write(cursor)


def _post(path: str, buyer: int, body: dict[str, Any], idempotency_key: str) -> Request:
    return Request(path, api_key(f"buyer-{buyer}"), "POST", json.dumps(body), idempotency_key)


class OversellWorkload(Workload):
    """Many buyers want one piece each of an article of which there is not enough."""

    name = "oversell"

    def run(self, stack: Stack) -> Result:
        """Let everybody order at once, then count what was promised."""
        sample = stack.play([[self._request(place)] for place in range(self.scale.attempts)])
        with stack.database.cursor() as cursor:
            cursor.execute(
                "SELECT (SELECT sum(reserved) FROM catalog_stocklevel WHERE offer_id = %(offer)s), "
                "(SELECT sum(quantity) FROM orders_orderline WHERE offer_id = %(offer)s)",
                {"offer": self.market.limited[0]},
            )
            reserved, sold = (int(value or 0) for value in cursor.fetchall()[0])
        stack.database.rollback()
        return {
            "attempts": self.scale.attempts,
            "stock": self.scale.stock,
            "sold": sold,
            "reserved": reserved,
            "accepted": sample.statuses.get(201, 0),
            "refused": sample.statuses.get(409, 0),
            "failed": sample.count - sample.statuses.get(201, 0) - sample.statuses.get(409, 0),
            "seconds": round(sample.seconds, 2),
            "rps": round(sample.count / sample.seconds, 1),
            "p50_ms": round(percentile(sample.latencies_ms, 0.5), 2),
            "p99_ms": round(percentile(sample.latencies_ms, 0.99), 2),
            "app_cpu_ms": round(sample.app_cpu_ms / sample.count, 3),
            "pg_cpu_ms": round(sample.pg_cpu_ms / sample.count, 3),
            "rss_mb": round(stack.rss_mb(), 1),
        }

    def _request(self, place: int) -> Request:
        buyer = place % self.scale.buyers
        line = {"offer_id": self.market.limited[1], "quantity": "1"}
        body = {"lines": [line], "address_id": self.market.addresses[buyer]}
        return _post("/api/v1/orders", buyer, body, f"oversell-{place}")


class ImportWorkload(Workload):
    """A supplier's price list as a file through the API, worked off by the background worker."""

    name = "import"
    needs_worker = True

    def __init__(self, market: Market) -> None:
        super().__init__(market)
        self.uploads = 0

    def run(self, stack: Stack) -> Result:
        """Upload a file of new articles, wait for the job, and do it again with other prices and stock."""
        self._import(stack, self._file("W-{:06d}", 20))
        created = self._import(stack, self._file("N-{:06d}", self.scale.import_rows))
        changed = self._import(stack, self._file("N-{:06d}", self.scale.import_rows, seed_shift=1))
        return {
            "rows": self.scale.import_rows,
            **created,
            "change_cpu_ms_per_row": changed["cpu_ms_per_row"],
            "change_seconds": changed["seconds"],
            "rss_mb": round(stack.rss_mb(), 1),
        }

    def _file(self, prefix: str, count: int, *, seed_shift: int = 0) -> str:
        scale = Scale(categories=self.scale.categories, seed=self.scale.seed + seed_shift)
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(HEADINGS)
        writer.writerows(articles(scale, prefix=prefix, count=count))
        return text.getvalue()

    def _import(self, stack: Stack, content: str) -> Result:
        started, before = time.perf_counter(), stack.cpu_ms()
        job = self._ask(stack, self._upload(content))
        while job.get("status") not in ("done", "done_with_errors", "failed"):
            if "id" not in job or time.perf_counter() - started > IMPORT_SECONDS_MAX:
                raise RuntimeError(f"the import does not end: {job}")
            time.sleep(0.5)
            job = self._ask(stack, Request(f"/api/v1/imports/{job['id']}", api_key("supplier-2")))
        after, rows = stack.cpu_ms(), job["row_count"]
        if job["status"] != "done" or job["created_count"] + job["updated_count"] != rows:
            raise RuntimeError(f"the import has not written every row: {job}")
        spent = [end - start for start, end in zip(before, after, strict=True)]
        return {
            "cpu_ms_per_row": round(sum(spent) / rows, 4),
            "app_cpu_ms": round(spent[0] / rows, 4),
            "pg_cpu_ms": round(spent[1] / rows, 4),
            "seconds": round(time.perf_counter() - started, 1),
        }

    def _ask(self, stack: Stack, request: Request) -> dict[str, Any]:
        (body,) = stack.play([[request]], keep_bodies=True).bodies
        answer: dict[str, Any] = json.loads(body)
        return answer

    def _upload(self, content: str) -> Request:
        parts = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="kind"\r\n\r\noffers\r\n',
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="articles.csv"\r\n',
            f"Content-Type: text/csv\r\n\r\n{content}\r\n",
            f"--{BOUNDARY}--\r\n",
        ]
        self.uploads += 1
        content_type = f"multipart/form-data; boundary={BOUNDARY}"
        return Request(
            "/api/v1/imports", api_key("supplier-2"), "POST", "".join(parts), f"import-{self.uploads}", content_type
        )


WORKLOADS: dict[str, type[Workload]] = {
    each.name: each
    for each in (ListWorkload, SearchWorkload, DetailWorkload, OrderWorkload, OversellWorkload, ImportWorkload)
}
