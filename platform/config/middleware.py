"""Middleware that belongs to the installation rather than to a domain."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

GetResponse = Callable[[HttpRequest], HttpResponse]


class AdminContentSecurityPolicyMiddleware:
    """Relax the content security policy under `/admin/` to what the admin theme needs."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark admin responses for the CSP middleware outside."""
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_update = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
        return response


class DisplayTimeZoneMiddleware:
    """Show times in the installation's zone until something better is known about the reader."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate the zone for this request only."""
        with timezone.override(settings.DISPLAY_TIME_ZONE):
            return self.get_response(request)
