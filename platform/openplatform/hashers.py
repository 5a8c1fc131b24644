from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.auth.hashers import BasePasswordHasher
from django.utils.crypto import constant_time_compare


class ClientSecretHasher(BasePasswordHasher):
    """SHA-256 for machine-made secrets: 256 random bits need no slowness, and a token request must not cost a second."""

    algorithm = "openplatform_sha256"

    def salt(self) -> str:
        """Return no salt: two secrets are never equal."""
        return ""

    def encode(self, password: str, salt: str) -> str:
        """Return `algorithm$digest`."""
        return f"{self.algorithm}${hashlib.sha256(password.encode()).hexdigest()}"

    def decode(self, encoded: str) -> dict[str, Any]:
        """Return the parts."""
        algorithm, digest = encoded.split("$", 1)
        return {"algorithm": algorithm, "hash": digest, "salt": ""}

    def verify(self, password: str, encoded: str) -> bool:
        """Compare in constant time."""
        return constant_time_compare(encoded, self.encode(password, ""))

    def safe_summary(self, encoded: str) -> dict[Any, Any]:
        """Return what an administrator may see."""
        return {"algorithm": self.algorithm}

    def must_update(self, encoded: str) -> bool:
        """Nothing gets stronger with time here."""
        return False

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Do nothing: there is one cost only."""
