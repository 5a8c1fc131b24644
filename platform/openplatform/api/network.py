"""Where a request comes from."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def caller_address(request: HttpRequest) -> str:
    """
    Return the address that the outermost trusted proxy saw.

    `TRUSTED_PROXY_COUNT` proxies append to X-Forwarded-For; what a caller writes there in front of them is not believed.
    """
    count = settings.TRUSTED_PROXY_COUNT
    forwarded = [each.strip() for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
    if count and len(forwarded) >= count:
        return forwarded[-count]
    return str(request.META.get("REMOTE_ADDR") or "")


def is_within(address: str, networks: Iterable[str]) -> bool:
    """Tell whether an address lies in one of the networks; what is no address lies in none."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in ip_network(network, strict=False) for network in networks)
