import re
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.test import Client
from oauth2_provider.models import get_access_token_model

from kernel.actors import Actor
from kernel.errors import Forbidden, InvalidInput, NotFound
from openplatform.enums import CredentialKind
from openplatform.errors import TooManySecrets, UnknownScope
from openplatform.models import ApiClient, ApiCredential
from openplatform.selectors import credentials
from openplatform.selectors.clients import get_client, list_clients
from openplatform.selectors.credentials import identify
from openplatform.services.clients import (
    create_client,
    issue_secret,
    revoke_client,
    revoke_secret,
    rotate_secret,
    update_client,
)
from tests.factories.accounts import BuyerFactory, MembershipFactory, SupplierFactory, buyer_actor, staff_actor
from tests.factories.openplatform import api_client, bearer

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.openplatform.sample")]
NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def admin() -> Actor:
    return buyer_actor()


def make(actor: Actor, **values):
    return create_client(
        actor=actor, now=NOW, **{"name": "ERP", "scopes": ["sample.read"], "kind": CredentialKind.API_KEY} | values
    )


def opens(client: Client, secret: str) -> int:
    credentials.forget_identities()
    return client.get("/api/v1/things", headers=bearer(secret)).status_code


def test_secret_is_shown_once_and_stored_as_its_hash(admin: Actor):
    issued = make(admin)

    stored = ApiCredential.objects.values().get()
    assert re.fullmatch(r"ts_live_[\w-]{43}", issued.secret)
    assert issued.secret not in str(stored)
    assert stored["prefix"] == issued.secret[:14]
    assert issued.client.organization_id == admin.organization_id
    assert issued.client.created_by_id == admin.user_id


def test_key_acts_for_its_company_within_its_scopes(admin: Actor):
    issued = make(admin, scopes=["organization.read"])

    actor = identify(issued.secret).actor

    assert (actor.organization_id, actor.user_id, actor.client_id) == (admin.organization_id, None, issued.client.pk)
    assert actor.has("company.view")
    assert not actor.has("api_key.manage")
    assert actor.channel == "api"
    assert not actor.is_platform


def test_identifying_costs_one_statement_and_then_none(admin: Actor, django_assert_num_queries):
    issued = make(admin)

    with django_assert_num_queries(1):
        identify(issued.secret)
        identify(issued.secret)


def test_scope_that_was_not_given_is_refused(client: Client, admin: Actor):
    issued = make(admin, scopes=["organization.read"])

    response = client.get("/api/v1/things", headers=bearer(issued.secret))

    assert (response.status_code, response.json()["code"]) == (403, "insufficient_scope")
    assert response.json()["scope"] == "sample.read"


@pytest.mark.parametrize("scopes", [["nonsense"], ["sample.read", "nonsense"]])
def test_unknown_scope_is_refused_and_nothing_is_made(admin: Actor, scopes: list[str]):
    with pytest.raises(UnknownScope):
        make(admin, scopes=scopes)

    assert ApiClient.objects.count() == 0


def test_nobody_grants_more_than_he_holds():
    actor = buyer_actor(permissions=["api_key.manage", "company.view"])

    with pytest.raises(UnknownScope):
        make(actor, scopes=["addresses.write"])


def test_managing_needs_the_permission():
    actor = buyer_actor(permissions=["company.view"])

    with pytest.raises(Forbidden):
        make(actor)
    with pytest.raises(Forbidden):
        list_clients(actor=actor)


@pytest.mark.parametrize("networks", [["nonsense"], ["10.0.0.0/33"]])
def test_malformed_network_is_refused(admin: Actor, networks: list[str]):
    with pytest.raises(InvalidInput):
        make(admin, allowed_networks=networks)


@pytest.mark.parametrize(("address", "status"), [("10.1.2.3", 200), ("10.2.0.1", 403), ("nonsense", 403)])
def test_client_bound_to_addresses_calls_from_nowhere_else(admin: Actor, address: str, status: int):
    issued = make(admin, allowed_networks=["10.1.0.0/16"])

    response = Client(REMOTE_ADDR=address).get("/api/v1/things", headers=bearer(issued.secret))

    assert response.status_code == status


def test_forwarded_address_is_believed_only_from_our_proxies(admin: Actor, settings):
    issued = make(admin, allowed_networks=["10.1.0.0/16"])
    spoofed = bearer(issued.secret) | {"X-Forwarded-For": "10.1.0.1, 203.0.113.9"}

    direct = Client(REMOTE_ADDR="203.0.113.9").get("/api/v1/things", headers=spoofed).status_code
    settings.TRUSTED_PROXY_COUNT = 1
    through_proxy = Client(REMOTE_ADDR="10.1.0.1").get("/api/v1/things", headers=spoofed).status_code

    assert (direct, through_proxy) == (403, 403)


def test_company_that_may_not_trade_is_refused(client: Client):
    issued = api_client(BuyerFactory(suspended=True))

    response = client.get("/api/v1/things", headers=bearer(issued.secret))

    assert (response.status_code, response.json()["code"]) == (403, "organization_not_active")


@pytest.mark.parametrize("header", ["Bearer x", "Bearer ts_live_x", "Bearer ", "Bearer ts_live_\udc80"])
def test_wrong_tokens_open_nothing(client: Client, header: str):
    response = client.get("/api/v1/things", headers={"Authorization": header.encode("utf-8", "replace").decode()})

    assert (response.status_code, response.json()["code"]) == (401, "invalid_credentials")


def test_expired_key_opens_nothing(client: Client, admin: Actor):
    issued = make(admin)
    late = issue_secret(
        actor=admin,
        client_id=issued.client.public_id,
        kind=CredentialKind.API_KEY,
        now=NOW,
        expires_at=NOW - timedelta(seconds=1),
    )

    assert (opens(client, issued.secret), opens(client, late.secret)) == (200, 401)


def test_two_secrets_of_a_kind_may_live_at_once_and_no_third(client: Client, admin: Actor):
    first = make(admin)
    second = issue_secret(actor=admin, client_id=first.client.public_id, kind=CredentialKind.API_KEY, now=NOW)

    with pytest.raises(TooManySecrets):
        issue_secret(actor=admin, client_id=first.client.public_id, kind=CredentialKind.API_KEY, now=NOW)

    assert (opens(client, first.secret), opens(client, second.secret)) == (200, 200)


def test_rotation_lets_the_old_secret_live_until_the_overlap_is_over(client: Client, admin: Actor):
    first = make(admin)

    second = rotate_secret(
        actor=admin,
        client_id=first.client.public_id,
        kind=CredentialKind.API_KEY,
        now=NOW,
        overlap=timedelta(hours=1),
    )

    assert (opens(client, first.secret), opens(client, second.secret)) == (200, 200)
    old = ApiCredential.objects.get(prefix=first.secret[:14])
    assert (old.is_live(NOW), old.is_live(NOW + timedelta(hours=1))) == (True, False)


def test_second_rotation_ends_the_oldest_at_once(client: Client, admin: Actor):
    first = make(admin)
    rotate = {"actor": admin, "client_id": first.client.public_id, "kind": CredentialKind.API_KEY}
    second = rotate_secret(**rotate, now=NOW)

    third = rotate_secret(**rotate, now=NOW + timedelta(seconds=1))

    assert [opens(client, each.secret) for each in (first, second, third)] == [401, 200, 200]


def test_revoked_secret_is_dead_and_the_other_lives(client: Client, admin: Actor):
    first = make(admin)
    second = rotate_secret(actor=admin, client_id=first.client.public_id, kind=CredentialKind.API_KEY, now=NOW)

    revoke_secret(
        actor=admin,
        client_id=first.client.public_id,
        credential_id=first.credential.public_id,
        now=datetime.now(UTC),
    )

    assert (opens(client, first.secret), opens(client, second.secret)) == (401, 200)


@pytest.mark.django_db(transaction=True)
def test_revoked_client_is_dead_within_five_seconds_in_every_process(client: Client, monkeypatch):
    admin = buyer_actor()
    issued = make(admin)
    assert client.get("/api/v1/things", headers=bearer(issued.secret)).status_code == 200
    clock = [1000.0]
    monkeypatch.setattr(credentials.time, "monotonic", lambda: clock[0])
    credentials.forget_identities()
    identify(issued.secret)
    another_process = dict(credentials._remembered)

    revoke_client(actor=admin, client_id=issued.client.public_id, now=datetime.now(UTC))
    at_once = identify(issued.secret)
    credentials._remembered.update(another_process)
    clock[0] += 5

    assert at_once is identify(issued.secret) is None


def test_scope_taken_away_is_gone_from_the_key(client: Client, admin: Actor):
    issued = make(admin)

    update_client(
        actor=admin,
        client_id=issued.client.public_id,
        name="ERP",
        scopes=["organization.read"],
        allowed_networks=[],
    )

    assert opens(client, issued.secret) == 403


def test_strangers_do_not_see_a_client(admin: Actor):
    issued, stranger = make(admin), buyer_actor()

    assert list(list_clients(actor=stranger)) == []
    for attempt in (
        lambda: get_client(actor=stranger, client_id=issued.client.public_id),
        lambda: revoke_client(actor=stranger, client_id=issued.client.public_id, now=NOW),
        lambda: rotate_secret(actor=stranger, client_id=issued.client.public_id, kind=CredentialKind.API_KEY, now=NOW),
    ):
        with pytest.raises(NotFound):
            attempt()
    issued.client.refresh_from_db()
    assert issued.client.is_active
    assert issued.client.credentials.count() == 1


def test_staff_may_revoke_any_client(client: Client, admin: Actor):
    issued = make(admin)

    revoke_client(actor=staff_actor(), client_id=issued.client.public_id, now=datetime.now(UTC))

    assert opens(client, issued.secret) == 401


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_for_one_and_three_clients(admin: Actor, count: int, django_assert_num_queries):
    for _ in range(count):
        make(admin)

    with django_assert_num_queries(2):
        found = [(each.name, len(each.credentials.all()), each.created_by.name) for each in list_clients(actor=admin)]

    assert len(found) == count


def test_last_use_is_noted_once_a_minute_and_is_no_change_of_the_client(client: Client, admin: Actor):
    issued = make(admin)
    history = apps.get_model("openplatform", "ApiClientEvent").objects

    opens(client, issued.secret)
    first = ApiClient.objects.get().last_used_at
    opens(client, issued.secret)

    assert first is not None
    assert ApiClient.objects.get().last_used_at == first
    assert history.count() == 1


# OAuth


def token(client: Client, issued, **form):
    body = {"grant_type": "client_credentials"} | form
    return client.post(
        "/api/v1/oauth/token",
        "&".join(f"{name}={value}" for name, value in body.items()),
        content_type="application/x-www-form-urlencoded",
        headers=basic(issued.client.application.client_id, issued.secret) if issued else {},
    )


def basic(name: str, secret: str) -> dict[str, str]:
    import base64

    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{secret}".encode()).decode()}


@pytest.fixture
def oauth(admin: Actor):
    return make(admin, kind=CredentialKind.CLIENT_SECRET, scopes=["sample.read", "organization.read"])


def test_client_credentials_open_the_api_for_an_hour(client: Client, oauth):
    answer = token(client, oauth)

    assert answer.status_code == 200
    body = answer.json()
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 3600)
    assert set(body["scope"].split()) == {"sample.read", "organization.read"}
    assert answer["Cache-Control"] == "no-store"
    assert opens(client, body["access_token"]) == 200


def test_access_token_is_stored_as_its_checksum_only(client: Client, oauth):
    secret = token(client, oauth).json()["access_token"]

    assert secret not in str(get_access_token_model().objects.values().get())


def test_credentials_may_come_in_the_body(client: Client, oauth):
    answer = client.post(
        "/api/v1/oauth/token",
        {
            "grant_type": "client_credentials",
            "client_id": oauth.client.application.client_id,
            "client_secret": oauth.secret,
        },
        content_type="application/x-www-form-urlencoded",
    )
    form = token(client, None, client_id=oauth.client.application.client_id, client_secret=oauth.secret)

    assert answer.status_code in (400, 401)
    assert form.status_code == 200


def test_client_may_ask_for_fewer_scopes_but_not_for_more(client: Client, oauth):
    fewer, more = token(client, oauth, scope="organization.read"), token(client, oauth, scope="sample.write")

    assert fewer.json()["scope"] == "organization.read"
    assert opens(client, fewer.json()["access_token"]) == 403
    assert (more.status_code, more.json()["error"]) == (400, "invalid_scope")


@pytest.mark.parametrize("grant", ["password", "authorization_code", "refresh_token", "implicit", "nonsense"])
def test_no_other_grant_is_known(client: Client, oauth, grant: str):
    answer = token(client, oauth, grant_type=grant)

    assert answer.status_code in (400, 401)
    assert get_access_token_model().objects.count() == 0


def test_wrong_secret_opens_nothing(client: Client, oauth):
    headers = basic(oauth.client.application.client_id, "ts_secret_wrong")

    answer = client.post(
        "/api/v1/oauth/token",
        "grant_type=client_credentials",
        content_type="application/x-www-form-urlencoded",
        headers=headers,
    )

    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_the_applications_own_secret_column_opens_nothing(client: Client, oauth):
    stored = oauth.client.application.client_secret

    answer = token(client, None, client_id=oauth.client.application.client_id, client_secret=stored)

    assert stored.startswith("openplatform_sha256$")
    assert answer.status_code == 401


def test_api_key_is_no_client_secret_and_the_reverse(client: Client, admin: Actor, oauth):
    key = issue_secret(actor=admin, client_id=oauth.client.public_id, kind=CredentialKind.API_KEY, now=NOW)

    answer = token(client, None, client_id=oauth.client.application.client_id, client_secret=key.secret)

    assert answer.status_code == 401
    assert (opens(client, key.secret), opens(client, oauth.secret)) == (200, 401)


def test_tokens_end_with_the_client(client: Client, admin: Actor, oauth):
    secret = token(client, oauth).json()["access_token"]

    revoke_client(actor=admin, client_id=oauth.client.public_id, now=datetime.now(UTC))

    assert opens(client, secret) == 401
    assert token(client, oauth).status_code == 401


def test_both_secrets_work_during_a_rotation(client: Client, admin: Actor, oauth):
    second = rotate_secret(actor=admin, client_id=oauth.client.public_id, kind=CredentialKind.CLIENT_SECRET, now=NOW)

    assert (token(client, oauth).status_code, token(client, second).status_code) == (200, 200)


def test_token_in_the_query_string_opens_nothing(client: Client, oauth):
    secret = token(client, oauth).json()["access_token"]

    assert client.get(f"/api/v1/things?access_token={secret}").status_code == 401


def test_supplier_cannot_get_what_only_buyers_use(client: Client):
    issued = api_client(SupplierFactory(), scopes=["sample.read"])

    assert identify(issued.secret).actor.permissions == {"company.view"}


def test_person_in_session_needs_a_csrf_token():
    membership = MembershipFactory()
    client = Client(enforce_csrf_checks=True)
    client.force_login(membership.user)

    response = client.post("/api/v1/things", "{}", content_type="application/json", headers={"Idempotency-Key": "k"})

    assert (response.status_code, response.json()["code"]) == (403, "forbidden")
