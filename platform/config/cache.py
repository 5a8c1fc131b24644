"""A cache for copies of what PostgreSQL knows: losing Redis costs time, never an answer."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

import structlog
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)
P = ParamSpec("P")
R = TypeVar("R")


def _forgiving(method: Callable[P, R], *, missing: Any) -> Callable[P, R]:
    """Wrap a cache method so that an unreachable Redis answers `missing`."""

    @wraps(method)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(*args, **kwargs)
        except RedisError as error:
            log.warning("cache_unreachable", operation=method.__name__, error=str(error))
            return cast(R, missing)

    return call


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache, where an unreachable server is a miss."""

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Return the value, or `default` when it is missing or Redis is away."""
        return _forgiving(super().get, missing=default)(key, default, version)

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        """Return the values found."""
        return _forgiving(super().get_many, missing={})(keys, version)

    def has_key(self, key: Any, version: int | None = None) -> bool:
        """Say whether a value is there and reachable."""
        return _forgiving(super().has_key, missing=False)(key, version)

    set = _forgiving(RedisCache.set, missing=None)
    set_many = _forgiving(RedisCache.set_many, missing=[])
    add = _forgiving(RedisCache.add, missing=False)
    touch = _forgiving(RedisCache.touch, missing=False)
    delete = _forgiving(RedisCache.delete, missing=False)
    delete_many = _forgiving(RedisCache.delete_many, missing=None)
    clear = _forgiving(RedisCache.clear, missing=False)
