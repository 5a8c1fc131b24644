"""What an API client needs to import and export: a scope that carries the permissions of every kind there is."""

from django.utils.translation import gettext_lazy as _

from openplatform.scopes import register_scope

IMPORT_SCOPE = "imports.write"
EXPORT_SCOPE = "exports.read"


def allow_import(permission: str) -> None:
    """Let clients with the scope import what needs this permission."""
    register_scope(IMPORT_SCOPE, _("Import tables"), [permission])


def allow_export(permission: str) -> None:
    """Let clients with the scope export what needs this permission."""
    register_scope(EXPORT_SCOPE, _("Export tables"), [permission])
