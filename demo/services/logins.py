"""The people whom somebody who tries the platform signs in as; addresses and password are the same in every demo."""

from typing import NamedTuple

PASSWORD = "Tongshang-2026-demo"  # noqa: S105 - printed on purpose
DOMAIN = "demo.tongshang.example"
STAFF_EMAIL = f"staff@{DOMAIN}"
# The key of the staff member's authenticator app: the back office asks for a second factor.
STAFF_TOTP_SECRET = "JBSWY3DPEHPK3PXPTONGSHANGDEMOKEY"  # noqa: S105 - printed on purpose
API_CLIENT_ID = "tongshang-demo-erp"
API_CLIENT_SECRET = "ts_secret_demo_4f9a1c7e2b8d6053a1f4c9e7b2d80653"  # noqa: S105 - printed on purpose


class Login(NamedTuple):
    """A fixed login: who it is, in which company, and which roles come on top of the seat's own."""

    email: str
    company: str
    chair: int
    extra_roles: tuple[str, ...]


BUYER, SUPPLIER = "B001", "S031"
LOGINS: tuple[Login, ...] = (
    Login(f"buyer@{DOMAIN}", BUYER, 1, ("administrator", "warehouse")),
    Login(f"approver@{DOMAIN}", BUYER, 2, ()),
    Login(f"supplier@{DOMAIN}", SUPPLIER, 0, ("orders", "catalog", "warehouse", "accounting")),
)
_BY_SEAT = {(login.company, login.chair): login for login in LOGINS}


def fixed_email(company: str, chair: int) -> str:
    """Return the fixed address of a seat, or nothing."""
    login = _BY_SEAT.get((company, chair))
    return login.email if login else ""


def fixed_roles(company: str, chair: int) -> tuple[str, ...]:
    """Return the roles that a fixed login has on top of its seat's."""
    login = _BY_SEAT.get((company, chair))
    return login.extra_roles if login else ()


def login_table() -> str:
    """Return who can sign in, as a table of plain text."""
    rows = [("buyer", LOGINS[0].email), ("approver", LOGINS[1].email), ("supplier", LOGINS[2].email)]
    lines = [f"{role:<10} {email:<36} {PASSWORD}" for role, email in (*rows, ("staff", STAFF_EMAIL))]
    lines.append(f"{'':<10} second factor of staff: key {STAFF_TOTP_SECRET}, or `manage.py demo --code` for a code")
    lines.append(f"{'API':<10} {API_CLIENT_ID:<36} {API_CLIENT_SECRET}")
    return "\n".join(lines)
