from django.db import models
from django.utils.translation import gettext_lazy as _


class ApiClientStatus(models.TextChoices):
    """Whether an API client may call."""

    ACTIVE = "active", _("Active")
    REVOKED = "revoked", _("Revoked")


class CredentialKind(models.TextChoices):
    """What a secret is used for."""

    CLIENT_SECRET = "client_secret", _("OAuth client secret")
    API_KEY = "api_key", _("API key")


class RowStatus(models.TextChoices):
    """What became of one row of a bulk request."""

    CREATED = "created", _("Created")
    UPDATED = "updated", _("Updated")
    UNCHANGED = "unchanged", _("Unchanged")
    FAILED = "failed", _("Failed")
