"""
What every page of the back office stands on.

    @admin.register(Quote)
    class QuoteAdmin(StaffModelAdmin):
        view_permission = StaffOrdersPermission.VIEW_QUOTE
        section, icon = Section.TRADE, "request_quote"
        list_display = ["number", "buyer", "supplier", "status_label"]
        actions_detail = ["withdraw"]

        @staff_action(_("Withdraw"), permission=StaffOrdersPermission.EDIT_QUOTE, icon="undo", form_class=ReasonForm)
        def withdraw(self, request: StaffRequest, quote: Quote, form: ReasonForm) -> str:
            withdraw_quote(actor=request.actor, quote_id=quote.public_id, reason=form.reason, now=timezone.now())
            return _("The quote was withdrawn.")

Pages are read-only unless `change_permission`, `add_permission` or `delete_permission` name a code. An action runs by POST after a
dialog, calls one service with `request.actor` and returns the sentence to show; a `DomainError` is shown as a message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, TextChoices
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import action as unfold_action
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminTextareaWidget

from kernel.actors import Actor, Channel
from kernel.errors import DomainError


class StaffRequest(HttpRequest):
    """A request to the back office."""

    actor: Actor


class Section(TextChoices):
    """The groups of the sidebar, in their order."""

    COMPANIES = "companies", _("Companies")
    CATALOG = "catalog", _("Catalogue")
    TRADE = "trade", _("Trade")
    FINANCE = "finance", _("Finance")
    CUSTOMERS = "customers", _("Customer service")
    MARKETING = "marketing", _("Marketing")
    ANALYTICS = "analytics", _("Analytics")
    REFERENCE = "reference", _("Public configuration")
    INTEGRATION = "integration", _("Integration")
    PLATFORM = "platform", _("Platform")


class StaffPermissions:
    """Django's questions about permissions, answered by the codes that the actor holds."""

    view_permission: ClassVar[str]
    change_permission: ClassVar[str | None] = None
    add_permission: ClassVar[str | None] = None
    delete_permission: ClassVar[str | None] = None

    def has_module_permission(self, request: StaffRequest) -> bool:
        """Tell whether the model appears at all."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: StaffRequest, obj: Any = None) -> bool:
        """Tell whether rows may be seen."""
        return request.actor.has(self.view_permission)

    def has_change_permission(self, request: StaffRequest, obj: Any = None) -> bool:
        """Tell whether rows may be edited in the form."""
        return self.change_permission is not None and request.actor.has(self.change_permission)

    def has_add_permission(self, request: StaffRequest, obj: Any = None) -> bool:
        """Tell whether rows may be added in the form."""
        return self.add_permission is not None and request.actor.has(self.add_permission)

    def has_delete_permission(self, request: StaffRequest, obj: Any = None) -> bool:
        """Tell whether rows may be deleted."""
        return self.delete_permission is not None and request.actor.has(self.delete_permission)


class StaffModelAdmin(StaffPermissions, ModelAdmin):
    """One model's list and page in the back office."""

    section: ClassVar[Section] = Section.PLATFORM
    icon: ClassVar[str] = "list"
    # Places the entry inside its section; entries of one position go by name.
    position: ClassVar[int] = 50
    # Left out of the sidebar when it is only reached from another page.
    in_sidebar: ClassVar[bool] = True

    list_filter_submit = False
    list_fullwidth = True
    compressed_fields = True
    show_full_result_count = False
    list_per_page = 50

    def get_actions_detail(self, request: StaffRequest, object_id: Any) -> Any:
        """Show only the buttons that the actor may press and that make sense for the row as it is."""
        row = self.get_object(request, object_id)
        found = super().get_actions_detail(request, object_id)
        return [action for action in found if row is not None and _is_offered(action.method, request.actor, row)]

    def changeform_view(self, request: StaffRequest, *args: Any, **kwargs: Any) -> Any:
        """Show or save a row; a service's refusal is shown where the form was."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except DomainError as refusal:
            messages.error(request, refusal.detail)
            return HttpResponseRedirect(request.get_full_path())

    def run_on_selected(self, request: StaffRequest, run: Callable[[Any], Any], rows: Iterable[Model]) -> int:
        """Call `run` for each row of a list action, show every refusal, and return how many went through."""
        done = 0
        for row in rows:
            try:
                run(row)
            except DomainError as refusal:
                messages.error(request, f"{row}: {refusal.detail}")
            else:
                done += 1
        return done

    def change_url(self, row: Model) -> str:
        """Return the page of a row."""
        options = self.opts
        return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[row.pk])


class ReadOnlyInline(StaffPermissions, TabularInline):
    """Rows that belong to the row shown, to look at."""

    extra = 0
    max_num = 0
    can_delete = False
    show_change_link = False
    tab = True
    hide_title = True


class ConfirmForm(BaseDialogForm):
    """A dialog that only asks “are you sure”."""


class ReasonForm(BaseDialogForm):
    """A dialog that asks why; the reason goes on the record and, where the action says so, to the customer."""

    reason_text = forms.CharField(
        label=_("Reason"), max_length=1000, widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}), required=True
    )

    @property
    def reason(self) -> str:
        """Return the reason as it was typed."""
        return str(self.cleaned_data["reason_text"])


ActionMethod = Callable[[Any, StaffRequest, Any, Any], str | HttpResponse]


def staff_action(
    description: str | Promise,
    *,
    permission: str,
    icon: str = "",
    explanation: str | Promise = "",
    submit: str | Promise = "",
    variant: ActionVariant = ActionVariant.DEFAULT,
    form_class: type[BaseDialogForm] = ConfirmForm,
    when: Callable[[Any], bool] | None = None,
) -> Callable[[ActionMethod], Any]:
    """
    Make a method a button on the row's page: a dialog asks, a POST runs it, the returned sentence is shown.

    The method gets the request, the row and the valid form; it may return a response of its own instead of a sentence. `when` hides
    the button for rows on which the step does not exist; the service refuses in any case.
    """
    dialog = {
        "title": description,
        "description": explanation,
        "form_class": form_class,
        "form_submit_text": submit or description,
    }

    def decorate(method: ActionMethod) -> Any:
        @wraps(method)
        def run(admin: StaffModelAdmin, request: StaffRequest, form: Any, object_id: str) -> HttpResponse:
            return _run_action(method, admin, request, form, object_id)

        shown = unfold_action(
            description=description, url_path=method.__name__, icon=icon, variant=variant, dialog=dialog
        )(run)

        @wraps(shown)
        def guarded(admin: StaffModelAdmin, request: StaffRequest, *args: Any, **kwargs: Any) -> Any:
            if not request.actor.has(permission):
                raise PermissionDenied
            return shown(admin, request, *args, **kwargs)

        marked: Any = guarded
        marked.staff_permission, marked.when = permission, when
        return marked

    return decorate


def _run_action(
    method: ActionMethod, admin: StaffModelAdmin, request: StaffRequest, form: Any, object_id: str
) -> HttpResponse:
    row = admin.get_object(request, object_id)
    if row is None:
        raise Http404
    try:
        outcome = method(admin, request, row, form)
    except DomainError as refusal:
        messages.error(request, refusal.detail)
    else:
        if isinstance(outcome, HttpResponse):
            return outcome
        messages.success(request, str(outcome))
    return HttpResponse(headers={"HX-Redirect": admin.change_url(row)})


def _is_offered(method: Any, actor: Actor, row: Any) -> bool:
    permission, when = getattr(method, "staff_permission", None), getattr(method, "when", None)
    return (permission is None or actor.has(permission)) and (when is None or when(row))


def as_staff(request: StaffRequest) -> Actor:
    """Return the actor of a back-office request, marked as coming through the back office."""
    return request.actor.through(Channel.ADMIN)
