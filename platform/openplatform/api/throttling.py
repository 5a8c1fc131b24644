"""Token buckets in Redis: a steady rate with room for bursts, for each client, person or address (S17)."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Any

import structlog
from django.conf import settings
from django.core.cache import caches
from redis.exceptions import RedisError
from rest_framework.request import Request

from kernel.errors import RateLimited
from openplatform.api.authentication import ClientIdentity
from openplatform.api.network import caller_address
from openplatform.errors import ServiceUnavailable

logger = structlog.get_logger(__name__)

# After a failure Redis is left alone this long: every request would otherwise wait for its time-out.
REDIS_REST_SECONDS = 5.0

# One round trip: refill by the server's clock, take one, return {taken, left, seconds until the next}.
_BUCKET = """
local now = redis.call('TIME')
local at = tonumber(now[1]) + tonumber(now[2]) / 1e6
local rate, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local state = redis.call('HMGET', KEYS[1], 'left', 'at')
local left = math.min(burst, (tonumber(state[1]) or burst) + math.max(0, at - (tonumber(state[2]) or at)) * rate)
local taken = 0
if left >= 1 then left = left - 1; taken = 1 end
redis.call('HSET', KEYS[1], 'left', tostring(left), 'at', tostring(at))
redis.call('EXPIRE', KEYS[1], math.ceil(burst / rate) + 1)
return {taken, tostring(left)}
"""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests a second on the long run, and so many at once."""

    per_second: float
    burst: int

    @classmethod
    def parse(cls, text: str) -> Rate:
        """Read `100/s burst 200` or `30/m`; without a burst, one second's (at least one request's) worth."""
        amount, _, burst = text.partition(" burst ")
        count, _, unit = amount.partition("/")
        per_second = float(count) / {"s": 1, "m": 60, "h": 3600}[unit]
        return cls(per_second, int(burst) if burst else max(1, math.ceil(per_second)))


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of a caller's bucket after this request."""

    rate: Rate
    left: float
    taken: bool

    def headers(self) -> dict[str, str]:
        """Return the limit, what is left of it, and the seconds until it is whole again."""
        missing = self.rate.burst - self.left
        return {
            "RateLimit-Limit": str(self.rate.burst),
            "RateLimit-Remaining": str(int(self.left)),
            "RateLimit-Reset": str(math.ceil(missing / self.rate.per_second)),
        }


_resting_until = 0.0


def spend(request: Request) -> Allowance | None:
    """
    Take one request out of the allowance of the request's client, person or address.

    Without Redis nobody is counted and everybody served.
    :raises RateLimited: when the bucket is empty.
    """
    kind, name = _bucket_of(request)
    return spend_from(kind, name, fail_closed=False)


def spend_from(kind: str, name: str, *, fail_closed: bool) -> Allowance | None:
    """
    Take one request out of the bucket `name` of a kind in `API_RATE_LIMITS`.

    :raises RateLimited: when the bucket is empty.
    :raises ServiceUnavailable: when Redis does not answer and `fail_closed`.
    """
    global _resting_until  # noqa: PLW0603 - one circuit breaker per process
    rate = Rate.parse(settings.API_RATE_LIMITS[kind])
    allowance = None
    if time.monotonic() >= _resting_until:
        try:
            allowance = _take(f"{kind}:{name}", rate)
        except RedisError as error:
            _resting_until = time.monotonic() + REDIS_REST_SECONDS
            logger.warning("throttle_unreachable", error=str(error))
    if allowance is None and fail_closed:
        raise ServiceUnavailable(retry_after=math.ceil(REDIS_REST_SECONDS))
    if allowance is not None and not allowance.taken:
        raise RateLimited(retry_after=max(1, math.ceil((1 - allowance.left) / rate.per_second)))
    return allowance


def _take(name: str, rate: Rate) -> Allowance:
    cache = caches["default"]
    taken, left = _script(cache)(keys=[cache.make_key(f"bucket:{name}")], args=[rate.per_second, rate.burst])
    return Allowance(rate, float(left), bool(taken))


def _script(cache: Any) -> Any:
    """Return the bucket's script, kept with this thread's cache: making a client costs as much as calling it."""
    pool = cache._cache
    if not hasattr(pool, "bucket_script"):
        pool.bucket_script = pool.get_client(write=True).register_script(_BUCKET)
    return pool.bucket_script


def _bucket_of(request: Request) -> tuple[str, str]:
    actor = request.actor  # type: ignore[attr-defined]
    if isinstance(request.auth, ClientIdentity):
        return "client", str(actor.client_id)
    if actor.user_id is not None:
        return "user", str(actor.user_id)
    return "address", caller_address(request._request)
