"""The ledger, to look at: the database refuses every change of a booking."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet, Sum
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter, RangeDateFilter

from accounts.admin.base import ReadOnlyInline, Section, StaffModelAdmin
from finance.models import JournalEntry, JournalLine, LedgerAccount
from finance.permissions import StaffFinancePermission


class JournalLineInline(ReadOnlyInline):
    model = JournalLine
    view_permission = StaffFinancePermission.VIEW_FINANCE
    fields = readonly_fields = ("company", "partner", "kind", "amount", "currency")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Fetch accounts and companies at once."""
        return super().get_queryset(request).select_related("account__organization", "account__partner")

    @admin.display(description=_("Company"))
    def company(self, line: JournalLine) -> str:
        """Return whose account it is."""
        return line.account.organization.name

    @admin.display(description=_("Partner"))
    def partner(self, line: JournalLine) -> str:
        """Return against whom."""
        return line.account.partner.name

    @admin.display(description=_("Account"))
    def kind(self, line: JournalLine) -> str:
        """Return the kind of account."""
        return line.account.get_kind_display()


@admin.register(JournalEntry)
class JournalEntryAdmin(StaffModelAdmin):
    """Bookings, newest first; debit is positive, credit negative."""

    view_permission = StaffFinancePermission.VIEW_FINANCE
    section, icon, position = Section.FINANCE, "menu_book", 20
    list_display = ("public_id", "kind", "document_type", "document_id", "booked_on", "booked_at")
    list_filter = ("kind", ("booked_on", RangeDateFilter))
    search_fields = ("public_id", "=document_id")
    ordering = ("-pk",)
    inlines = (JournalLineInline,)


@admin.register(LedgerAccount)
class LedgerAccountAdmin(StaffModelAdmin):
    """What one company has against another, with its balance."""

    view_permission = StaffFinancePermission.VIEW_FINANCE
    section, icon, position = Section.FINANCE, "account_balance", 30
    list_display = ("organization", "partner", "kind", "balance", "currency")
    list_filter = (("kind", ChoicesDropdownFilter), ("organization", AutocompleteSelectFilter), "currency")
    search_fields = ("organization__name_zh", "organization__name_en", "partner__name_zh", "partner__name_en")
    list_select_related = ("organization", "partner")
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[LedgerAccount]:
        """Add up the bookings at once."""
        return super().get_queryset(request).annotate(booked=Sum("lines__amount"))

    @admin.display(description=_("Balance"), ordering="booked")
    def balance(self, account: Any) -> str:
        """Return the sum of its bookings."""
        return f"{account.booked or 0:,.2f}"
