"""Where a company receives goods and bills."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.faces import ActorFormView, CompanyView, PageRequest
from accounts.forms.company import AddressForm
from accounts.forms.fields import COUNTRIES
from accounts.permissions import CompanyPermission
from accounts.selectors.addresses import get_address, list_addresses
from accounts.services.addresses import create_address, delete_address, set_default_address, update_address


class AddressListView(CompanyView):
    """GET …/addresses/"""

    template_name = "storefront/account/address_list.html"
    permission = CompanyPermission.VIEW_ADDRESS

    def get(self, request: PageRequest) -> HttpResponse:
        actor = request.actor
        return self.page(
            addresses=list_addresses(actor=actor),
            may_create=actor.has(CompanyPermission.CREATE_ADDRESS),
            may_update=actor.has(CompanyPermission.UPDATE_ADDRESS),
            may_delete=actor.has(CompanyPermission.DELETE_ADDRESS),
        )


class AddressFormView(ActorFormView, CompanyView):
    """What adding and changing an address have in common."""

    template_name = "storefront/account/address.html"
    form_class = AddressForm

    def get_context(self) -> dict[str, Any]:
        return {"foreign": " ".join(code for code, _name in COUNTRIES if code != "CN")}

    def get(self, request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form; to htmx only the linked choices of regions, as far as they are chosen."""
        if request.htmx:
            form = AddressForm(initial={level: request.GET.get(level, "") for level in AddressForm.levels})
            return self.page("storefront/account/_region_fields.html", form=form)
        return super().get(request, *args, **kwargs)


class AddressCreateView(AddressFormView):
    """GET, POST …/addresses/new/"""

    permission = CompanyPermission.CREATE_ADDRESS

    def get_context(self) -> dict[str, Any]:
        return {"heading": _("New address"), **super().get_context()}

    def submit(self, form: AddressForm) -> HttpResponse:
        create_address(actor=self.request.actor, address=form.address(), is_default=form.cleaned_data["is_default"])
        return self.done("account:address_list", message=_("The address was added."))


class AddressView(AddressFormView):
    """GET, POST …/addresses/{id}/"""

    permission = CompanyPermission.UPDATE_ADDRESS

    def get_form_kwargs(self) -> dict[str, Any]:
        address = get_address(actor=self.request.actor, address_id=self.kwargs["address_id"])
        stored = {column: getattr(address, column, None) for column in AddressForm.base_fields}
        return {"initial": {**stored, **AddressForm.region_initial(address.region_code)}}

    def get_context(self) -> dict[str, Any]:
        return {"heading": _("Edit address"), **super().get_context()}

    def submit(self, form: AddressForm) -> HttpResponse:
        update_address(
            actor=self.request.actor,
            address_id=self.kwargs["address_id"],
            address=form.address(),
            is_default=form.cleaned_data["is_default"],
        )
        return self.done("account:address_list", message=_("Saved."))


class AddressDefaultView(CompanyView):
    """POST …/addresses/{id}/default/"""

    def post(self, request: PageRequest, address_id: str) -> HttpResponse:
        set_default_address(actor=request.actor, address_id=address_id)
        return self.done("account:address_list", message=_("This is now the default address."))


class AddressDeleteView(CompanyView):
    """POST …/addresses/{id}/delete/"""

    def post(self, request: PageRequest, address_id: str) -> HttpResponse:
        delete_address(actor=request.actor, address_id=address_id)
        return self.done("account:address_list", message=_("The address was deleted."))
