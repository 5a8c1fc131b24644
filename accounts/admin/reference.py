"""
The pages of public configuration: every save and deletion goes through reference's services, every version can be read.

They stand here because reference lies below the back office and knows nothing of staff.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline

from accounts.admin.base import Section, StaffModelAdmin, StaffPermissions, StaffRequest, as_staff
from accounts.selectors.users import names_of
from reference.models import (
    CodeMapping,
    ConfigItem,
    Currency,
    Dictionary,
    DictionaryEntry,
    ExchangeRate,
    FeatureSwitch,
    FeatureSwitchException,
    ReferenceRecord,
    Region,
    TaxRate,
    Unit,
)
from reference.permissions import StaffConfigPermission
from reference.services.records import delete_record, list_usages, save_record

VERSIONS_SHOWN = 20


class ConfigPermissions(StaffPermissions):
    """Whoever may see configuration sees it; whoever may change it changes, adds and deletes."""

    view_permission = StaffConfigPermission.VIEW_CONFIG
    change_permission = StaffConfigPermission.MANAGE_CONFIG
    add_permission: ClassVar[str | None] = StaffConfigPermission.MANAGE_CONFIG
    delete_permission: ClassVar[str | None] = StaffConfigPermission.MANAGE_CONFIG


class ReferenceAdmin(ConfigPermissions, StaffModelAdmin):
    """One kind of public configuration."""

    section = Section.REFERENCE
    # What documents refer to: chosen once, never changed.
    fixed_fields: ClassVar[tuple[str, ...]] = ("code",)

    def get_readonly_fields(self, request: StaffRequest, obj: Any = None) -> tuple[str, ...]:
        """Close what is fixed once the row exists, and show what became of it."""
        always = tuple(super().get_readonly_fields(request, obj))
        return (*always, *self.fixed_fields, "used_by", "versions") if obj else always

    def save_model(self, request: StaffRequest, obj: ReferenceRecord, form: Any, change: bool) -> None:
        """Store the row through the service."""
        save_record(actor=as_staff(request), record=obj)

    def save_formset(self, request: StaffRequest, form: Any, formset: Any, change: bool) -> None:
        """Store the rows below it through the service."""
        records = formset.save(commit=False)
        for record in formset.deleted_objects:
            delete_record(actor=as_staff(request), record=record)
        for record in records:
            save_record(actor=as_staff(request), record=record)

    def delete_model(self, request: StaffRequest, obj: ReferenceRecord) -> None:
        """Delete the row through the service."""
        delete_record(actor=as_staff(request), record=obj)

    def delete_queryset(self, request: StaffRequest, queryset: QuerySet[Any]) -> None:
        """Delete the chosen rows through the service; those in use stay, each with a message."""
        self.run_on_selected(request, lambda row: delete_record(actor=as_staff(request), record=row), queryset)

    def get_deleted_objects(self, objs: Iterable[Any], request: StaffRequest) -> tuple[Any, Any, Any, Any]:
        """Show before a deletion where a row is used: then it cannot be confirmed."""
        rows = list(objs)
        to_delete, counts, _missing, protected = super().get_deleted_objects(rows, request)
        used = [f"{row}: {where} ({count})" for row in rows for where, count in list_usages(row).items()]
        return to_delete, counts, set(), [*protected, *used]

    @admin.display(description=_("Used by"))
    def used_by(self, record: ReferenceRecord) -> str:
        """Return where the row is used and how often."""
        return ", ".join(f"{where}: {count}" for where, count in list_usages(record).items()) or str(_("Nothing yet"))

    @admin.display(description=_("Versions"))
    def versions(self, record: Any) -> SafeString:
        """Return the latest versions with who made them, newest first."""
        events = list(record.events.select_related("pgh_context").order_by("-pgh_id")[:VERSIONS_SHOWN])
        editors = [(event.pgh_context.metadata if event.pgh_context else {}).get("user") for event in events]
        names = names_of(editor for editor in editors if editor)
        lines = [
            (
                event.pgh_created_at.strftime("%Y-%m-%d %H:%M"),
                event.pgh_label,
                names.get(int(editor or 0), "–"),
                _changed(event),
            )
            for event, editor in zip(events, editors, strict=True)
        ]
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{} · {} · {} · {}</li>", lines))


def _changed(event: Any) -> str:
    """Return the values of a version in one line, without what is the same for all."""
    skipped = {"id", "code"}
    fields = [field for field in event._meta.fields if not field.name.startswith("pgh_") and field.name not in skipped]
    return ", ".join(f"{field.name}={getattr(event, field.attname)}" for field in fields)[:300]


class EntryInline(ConfigPermissions, TabularInline):
    model = DictionaryEntry
    fields = ("position", "code", "name_zh", "name_en", "is_active", "attributes")
    ordering = ("position", "pk")
    extra = 0
    show_change_link = True


@admin.register(Dictionary)
class DictionaryAdmin(ReferenceAdmin):
    position, icon = 10, "menu_book"
    list_display = ("code", "name_zh", "name_en")
    search_fields = ("code", "name_zh", "name_en", "entries__name_zh", "entries__name_en", "entries__code")
    ordering = ("code",)
    inlines = (EntryInline,)


@admin.register(DictionaryEntry)
class DictionaryEntryAdmin(ReferenceAdmin):
    in_sidebar = False
    fixed_fields = ("dictionary", "code")
    list_display = ("code", "dictionary", "name_zh", "name_en", "is_active")
    list_filter = ("dictionary", "is_active")
    list_select_related = ("dictionary",)
    search_fields = ("code", "name_zh", "name_en")
    autocomplete_fields = ("parent",)
    ordering = ("dictionary", "position", "pk")


@admin.register(ConfigItem)
class ConfigItemAdmin(ReferenceAdmin):
    """The apps declare what there is; staff decide its value."""

    position, icon = 20, "tune"
    add_permission = delete_permission = None
    fixed_fields = ("code", "kind", "default", "choices", "name_zh", "name_en", "description_zh", "description_en")
    list_display = ("code", "name_zh", "name_en", "kind", "default", "value")
    search_fields = ("code", "name_zh", "name_en")
    ordering = ("code",)
    fields = (
        "code",
        ("name_zh", "name_en"),
        "description_zh",
        "description_en",
        ("kind", "default", "choices"),
        "value",
        "versions",
    )


class ExceptionInline(ConfigPermissions, TabularInline):
    model = FeatureSwitchException
    fields = ("organization_id", "is_on")
    extra = 0


@admin.register(FeatureSwitch)
class FeatureSwitchAdmin(ReferenceAdmin):
    """The apps declare what there is; staff switch it."""

    position, icon = 25, "toggle_on"
    add_permission = delete_permission = None
    fixed_fields = ("code", "name_zh", "name_en")
    list_display = ("code", "name_zh", "name_en", "is_on")
    ordering = ("code",)
    inlines = (ExceptionInline,)


@admin.register(CodeMapping)
class CodeMappingAdmin(ReferenceAdmin):
    position, icon = 30, "swap_horiz"
    fixed_fields = ()
    list_display = ("system", "kind", "external_code", "internal_code", "organization_id")
    list_filter = ("system", "kind")
    search_fields = ("external_code", "internal_code", "note")
    ordering = ("system", "kind", "external_code", "pk")


@admin.register(Unit)
class UnitAdmin(ReferenceAdmin):
    position, icon = 40, "straighten"
    fixed_fields = ("code", "dimension", "factor")
    list_display = (
        "code",
        "name_zh",
        "name_en",
        "symbol_zh",
        "symbol_en",
        "dimension",
        "factor",
        "precision",
        "is_active",
    )
    list_filter = ("dimension", "is_active")
    search_fields = ("code", "name_zh", "name_en", "symbol_zh", "symbol_en")
    ordering = ("position", "pk")


@admin.register(Currency)
class CurrencyAdmin(ReferenceAdmin):
    position, icon = 50, "payments"
    list_display = ("code", "name_zh", "name_en", "symbol", "decimals", "is_active")
    list_filter = ("is_active",)
    search_fields = ("code", "name_zh", "name_en")
    ordering = ("position", "pk")

    @admin.display(description=_("Decimals"))
    def decimals(self, currency: Currency) -> int:
        """Return the decimals of the minor unit."""
        return currency.exponent


@admin.register(ExchangeRate)
class ExchangeRateAdmin(ReferenceAdmin):
    position, icon = 55, "currency_exchange"
    fixed_fields = ("base", "quote", "valid_on")
    list_display = ("base", "quote", "rate", "valid_on", "source")
    list_filter = ("base", "quote")
    date_hierarchy = "valid_on"
    ordering = ("-valid_on", "base", "pk")


@admin.register(TaxRate)
class TaxRateAdmin(ReferenceAdmin):
    position, icon = 60, "percent"
    fixed_fields = ("code", "country")
    list_display = ("code", "country", "name_zh", "name_en", "kind", "rate", "valid_from", "valid_to")
    list_filter = ("country", "kind")
    search_fields = ("code", "name_zh", "name_en")
    ordering = ("position", "valid_from", "pk")


@admin.register(Region)
class RegionAdmin(ReferenceAdmin):
    position, icon = 70, "map"
    fixed_fields = ("code", "level")
    list_display = ("code", "name_zh", "name_en", "pinyin", "level", "parent", "is_active")
    list_filter = ("level", "is_active")
    list_select_related = ("parent",)
    search_fields = ("code", "name_zh", "name_en", "pinyin")
    autocomplete_fields = ("parent",)
    ordering = ("code",)
