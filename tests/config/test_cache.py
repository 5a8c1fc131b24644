"""Redis may go away at any time: copies become misses, counters become errors."""

import pytest
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as RedisConnectionError

from config.cache import ForgivingRedisCache

NOWHERE = "redis://127.0.0.1:1/0"
PARAMETERS = {"OPTIONS": {"socket_connect_timeout": 1}}


def test_copies_answer_without_redis():
    cache = ForgivingRedisCache(NOWHERE, PARAMETERS)

    cache.set("price", 1)
    cache.set_many({"a": 1})
    cache.delete("price")

    assert cache.get("price", default="computed") == "computed"
    assert cache.get_many(["a", "b"]) == {}
    assert cache.has_key("a") is False
    assert cache.get_or_set("price", lambda: "computed") == "computed"


def test_counters_fail_without_redis():
    cache = RedisCache(NOWHERE, PARAMETERS)

    with pytest.raises(RedisConnectionError):
        cache.add("attempts", 1)
