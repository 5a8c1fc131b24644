"""Opaque ids for the outside: a prefix that names the kind, then 48 bits of time and 80 random bits in Crockford's base 32."""

from __future__ import annotations

import base64
import os
import time
from typing import Any

from django.db import models

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
BODY_LENGTH = 26
# Both alphabets ascend, so the order of the ids is kept.
_TO_CROCKFORD = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET.encode())


def new_public_id(prefix: str) -> str:
    """Return a fresh id such as `ord_01j9z3k6c0w6v4x2n8q5t7r1ma`; later ids sort after earlier ones, to the millisecond."""
    body = (time.time_ns() // 1_000_000).to_bytes(6) + os.urandom(10)
    return f"{prefix}_{base64.b32encode(body)[:BODY_LENGTH].translate(_TO_CROCKFORD).decode()}"


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

    def db_type(self, connection: Any) -> str:
        """Return varchar by its long name: Django then leaves out a second index for LIKE, which nobody asks of an opaque id."""
        return f"character varying({self.max_length})"

    def get_default(self) -> str:
        return new_public_id(self.prefix)

    def has_default(self) -> bool:
        return True
