"""The caller's addresses."""

from __future__ import annotations

from django.urls import reverse
from rest_framework.response import Response

from accounts.api.filters import AddressFilter
from accounts.api.serializers import AddressInput, AddressSerializer
from accounts.selectors.addresses import get_address, list_addresses
from accounts.services.addresses import (
    AddressDetails,
    create_address,
    delete_address,
    set_default_address,
    update_address,
)
from kernel.errors import NotFound
from openplatform.api.base import ActorAPIView, ActorRequest
from openplatform.api.filtering import filtered
from openplatform.api.input import Payload
from openplatform.api.operations import operation

READ, WRITE = "organization.read", "addresses.write"
TAG = "Addresses"


class AddressListView(ActorAPIView):
    """GET, POST /api/v1/addresses"""

    @operation(
        "list_addresses",
        tag=TAG,
        summary="List your company's addresses",
        scope=READ,
        returns=AddressSerializer,
        paged=True,
        filters=AddressFilter,
        refuses=[NotFound],
    )
    def get(self, request: ActorRequest) -> Response:
        """Return the addresses in use."""
        addresses = filtered(request, list_addresses(actor=request.actor), AddressFilter)
        return self.page(addresses, order_by=["id"]).response(lambda address: AddressSerializer(address).data)

    @operation(
        "create_address",
        tag=TAG,
        summary="Add an address",
        scope=WRITE,
        accepts=AddressInput,
        returns=AddressSerializer,
        status=201,
        idempotent=True,
        refuses=[NotFound],
    )
    def post(self, request: ActorRequest) -> Response:
        """Add an address; the first of its kind becomes the default."""
        payload = AddressInput.parse(request)
        address = create_address(actor=request.actor, address=_details(payload), is_default=payload.is_default)
        location = reverse("accounts_api:address", args=[address.public_id])
        return Response(AddressSerializer(address).data, status=201, headers={"Location": location})


class AddressView(ActorAPIView):
    """GET, PUT, DELETE /api/v1/addresses/{id}"""

    @operation(
        "get_address",
        tag=TAG,
        summary="Read one address",
        scope=READ,
        returns=AddressSerializer,
        refuses=[NotFound],
    )
    def get(self, request: ActorRequest, address_id: str) -> Response:
        """Return one address."""
        return Response(AddressSerializer(get_address(actor=request.actor, address_id=address_id)).data)

    @operation(
        "update_address",
        tag=TAG,
        summary="Replace an address",
        scope=WRITE,
        accepts=AddressInput,
        returns=AddressSerializer,
        refuses=[NotFound],
    )
    def put(self, request: ActorRequest, address_id: str) -> Response:
        """Replace an address; documents that were issued keep the copy they have."""
        payload = AddressInput.parse(request)
        address = update_address(
            actor=request.actor, address_id=address_id, address=_details(payload), is_default=payload.is_default
        )
        return Response(AddressSerializer(address).data)

    @operation("delete_address", tag=TAG, summary="Delete an address", scope=WRITE, status=204, refuses=[NotFound])
    def delete(self, request: ActorRequest, address_id: str) -> Response:
        """Take an address out of use."""
        delete_address(actor=request.actor, address_id=address_id)
        return Response(status=204)


class AddressDefaultView(ActorAPIView):
    """POST /api/v1/addresses/{id}/make-default"""

    @operation(
        "make_address_default",
        tag=TAG,
        summary="Use an address unless another is chosen",
        scope=WRITE,
        returns=AddressSerializer,
        refuses=[NotFound],
    )
    def post(self, request: ActorRequest, address_id: str) -> Response:
        """Make an address the default of its kind."""
        return Response(AddressSerializer(set_default_address(actor=request.actor, address_id=address_id)).data)


def _details(payload: Payload) -> AddressDetails:
    return AddressDetails(**{name: value for name, value in payload.items() if name != "is_default"})
