"""
Keep the rendered frame of pages: header, menus and footer are the same for minutes, and cost more than most contents.

A kept piece belongs to one person in one company, one language and one set of rights, and lives half a minute at most. What differs
between two requests of that person stands in it as a slot that is filled when the piece is printed.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest
from django.utils.translation import get_language

from config.navigation import active_urls
from config.shell import Shell

LIFETIME_SECONDS = 30
MOST_PIECES = 2_000
CSRF_SLOT = "frame-slot-csrf"
PATH_SLOT = "frame-slot-path"

_pieces: OrderedDict[tuple[Any, ...], str] = OrderedDict()


def render_frame(
    name: str, request: HttpRequest, shell: Shell, render: Callable[[], str], *, csrf_token: object, menu: str = ""
) -> str:
    """Return a piece of the frame, rendered now or within the last half minute; `menu` names the one whose current entry it marks."""
    key = (name, *_reader(request, shell), active_urls(menu, request) if menu else ())
    piece = _pieces.get(key)
    if piece is None:
        piece = _pieces[key] = render()
        while len(_pieces) > MOST_PIECES:
            _pieces.popitem(last=False)
    if CSRF_SLOT in piece:
        piece = piece.replace(CSRF_SLOT, str(csrf_token))
    return piece.replace(PATH_SLOT, quote(request.get_full_path(), safe="")) if PATH_SLOT in piece else piece


def forget_frames() -> None:
    """Empty the store; for tests."""
    _pieces.clear()


def _reader(request: HttpRequest, shell: Shell) -> tuple[Any, ...]:
    actor, company, match = shell.actor, shell.organization, request.resolver_match
    if actor is None or actor.user_id is None:
        rights: tuple[Any, ...] = ()
    else:
        rights = (actor.user_id, actor.permissions, actor.is_platform, shell.cart_count, shell.unread_count)
    period = int(time.monotonic()) // LIFETIME_SECONDS
    return (get_language(), period, company.pk if company else None, match.namespace if match else "", *rights)
