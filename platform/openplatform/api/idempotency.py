"""
`Idempotency-Key`: a request that creates something is carried out once, however often it is sent (promise R4).

Two statements on the way of an order: the key's row is the first statement of the work's own transaction, the answer
is its last. A crash in between leaves neither. A second request with the key never waits for the first.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.db import connection, transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.actors import Actor
from kernel.errors import Forbidden
from openplatform.errors import IdempotencyKeyInvalid, IdempotencyKeyMissing, IdempotencyKeyReused, RequestInFlight

HEADER = "Idempotency-Key"
REPLAYED_HEADER = "Idempotency-Replayed"
KEY_LENGTH_MAX = 255
RETRY_AFTER_SECONDS = 1

# The advisory lock makes a twin that is still running look taken at once instead of making us wait for its commit.
_CLAIM = """
    INSERT INTO openplatform_idempotencyrecord (organization_id, caller, key, request_hash, created_at)
    SELECT %(organization_id)s, %(caller)s, %(key)s, %(request_hash)s, %(now)s
    WHERE pg_try_advisory_xact_lock(hashtextextended(%(lock)s, 7))
    ON CONFLICT DO NOTHING
    RETURNING id
"""
_RECALL = """
    SELECT request_hash, response_status, response_body, response_location FROM openplatform_idempotencyrecord
    WHERE organization_id = %(organization_id)s AND caller = %(caller)s AND key = %(key)s
"""
_KEEP = """
    UPDATE openplatform_idempotencyrecord
    SET response_status = %(status)s, response_body = %(body)s, response_location = %(location)s
    WHERE id = %(id)s
"""

Handler = TypeVar("Handler", bound=Callable[..., HttpResponseBase])


def idempotent(handler: Handler) -> Handler:
    """
    Carry out a POST handler once per key; repetitions get the first answer byte for byte.

    The handler runs inside a transaction with the key's row. Answers below 400 are kept for 30 days; a refusal is not kept, so that
    the caller may mend what was wrong and send the same key again.
    """

    @wraps(handler)
    def once(view: Any, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        claim = _claim_of(request)
        with transaction.atomic():
            record_id = _insert(claim)
            if record_id is not None:
                response = handler(view, request, *args, **kwargs)
                return _kept(record_id, response)
        return _recalled(claim)

    once.is_idempotent = True  # type: ignore[attr-defined]
    return once  # type: ignore[return-value]


def request_hash(request: Request) -> str:
    """Return the SHA-256 over method, path and body: what must be equal for a repetition to be one."""
    django_request = request._request
    parts = (request.method or "", django_request.get_full_path(), "")
    return hashlib.sha256("\n".join(parts).encode() + django_request.body).hexdigest()


def _claim_of(request: Request) -> dict[str, Any]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.organization_id is None:
        raise Forbidden
    caller = f"client:{actor.client_id}" if actor.client_id is not None else f"user:{actor.user_id}"
    key = _key(request)
    return {
        "organization_id": actor.organization_id,
        "caller": caller,
        "key": key,
        "request_hash": request_hash(request),
        "now": timezone.now(),
        "lock": f"{actor.organization_id}/{caller}/{key}",
    }


def _key(request: Request) -> str:
    key = request.headers.get(HEADER)
    if not key:
        raise IdempotencyKeyMissing(max_length=KEY_LENGTH_MAX)
    if len(key) > KEY_LENGTH_MAX or not re.fullmatch(r"[\x21-\x7e]+", key):
        raise IdempotencyKeyInvalid(max_length=KEY_LENGTH_MAX)
    return key


def _insert(claim: dict[str, Any]) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, claim)
        row = cursor.fetchone()
    return row[0] if row else None


def _kept(record_id: int, response: HttpResponseBase) -> HttpResponseBase:
    """Keep an answer below 400 with the work; anything else undoes both."""
    if response.status_code >= 400:
        transaction.set_rollback(True)
        return response
    body = JSONRenderer().render(response.data) if isinstance(response, Response) else response.content  # type: ignore[attr-defined]
    location = response.get("Location", "")
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, {"id": record_id, "status": response.status_code, "body": body, "location": location})
    return _answer(response.status_code, body, location)


def _recalled(claim: dict[str, Any]) -> HttpResponse:
    """Return the kept answer of the first request."""
    with connection.cursor() as cursor:
        cursor.execute(_RECALL, claim)
        row = cursor.fetchone()
    if row is None:
        raise RequestInFlight(retry_after=RETRY_AFTER_SECONDS)
    first_hash, status, body, location = row
    if first_hash != claim["request_hash"]:
        raise IdempotencyKeyReused
    answer = _answer(status, bytes(body), location)
    answer[REPLAYED_HEADER] = "true"
    return answer


def _answer(status: int, body: bytes, location: str) -> HttpResponse:
    answer = HttpResponse(body, status=status, content_type="application/json")
    if location:
        answer["Location"] = location
    return answer
