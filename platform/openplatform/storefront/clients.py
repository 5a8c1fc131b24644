"""A company's API clients: which systems may call in its name, with what rights and secrets."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.faces import ActorFormView, CompanyView, PageRequest
from accounts.permissions import CompanyPermission
from openplatform.enums import CredentialKind
from openplatform.forms import ClientForm, NewClientForm
from openplatform.scopes import scope_labels
from openplatform.selectors.clients import get_client, list_clients
from openplatform.services.clients import (
    IssuedSecret,
    create_client,
    revoke_client,
    revoke_secret,
    rotate_secret,
    update_client,
)


class ClientsView(CompanyView):
    """What the pages about API clients have in common."""

    permission = CompanyPermission.MANAGE_API_KEY

    def show_secret(self, issued: IssuedSecret) -> HttpResponse:
        """Show a new secret, this once: it is kept in no session, cache or history."""
        response = self.page("storefront/openplatform/secret.html", issued=issued, client=issued.client)
        response["Cache-Control"] = "no-store"
        return response


class ClientListView(ClientsView):
    """GET …/api-clients/"""

    template_name = "storefront/openplatform/client_list.html"

    def get(self, request: PageRequest) -> HttpResponse:
        """Show the company's clients."""
        return self.page(clients=list_clients(actor=request.actor))


class ClientCreateView(ActorFormView, ClientsView):
    """GET, POST …/api-clients/new/"""

    template_name = "storefront/openplatform/client_form.html"
    form_class = NewClientForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the scopes that the person may give."""
        return {"actor": self.request.actor}

    def get_context(self) -> dict[str, Any]:
        """Name the page."""
        return {"heading": _("New API client"), "submit": _("Create and show the secret")}

    def submit(self, form: NewClientForm) -> HttpResponse:
        """Create the client and show its secret."""
        issued = create_client(
            actor=self.request.actor,
            name=form.cleaned_data["name"],
            scopes=form.cleaned_data["scopes"],
            allowed_networks=form.cleaned_data["allowed_networks"],
            kind=CredentialKind(form.cleaned_data["kind"]),
            now=timezone.now(),
        )
        return self.show_secret(issued)


class ClientView(ActorFormView, ClientsView):
    """GET, POST …/api-clients/{id}/"""

    template_name = "storefront/openplatform/client.html"
    form_class = ClientForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Start from what is stored."""
        client = self.client = get_client(actor=self.request.actor, client_id=self.kwargs["client_id"])
        initial = {
            "name": client.name,
            "scopes": client.scopes,
            "allowed_networks": "\n".join(client.allowed_networks),
        }
        return {"actor": self.request.actor, "initial": initial}

    def get_context(self) -> dict[str, Any]:
        """Show the client with its secrets."""
        now = timezone.now()
        secrets = [(each, each.is_live(now)) for each in self.client.credentials.all()]
        return {
            "client": self.client,
            "secrets": secrets,
            "kinds": sorted({each.kind for each, _is_live in secrets}),
            "scope_labels": scope_labels(self.client.scopes),
        }

    def submit(self, form: ClientForm) -> HttpResponse:
        """Save the changes."""
        update_client(actor=self.request.actor, client_id=self.kwargs["client_id"], **form.cleaned_data)
        return self.done("openplatform:client", self.kwargs["client_id"], message=_("Saved."))


class SecretRotateView(ClientsView):
    """POST …/api-clients/{id}/rotate/{kind}/"""

    def post(self, request: PageRequest, client_id: str, kind: str) -> HttpResponse:
        """Issue a new secret beside the old one and show it."""
        issued = rotate_secret(actor=request.actor, client_id=client_id, kind=CredentialKind(kind), now=timezone.now())
        return self.show_secret(issued)


class SecretRevokeView(ClientsView):
    """POST …/api-clients/{id}/secrets/{id}/revoke/"""

    def post(self, request: PageRequest, client_id: str, credential_id: str) -> HttpResponse:
        """End one secret."""
        revoke_secret(actor=request.actor, client_id=client_id, credential_id=credential_id, now=timezone.now())
        return self.done("openplatform:client", client_id, message=_("The secret works no more."))


class ClientRevokeView(ClientsView):
    """POST …/api-clients/{id}/revoke/"""

    def post(self, request: PageRequest, client_id: str) -> HttpResponse:
        """End the client."""
        revoke_client(actor=request.actor, client_id=client_id, now=timezone.now())
        return self.done("openplatform:clients", message=_("The client was revoked. Nothing it holds works any more."))
