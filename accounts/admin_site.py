"""The operator's back office: for platform staff with a second factor, arranged by what they work on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from unfold.sites import UnfoldAdminSite


class StaffAdminSite(UnfoldAdminSite):
    """Django's admin site under the platform's own permissions instead of Django's."""

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """
        Show models whose admin names the staff permissions it needs; what libraries register by themselves stays out.

        :raises TypeError: when one of our own apps registers an admin that does not.
        """
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        if hasattr(admin_class, "view_permission"):
            super().register(models, admin_class, **options)
        elif admin_class is None or admin_class.__module__.split(".")[0] in settings.LOCAL_APPS:
            message = f"{admin_class} must be a StaffModelAdmin"
            raise TypeError(message)

    def unregister(self, model_or_iterable: Any) -> None:
        """Forget models; those that libraries registered and we left out are forgotten already."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        super().unregister([model for model in models if self.is_registered(model)])

    def has_permission(self, request: HttpRequest) -> bool:
        """Tell whether a member of the operator's staff is asking."""
        return bool(request.user.is_active and getattr(request.user, "is_staff", False))

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        """Hide the office from everybody else, and ask staff for a second factor before the first page."""
        inner = super().admin_view(view, cacheable)

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not self.has_permission(request):
                raise Http404
            if not _has_second_factor(request.user):
                messages.warning(request, _("Staff sign in with a second factor. Set it up to open the back office."))
                return redirect("mfa_activate_totp")
            return inner(request, *args, **kwargs)

        return guarded

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send to the one sign-in page, with its lock-out and second factor."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise Http404
        return redirect_to_login(request.GET.get("next") or request.build_absolute_uri("/admin/"))

    def get_sidebar_list(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Build the sidebar from what every model's admin says of itself: `section`, `icon`, `position`."""
        from accounts.admin.base import Section  # noqa: PLC0415 - that package registers models with this very site

        home = {"title": _("Overview"), "icon": "dashboard", "link": reverse("admin:index")}
        groups = [(None, [home]), *((section.label, self._entries(request, section)) for section in Section)]
        return [
            {"title": title, "items": self._get_navigation_items(request, items), "collapsible": False}
            for title, items in groups
            if items
        ]

    def _entries(self, request: HttpRequest, section: str) -> list[dict[str, Any]]:
        shown = [
            admin
            for admin in self._registry.values()
            if admin.section == section and admin.in_sidebar and admin.has_module_permission(request)
        ]
        shown.sort(key=lambda admin: (admin.position, str(admin.opts.verbose_name_plural)))
        return [
            {
                "title": capfirst(admin.opts.verbose_name_plural),
                "icon": admin.icon,
                "link": reverse(f"admin:{admin.opts.app_label}_{admin.opts.model_name}_changelist"),
            }
            for admin in shown
        ]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Show what waits for somebody, as far as the reader may see it."""
        cards = import_string("accounts.admin.dashboard.resolve_cards")(request.actor)  # type: ignore[attr-defined]
        return super().index(request, {"dashboard": cards, **(extra_context or {})})


def _has_second_factor(user: Any) -> bool:
    is_mfa_enabled: Callable[[Any], bool] = import_string("allauth.mfa.utils.is_mfa_enabled")
    return is_mfa_enabled(user)
