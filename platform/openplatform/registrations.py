"""Scopes of the layers below, which know no scopes."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import CompanyPermission
from openplatform.scopes import register_scope

register_scope(
    "organization.read",
    _("Read the company, its members and addresses"),
    [
        CompanyPermission.VIEW_COMPANY,
        CompanyPermission.VIEW_HIERARCHY,
        CompanyPermission.VIEW_USER,
        CompanyPermission.VIEW_ADDRESS,
    ],
)
register_scope(
    "addresses.write",
    _("Add and change addresses"),
    [
        CompanyPermission.VIEW_ADDRESS,
        CompanyPermission.CREATE_ADDRESS,
        CompanyPermission.UPDATE_ADDRESS,
        CompanyPermission.DELETE_ADDRESS,
    ],
)
