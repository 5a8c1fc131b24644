"""Django's own apps as this installation sets them up."""

from django.contrib.admin.apps import AdminConfig


class BackOfficeConfig(AdminConfig):
    """Django's admin with the operator's back office in the place of the usual site."""

    default_site = "accounts.admin_site.StaffAdminSite"
