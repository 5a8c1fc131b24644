"""Opaque ids for the outside: a prefix that names the kind, then 48 bits of time and 80 random bits in Crockford's base 32."""

from __future__ import annotations

import os
import time
from typing import Any

from django.db import models

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
BODY_LENGTH = 26


def new_public_id(prefix: str) -> str:
    """Return a fresh id such as `ord_01j9z3k6c0w6v4x2n8q5t7r1ma`; later ids sort after earlier ones, to the millisecond."""
    value = (time.time_ns() // 1_000_000 << 80) | int.from_bytes(os.urandom(10))
    digits = [""] * BODY_LENGTH
    for index in range(BODY_LENGTH - 1, -1, -1):
        digits[index] = ALPHABET[value & 31]
        value >>= 5
    return f"{prefix}_{''.join(digits)}"


class PublicIdField(models.CharField):
    """A unique column filled with `new_public_id(prefix)`."""

    def __init__(self, prefix: str, **kwargs: Any) -> None:
        self.prefix = prefix
        kwargs.setdefault("max_length", len(prefix) + 1 + BODY_LENGTH)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("unique", True)
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if not self._unique:
            kwargs["unique"] = False
        return name, path, [self.prefix, *args], kwargs

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        if hasattr(cls, "pgh_tracked_model"):
            # A history table holds the same id once per version.
            self._unique = False
        super().contribute_to_class(cls, name, private_only)

    def get_default(self) -> str:
        return new_public_id(self.prefix)

    def has_default(self) -> bool:
        return True
