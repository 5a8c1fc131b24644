"""The caller's company, its branches and members, and the suppliers one can buy from."""

from __future__ import annotations

from django.utils import timezone
from rest_framework.response import Response

from accounts.api.filters import SupplierFilter
from accounts.api.serializers import (
    MemberSerializer,
    OrganizationSerializer,
    SupplierDetailSerializer,
    SupplierSerializer,
)
from accounts.selectors.memberships import get_member, list_members
from accounts.selectors.organizations import get_own_organization, list_branches, list_suppliers
from accounts.selectors.profiles import get_supplier_profile
from kernel.errors import NotFound
from openplatform.api.base import ActorAPIView, ActorRequest
from openplatform.api.filtering import filtered
from openplatform.api.operations import operation

READ = "organization.read"
TAG = "Organizations"


class OrganizationView(ActorAPIView):
    """GET /api/v1/organization"""

    @operation("get_organization", tag=TAG, summary="Read your company", scope=READ, returns=OrganizationSerializer)
    def get(self, request: ActorRequest) -> Response:
        """Return the caller's own company."""
        return Response(OrganizationSerializer(get_own_organization(actor=request.actor)).data)


class BranchListView(ActorAPIView):
    """GET /api/v1/organization/branches"""

    @operation(
        "list_branches",
        tag=TAG,
        summary="List your company's branches",
        scope=READ,
        returns=OrganizationSerializer,
        paged=True,
        refuses=[NotFound],
    )
    def get(self, request: ActorRequest) -> Response:
        """Return everything below the caller's company."""
        branches = list_branches(actor=request.actor)
        return self.page(branches, order_by=["id"]).response(lambda branch: OrganizationSerializer(branch).data)


class MemberListView(ActorAPIView):
    """GET /api/v1/organization/members"""

    @operation(
        "list_members",
        tag=TAG,
        summary="List your company's members",
        scope=READ,
        returns=MemberSerializer,
        paged=True,
        refuses=[NotFound],
    )
    def get(self, request: ActorRequest) -> Response:
        """Return the members of the caller's company."""
        members = list_members(actor=request.actor)
        return self.page(members, order_by=["id"]).response(lambda member: MemberSerializer(member).data)


class MemberView(ActorAPIView):
    """GET /api/v1/organization/members/{id}"""

    @operation(
        "get_member",
        tag=TAG,
        summary="Read one member of your company",
        scope=READ,
        returns=MemberSerializer,
        refuses=[NotFound],
    )
    def get(self, request: ActorRequest, member_id: str) -> Response:
        """Return one member."""
        return Response(MemberSerializer(get_member(actor=request.actor, member_id=member_id)).data)


class SupplierListView(ActorAPIView):
    """GET /api/v1/suppliers"""

    @operation(
        "list_suppliers",
        tag=TAG,
        summary="List suppliers",
        scope=READ,
        returns=SupplierSerializer,
        paged=True,
        filters=SupplierFilter,
    )
    def get(self, request: ActorRequest) -> Response:
        """Return the active suppliers."""
        suppliers = filtered(request, list_suppliers(actor=request.actor), SupplierFilter)
        return self.page(suppliers, order_by=["id"]).response(lambda supplier: SupplierSerializer(supplier).data)


class SupplierView(ActorAPIView):
    """GET /api/v1/suppliers/{id}"""

    @operation(
        "get_supplier",
        tag=TAG,
        summary="Read one supplier with its certificates and ESG figures",
        scope=READ,
        returns=SupplierDetailSerializer,
        refuses=[NotFound],
    )
    def get(self, request: ActorRequest, supplier_id: str) -> Response:
        """Return one supplier."""
        profile = get_supplier_profile(actor=request.actor, supplier_id=supplier_id, on=timezone.localdate())
        return Response(SupplierDetailSerializer(profile).data)
