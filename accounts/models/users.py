from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.enums import Audience, MembershipStatus, OrganizationKind
from accounts.permissions import StaffAccountsPermission, expand
from kernel.models import TimestampedModel
from kernel.public_ids import PublicIdField


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **extra: Any) -> User:
        """Create a person; without a password they cannot sign in until they set one."""
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """Find a person by e-mail, whatever its case."""
        return self.get(email__iexact=username)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    model_name="UserEvent",
    fields=["email", "name", "is_active", "phone"],
)
class User(AbstractBaseUser, TimestampedModel):
    """A person, known by e-mail, who may be a member of several organizations and belongs to none of them."""

    public_id = PublicIdField("usr")
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    # Where the person works when signing in; switching companies changes it.
    last_organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # The operator's staff: membership of the platform organization, kept by the membership services.
    is_staff = models.BooleanField(_("platform staff"), default=False, editable=False)
    # Part of what a session is bound to: raising it ends every session of the person at its next request (S13).
    session_generation = models.PositiveIntegerField(default=0, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"

    @cached_property
    def staff_permissions(self) -> frozenset[str]:
        """Return the staff codes held in the operator's organization; one query, once per request."""
        if not (self.is_active and self.is_staff):
            return frozenset()
        roles = self.memberships.filter(
            status=MembershipStatus.ACTIVE,
            organization__kind=OrganizationKind.PLATFORM,
            roles__audience=Audience.STAFF,
        ).values_list("roles__permission_sets", "roles__permissions")
        return frozenset().union(*(expand(sets, extra) for sets, extra in roles))

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """
        Answer Django's admin: a `staff.*` code is looked up among those held.

        Django's own codes, which only screens of libraries ask for, are held by whoever may manage the platform.
        """
        code = perm if perm.startswith("staff.") else StaffAccountsPermission.MANAGE_PLATFORM
        return code in self.staff_permissions

    def has_perms(self, perm_list: Iterable[str], obj: object = None) -> bool:
        """Tell whether every one of the codes is held."""
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        """Show an app in the admin to staff who hold anything; each of its screens asks for its own code."""
        return bool(self.staff_permissions)

    def get_session_auth_hash(self) -> str:
        """Bind sessions to the password and to the generation."""
        return self._with_generation(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Do the same for sessions made under an earlier secret key."""
        for earlier in super().get_session_auth_fallback_hash():
            yield self._with_generation(earlier)

    def _with_generation(self, session_hash: str) -> str:
        return f"{session_hash}.{self.session_generation}" if self.session_generation else session_hash

    def get_full_name(self) -> str:
        """Return the name as Django's admin and e-mails show it."""
        return self.name

    def get_short_name(self) -> str:
        """Return the name as greetings show it."""
        return self.name
