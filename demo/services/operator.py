"""Load the operator's own organization, its staff and the API client of a demo company."""

from datetime import datetime

from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings

from accounts.models import Organization, User
from accounts.services.registration import create_first_staff, ensure_platform
from demo.services.logins import PASSWORD, STAFF_EMAIL, STAFF_TOTP_SECRET


def load_operator(*, now: datetime) -> Organization:
    """Make the operator and a staff member whose second factor is set up already."""
    platform = ensure_platform(name_zh=settings.BRAND.name_zh, name_en=settings.BRAND.name_en, now=now)
    if not User.objects.filter(email=STAFF_EMAIL).exists():
        staff = create_first_staff(email=STAFF_EMAIL, name="林若兰", password=PASSWORD, now=now)
        TOTP.activate(staff, STAFF_TOTP_SECRET)
    return platform
