"""Give every test its own keys in a Redis that several suites share."""

import itertools
import os

_serials = itertools.count()
_current = "import"


def start_new_keyspace() -> None:
    """Hide every key that earlier tests have left."""
    global _current  # noqa: PLW0603 - threads of the live server must see the change
    _current = f"{os.getpid()}-{next(_serials)}"


def make_key(key: str, key_prefix: str, version: int) -> str:
    """Compose a cache key; the settings of the test suite name this as `KEY_FUNCTION`."""
    return f"test:{_current}:{key_prefix}:{version}:{key}"
