from django.urls import path

from accounts.api.addresses import AddressDefaultView, AddressListView, AddressView
from accounts.api.organizations import (
    BranchListView,
    MemberListView,
    MemberView,
    OrganizationView,
    SupplierListView,
    SupplierView,
)

app_name = "accounts_api"

urlpatterns = [
    path("organization", OrganizationView.as_view(), name="organization"),
    path("organization/branches", BranchListView.as_view(), name="branch_list"),
    path("organization/members", MemberListView.as_view(), name="member_list"),
    path("organization/members/<str:member_id>", MemberView.as_view(), name="member"),
    path("suppliers", SupplierListView.as_view(), name="supplier_list"),
    path("suppliers/<str:supplier_id>", SupplierView.as_view(), name="supplier"),
    path("addresses", AddressListView.as_view(), name="address_list"),
    path("addresses/<str:address_id>", AddressView.as_view(), name="address"),
    path("addresses/<str:address_id>/make-default", AddressDefaultView.as_view(), name="address_default"),
]
