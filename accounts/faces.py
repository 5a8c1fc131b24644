"""
The floor under every page of the storefront and the seller office: who may come in, and what a refusal looks like.

A page is a subclass of one of four doors, parses its request, makes one service or selector call and renders:

    class OrderListView(BuyerView):
        template_name = "storefront/orders/list.html"
        permission = OrdersPermission.VIEW_OWN

        def get(self, request: PageRequest) -> HttpResponse:
            return self.page(orders=list_orders(actor=request.actor))

* `PublicView`: anybody. `PersonView`: whoever is signed in. `BuyerView`: a member of a company that buys; `SellerView`: of one that sells.
* A visitor is sent to sign in. A company without a right to the face gets 404; a role without the `permission`, 403.
* A `DomainError` raised below becomes the error page of its status when reading. When writing, it becomes a message on the page
  the person came from, or, in an `ActorFormView`, a sentence on the form.
"""

from __future__ import annotations

import json
from enum import StrEnum
from http import HTTPStatus
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views import View
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from accounts.enums import OrganizationKind
from accounts.models import Impersonation, Organization, User
from kernel.actors import Actor
from kernel.errors import DomainError, Forbidden, InvalidInput, NotAuthenticated, NotFound

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
REFUSAL_TEMPLATE = "refusal.html"


class Face(StrEnum):
    """The two faces that customers see; the page frame is `<face>/base.html`."""

    STOREFRONT = "storefront"
    SELLER = "seller"


class PageRequest(HttpRequest):
    """A request as the middleware of accounts leaves it."""

    user: User
    actor: Actor
    organization: Organization | None
    impersonation: Impersonation | None
    htmx: HtmxDetails


class ActorView(View):
    """A page that knows who is asking; use one of the doors below."""

    request: PageRequest
    face: Face = Face.STOREFRONT
    template_name: ClassVar[str] = ""
    # The frame that `{% extends base_template %}` means, below the folder of the face.
    frame: ClassVar[str] = "base.html"
    permission: ClassVar[str | None] = None
    # Also for visitors who have not signed in.
    is_public: ClassVar[bool] = False

    def dispatch(self, request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """Let in whom the door admits, and turn refusals into pages."""
        if not self.is_public and not request.actor.is_authenticated:
            return _to_login(request)
        try:
            self.ensure_admitted()
            return super().dispatch(request, *args, **kwargs)
        except DomainError as refusal:
            return self.refused(refusal)

    def ensure_admitted(self) -> None:
        """
        Refuse whom this page is not for.

        :raises NotFound: when the actor's company has no right to this face.
        :raises Forbidden: when the actor's role lacks `permission`.
        """
        if self.permission is not None:
            self.request.actor.require(self.permission)

    def page(self, template: str | None = None, *, status: int = HTTPStatus.OK, **context: Any) -> HttpResponse:
        """Render the page's template inside the frame of its face."""
        context = {"face": self.face.value, "base_template": f"{self.face.value}/{self.frame}", **context}
        return render(self.request, template or self.template_name, context, status=status)

    def done(self, url_name: str, *args: object, message: str | Promise = "") -> HttpResponse:
        """Redirect after a successful write, with a message for the next page; names resolve inside the current face."""
        if message:
            messages.success(self.request, str(message))
        return self.go(self.url(url_name, *args))

    def go(self, url: str) -> HttpResponse:
        """Redirect, also when htmx asked."""
        return HttpResponseClientRedirect(url) if self.request.htmx else HttpResponseRedirect(url)

    def url(self, url_name: str, *args: object) -> str:
        """Reverse a name inside the current face: `account:member_list` stays in the seller office when asked from there."""
        match = self.request.resolver_match
        return reverse(url_name, args=args, current_app=match.namespace if match else None)

    def refused(self, refusal: DomainError) -> HttpResponseBase:
        """Return the answer to a refusal: 404 and 403 as pages, anything else as a message where the person was."""
        if isinstance(refusal, NotAuthenticated):
            return _to_login(self.request)
        if isinstance(refusal, NotFound):
            raise Http404(refusal.detail) from refusal
        if isinstance(refusal, Forbidden):
            raise PermissionDenied(refusal.detail) from refusal
        if self.request.method in SAFE_METHODS:
            return self.page(REFUSAL_TEMPLATE, status=int(refusal.status), refusal=refusal)
        if self.request.htmx:
            return _toast(refusal)
        messages.error(self.request, refusal.detail)
        return redirect(self._came_from())

    def _came_from(self) -> str:
        referer = self.request.headers.get("Referer", "")
        is_ours = url_has_allowed_host_and_scheme(
            referer, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )
        return referer if is_ours else reverse("account:home")


class PublicView(ActorView):
    """A page for anybody, signed in or not."""

    is_public = True


class PersonView(ActorView):
    """A page about the person: open to whoever is signed in, in whatever company or none."""

    frame = "account/base.html"


class BuyerView(ActorView):
    """A page of the storefront for members of a company that buys."""

    face = Face.STOREFRONT

    def ensure_admitted(self) -> None:
        """Refuse whoever is not in a buying company."""
        if self.request.organization is None or not self.request.organization.can_buy:
            raise NotFound
        super().ensure_admitted()


class SellerView(ActorView):
    """A page of the seller office, for members of a company that sells."""

    face = Face.SELLER

    def ensure_admitted(self) -> None:
        """Refuse whoever is not in a selling company."""
        if self.request.organization is None or not self.request.organization.can_sell:
            raise NotFound
        super().ensure_admitted()


class CompanyView(ActorView):
    """A page of a company that both faces have; `as_view(face=…)` says which one this is."""

    frame = "account/base.html"

    def ensure_admitted(self) -> None:
        """Refuse whoever is not in a company of this face; one that neither buys nor sells has the storefront's."""
        company = self.request.organization
        if company is None:
            raise NotFound
        is_elsewhere = company.can_sell or company.kind == OrganizationKind.PLATFORM
        is_of_face = company.can_sell if self.face == Face.SELLER else company.can_buy or not is_elsewhere
        if not is_of_face:
            raise NotFound
        super().ensure_admitted()


class ActorFormView(ActorView):
    """
    A page around one form: `submit()` makes the one service call and redirects; a refusal appears on the form.

    Combine with a door: `class AddressCreateView(ActorFormView, CompanyView)`.
    """

    form_class: ClassVar[type[BaseForm]]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return what the form is made with, besides the data."""
        return {}

    def get_context(self) -> dict[str, Any]:
        """Return what the template needs besides the form."""
        return {}

    def submit(self, form: Any) -> HttpResponse:
        """Call the service with a valid form's data and return where to go."""
        raise NotImplementedError

    def get(self, request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        return self.show(self.form_class(**self.get_form_kwargs()))

    def post(self, request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Carry out a valid form; show it again with what is wrong otherwise."""
        form = self.form_class(data=request.POST, files=request.FILES, **self.get_form_kwargs())
        if not form.is_valid():
            return self.show(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            return self.submit(form)
        except (NotFound, Forbidden, NotAuthenticated):
            raise
        except DomainError as refusal:
            add_refusal(form, refusal)
            return self.show(form, status=refusal.status)

    def show(self, form: BaseForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
        """Render the form."""
        return self.page(status=int(status), form=form, **self.get_context())


def add_refusal(form: BaseForm, refusal: DomainError) -> None:
    """Put a refusal on a form: at its fields where it names them, above the form otherwise."""
    errors = refusal.params.get("errors") if isinstance(refusal, InvalidInput) else None
    if not isinstance(errors, dict):
        form.add_error(None, refusal.detail)
        return
    for field, sentences in errors.items():
        for sentence in [sentences] if isinstance(sentences, str | Promise) else sentences:
            form.add_error(field if field in form.fields else None, str(sentence))


def _to_login(request: HttpRequest) -> HttpResponse:
    response = redirect_to_login(request.get_full_path())
    is_partial = getattr(request, "htmx", False)
    return HttpResponseClientRedirect(response.url) if is_partial else response


def _toast(refusal: DomainError) -> HttpResponse:
    """Answer htmx with a message and nothing to swap."""
    event = {"toast": {"tone": "danger", "message": refusal.detail or str(_("The request could not be carried out."))}}
    headers = {"HX-Trigger": json.dumps(event), "HX-Reswap": "none"}
    return HttpResponse(status=int(refusal.status), headers=headers)
