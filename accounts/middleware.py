"""Who is asking, on every request; and the same names in the audit trail."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from pghistory.middleware import HistoryMiddleware

from accounts.models import User
from accounts.selectors.actors import SignedIn, sign_in, sign_in_impersonating
from accounts.services.impersonations import end_overdue_impersonation
from accounts.services.profiles import set_language
from accounts.sessions import IMPERSONATION_KEY, ORGANIZATION_KEY, forget_impersonation
from kernel.actors import Actor, Channel

GetResponse = Callable[[HttpRequest], HttpResponse]
ADMIN_PREFIX = "/admin/"


class ActorMiddleware:
    """
    Set `request.actor`, `request.organization` and `request.impersonation`, in one query for people and none for visitors.

    Pages then speak the person's language and show the times of the company's zone.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Resolve the actor, and keep a language that the person chose on the way."""
        found = resolve(request)
        request.actor, request.organization = found.actor, found.organization  # type: ignore[attr-defined]
        request.impersonation = found.impersonation  # type: ignore[attr-defined]
        with _as_person_reads(request, found):
            response = self.get_response(request)
        chosen = response.cookies.get(settings.LANGUAGE_COOKIE_NAME)
        if chosen is not None and found.actor.user_id is not None:
            # The switch in the page head sets Django's cookie; the person finds the choice again on every device.
            set_language(actor=found.actor, language=chosen.value)
        return response


def resolve(request: HttpRequest) -> SignedIn:
    """Return who is asking; an impersonation that is over ends here."""
    channel = channel_of(request)
    user = request.user
    if not isinstance(user, User):
        return SignedIn(Actor.anonymous(channel))
    if channel == Channel.ADMIN:
        return sign_in(user, channel=channel, on_platform=True)
    impersonation_id = request.session.get(IMPERSONATION_KEY)
    if impersonation_id:
        now = timezone.now()
        acting = sign_in_impersonating(user, impersonation_id=impersonation_id, now=now, channel=channel)
        if acting is not None:
            return acting
        end_overdue_impersonation(impersonation_id=impersonation_id, now=now)
        forget_impersonation(request)
    return sign_in(user, organization_id=request.session.get(ORGANIZATION_KEY), channel=channel)


def channel_of(request: HttpRequest) -> Channel:
    """Tell where a request comes from (F011): WeChat names its mini programs, phones name themselves mobile."""
    if request.path.startswith(ADMIN_PREFIX):
        return Channel.ADMIN
    agent = request.headers.get("User-Agent", "")
    if "miniProgram" in agent:
        return Channel.MINIPROGRAM
    return Channel.H5 if "Mobi" in agent else Channel.PC


def _as_person_reads(request: HttpRequest, found: SignedIn) -> AbstractContextManager[Any]:
    user = request.user
    if not isinstance(user, User):
        return nullcontext()
    if user.language:
        translation.activate(user.language)
        request.LANGUAGE_CODE = user.language
    zone = user.time_zone or (found.organization.time_zone if found.organization else "")
    return timezone.override(ZoneInfo(zone)) if zone else nullcontext()


class AuditTrailMiddleware(HistoryMiddleware):
    """Write who asked, for whom and in which company, beside every change of a request."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        """Return what pghistory stores with each changed row."""
        actor: Actor = request.actor  # type: ignore[attr-defined]
        return {
            "user": actor.user_id,
            "url": request.path,
            "organization": actor.organization_id,
            "on_behalf_of": actor.on_behalf_of_user_id,
            "channel": actor.channel.value,
        }
