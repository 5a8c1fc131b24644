from accounts.models.addresses import Address
from accounts.models.impersonation import Impersonation
from accounts.models.memberships import Invitation, Membership, MembershipRole, OwnedQuerySet, Role, Team
from accounts.models.organizations import Organization
from accounts.models.users import User
from accounts.models.verification import Certificate, EsgRecord, Verification

__all__ = [
    "Address",
    "Certificate",
    "EsgRecord",
    "Impersonation",
    "Invitation",
    "Membership",
    "MembershipRole",
    "Organization",
    "OwnedQuerySet",
    "Role",
    "Team",
    "User",
    "Verification",
]
