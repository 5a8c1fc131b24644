"""What a browser session remembers: the company worked in, and the impersonation that runs."""

from __future__ import annotations

from django.http import HttpRequest

from accounts.models import Impersonation, Organization

ORGANIZATION_KEY = "organization_id"
IMPERSONATION_KEY = "impersonation_id"


def remember_organization(request: HttpRequest, organization: Organization) -> None:
    """Work in this company from the next request on, in this browser."""
    request.session[ORGANIZATION_KEY] = organization.pk


def remember_impersonation(request: HttpRequest, impersonation: Impersonation) -> None:
    """Act for the customer from the next request on, under a new session key."""
    request.session.cycle_key()
    request.session[IMPERSONATION_KEY] = impersonation.public_id


def forget_impersonation(request: HttpRequest) -> None:
    """Be oneself again from the next request on, under a new session key."""
    if request.session.pop(IMPERSONATION_KEY, None):
        request.session.cycle_key()
