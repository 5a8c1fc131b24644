import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from openplatform.models import ApiClient, ApiCredential
from tests.factories.accounts import BuyerFactory, MembershipFactory, SupplierFactory
from tests.factories.openplatform import api_client

pytestmark = pytest.mark.django_db
FACES = {"openplatform": BuyerFactory, "seller_openplatform": SupplierFactory}


def visitor(membership) -> Client:
    client = Client()
    client.force_login(membership.user)
    return client


@pytest.fixture(params=FACES)
def face(request) -> str:
    return request.param


@pytest.fixture
def membership(face: str):
    return MembershipFactory(organization=FACES[face]())


def test_list_shows_the_companys_clients_and_nobody_elses(face: str, membership):
    api_client(membership.organization)
    api_client(FACES[face]()).client.__class__.objects.exclude(organization=membership.organization).update(
        name="Foreign"
    )

    page = visitor(membership).get(reverse(f"{face}:clients"))

    assert page.status_code == 200
    assert b"ERP" in page.content
    assert b"Foreign" not in page.content


def test_new_client_shows_its_secret_once(face: str, membership):
    client = visitor(membership)
    form = {"name": "SAP", "kind": "api_key", "scopes": ["organization.read"], "allowed_networks": "10.0.0.0/8\n"}

    page = client.post(reverse(f"{face}:client_create"), form)

    secret = re.search(rb"ts_live_[\w-]{43}", page.content)[0]
    made = ApiClient.objects.get()
    detail = client.get(reverse(f"{face}:client", args=[made.public_id]))
    assert page["Cache-Control"] == "no-store"
    assert (made.name, made.scopes, made.allowed_networks) == ("SAP", ["organization.read"], ["10.0.0.0/8"])
    assert made.organization == membership.organization
    assert secret not in detail.content
    assert secret[:14] in detail.content


@pytest.mark.parametrize(
    ("change", "field"), [({"scopes": []}, "scopes"), ({"scopes": ["staff"]}, "scopes"), ({"name": ""}, "name")]
)
def test_form_is_shown_again_with_what_is_wrong(face: str, membership, change: dict, field: str):
    form = {"name": "SAP", "kind": "api_key", "scopes": ["organization.read"], "allowed_networks": ""} | change

    page = visitor(membership).post(reverse(f"{face}:client_create"), form)

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert ApiClient.objects.count() == 0


def test_malformed_network_is_named_on_the_form(face: str, membership):
    form = {"name": "SAP", "kind": "api_key", "scopes": ["organization.read"], "allowed_networks": "10.0.0.0/99"}

    page = visitor(membership).post(reverse(f"{face}:client_create"), form)

    assert list(page.context["form"].errors) == ["allowed_networks"]


@pytest.mark.parametrize("kind", ["client_secret", "api_key"])
def test_rotation_shows_the_new_secret(face: str, membership, kind: str):
    issued = api_client(membership.organization)

    page = visitor(membership).post(reverse(f"{face}:rotate_{kind}", args=[issued.client.public_id]))

    assert page.status_code == 200
    assert re.search(rb"ts_(live|secret)_[\w-]{43}", page.content)
    assert ApiCredential.objects.count() == 2


def test_change_and_revoke_stay_in_the_face(face: str, membership):
    issued, client = api_client(membership.organization), visitor(membership)
    page_url = reverse(f"{face}:client", args=[issued.client.public_id])

    saved = client.post(page_url, {"name": "WMS", "scopes": ["addresses.write"], "allowed_networks": ""})
    revoked = client.post(reverse(f"{face}:client_revoke", args=[issued.client.public_id]))

    issued.client.refresh_from_db()
    assert urlsplit(saved["Location"]).path == page_url
    assert urlsplit(revoked["Location"]).path == reverse(f"{face}:clients")
    assert (issued.client.name, issued.client.scopes, issued.client.status) == ("WMS", ["addresses.write"], "revoked")
    assert client.get(page_url).status_code == 200


def test_stranger_gets_404_and_changes_nothing(face: str, membership):
    issued = api_client(FACES[face]())
    client, client_id = visitor(membership), issued.client.public_id

    answers = [
        client.get(reverse(f"{face}:client", args=[client_id])),
        client.post(reverse(f"{face}:client", args=[client_id]), {"name": "X", "scopes": ["organization.read"]}),
        client.post(reverse(f"{face}:client_revoke", args=[client_id])),
        client.post(reverse(f"{face}:rotate_api_key", args=[client_id])),
        client.post(reverse(f"{face}:secret_revoke", args=[client_id, issued.credential.public_id])),
    ]

    assert {answer.status_code for answer in answers} == {404}
    issued.client.refresh_from_db()
    assert (issued.client.name, issued.client.status, issued.client.credentials.count()) == ("ERP", "active", 1)


def test_member_without_the_permission_gets_403(face: str):
    membership = MembershipFactory(organization=FACES[face](), permissions=["company.view"])

    assert visitor(membership).get(reverse(f"{face}:clients")).status_code == 403


def test_other_face_is_closed():
    buyer = MembershipFactory(organization=BuyerFactory())

    assert visitor(buyer).get(reverse("seller_openplatform:clients")).status_code == 404


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_documentation_loads_nothing_from_elsewhere(client: Client, language: str):
    page = client.get("/api/v1/docs", headers={"Accept-Language": language})

    assert page.status_code == 200
    assert not re.search(rb'(?:src|href)="(?:https?:)?//', page.content)
    assert b"<style" not in page.content
    assert not re.search(rb"<script(?![^>]*src=)", page.content)
