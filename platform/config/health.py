"""`/healthz` for people and load balancers, `/readyz` for the process alone."""

import time
from collections.abc import Callable

import structlog
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

HEARTBEAT_KEY = "health:worker"
HEARTBEAT_SECONDS_MAX = 30


def record_worker_heartbeat() -> None:
    """Store the moment at which a worker was alive; a Redis outage only ages the last one."""
    caches["copies"].set(HEARTBEAT_KEY, time.time(), timeout=10 * HEARTBEAT_SECONDS_MAX)


def database_answers() -> bool:
    """Say whether PostgreSQL answers a query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def redis_answers() -> bool:
    """Say whether Redis stores and returns a value."""
    caches["default"].set("health:redis", 1, timeout=5)
    return bool(caches["default"].get("health:redis") == 1)


def worker_answers() -> bool:
    """Say whether a Celery worker was alive within the last half minute."""
    beat = caches["copies"].get(HEARTBEAT_KEY)
    return beat is not None and time.time() - beat <= HEARTBEAT_SECONDS_MAX


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "redis": redis_answers,
    "worker": worker_answers,
}


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database, Redis and a worker answer, else 503, naming each."""
    results = {name: _passes(name, check) for name, check in CHECKS.items()}
    healthy = all(results.values())
    body = {"status": "ok" if healthy else "error", **{k: "ok" if v else "error" for k, v in results.items()}}
    return JsonResponse(body, status=200 if healthy else 503)


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 as soon as this process serves requests."""
    return JsonResponse({"status": "ok"})


def _passes(name: str, check: Callable[[], bool]) -> bool:
    """Run a check; a server that is away is a failed check, not an exception."""
    try:
        return check()
    except (DatabaseError, RedisError) as error:
        log.warning("health_check_failed", check=name, error=str(error))
        return False
