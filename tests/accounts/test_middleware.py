from datetime import timedelta

import pytest
from django.http import HttpResponse, JsonResponse
from django.test import override_settings
from django.urls import path
from django.utils import timezone, translation

from accounts.models import Impersonation, Membership
from accounts.services.profiles import end_sessions
from accounts.sessions import IMPERSONATION_KEY, ORGANIZATION_KEY
from tests.factories.accounts import (
    BuyerFactory,
    ImpersonationFactory,
    MembershipFactory,
    UserFactory,
    staff_membership,
)


def who(request):
    return JsonResponse(
        {
            "user": request.actor.user_id,
            "organization": request.organization and request.organization.pk,
            "on_behalf_of": request.actor.on_behalf_of_user_id,
            "permissions": sorted(request.actor.permissions),
            "channel": request.actor.channel,
            "impersonation": request.impersonation and request.impersonation.public_id,
            "language": translation.get_language(),
            "zone": timezone.get_current_timezone_name(),
        }
    )


def choose_english(request):
    response = HttpResponse()
    response.set_cookie("django_language", "en")
    return response


def rename(request):
    membership = Membership.objects.get(pk=request.GET["pk"])
    membership.job_title = "Buyer"
    membership.save(update_fields=["job_title"])
    return HttpResponse()


urlpatterns = [path("who", who), path("admin/who", who), path("english", choose_english), path("rename", rename)]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def signed_in(client):
    def sign(user, **session):
        client.force_login(user)
        stored = client.session
        stored.update(session)
        stored.save()
        return client

    return sign


def test_a_visitor_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        found = client.get("/who").json()

    assert found["user"] is None
    assert found["organization"] is None
    assert found["channel"] == "pc"


def test_a_member_costs_two_queries(signed_in, django_assert_num_queries):
    membership = MembershipFactory(permissions=["address.view"])
    client = signed_in(membership.user)
    client.get("/who")

    with django_assert_num_queries(2):  # the person, and what they may
        found = client.get("/who").json()

    assert found["user"] == membership.user_id
    assert found["organization"] == membership.organization_id
    assert found["permissions"] == ["address.view"]


def test_the_session_remembers_the_chosen_company(signed_in):
    user = UserFactory()
    MembershipFactory(user=user)
    second = MembershipFactory(user=user).organization

    found = signed_in(user, **{ORGANIZATION_KEY: second.pk}).get("/who").json()

    assert found["organization"] == second.pk


def test_a_company_of_strangers_in_the_session_gives_nothing_of_theirs(signed_in):
    own = MembershipFactory()
    stranger = BuyerFactory()

    found = signed_in(own.user, **{ORGANIZATION_KEY: stranger.pk}).get("/who").json()

    assert found["organization"] == own.organization_id


def test_staff_act_for_a_customer_but_are_themselves_in_the_back_office(signed_in):
    running = ImpersonationFactory(started_at=timezone.now(), expires_at=timezone.now() + timedelta(hours=1))
    client = signed_in(running.staff, **{IMPERSONATION_KEY: running.public_id})

    in_shop, in_office = client.get("/who").json(), client.get("/admin/who").json()

    assert in_shop["user"] == in_office["user"] == running.staff_id
    assert in_shop["on_behalf_of"] == running.user_id
    assert in_shop["organization"] == running.organization_id
    assert in_shop["impersonation"] == running.public_id
    assert in_office["on_behalf_of"] is None
    assert in_office["channel"] == "admin"
    assert "staff.impersonate" in in_office["permissions"]


def test_an_expired_impersonation_ends_itself(signed_in):
    started = timezone.now() - timedelta(hours=2)
    running = ImpersonationFactory(started_at=started, expires_at=started + timedelta(hours=1))
    client = signed_in(running.staff, **{IMPERSONATION_KEY: running.public_id})

    found = client.get("/who").json()

    assert found["on_behalf_of"] is None
    assert IMPERSONATION_KEY not in client.session
    assert Impersonation.objects.get().ended_at == running.expires_at


def test_ended_sessions_die_at_the_next_request(signed_in):
    membership = MembershipFactory()
    client = signed_in(membership.user)
    assert client.get("/who").json()["user"] == membership.user_id

    end_sessions(user_id=membership.user_id)

    assert client.get("/who").json()["user"] is None


def test_the_persons_language_and_the_companys_zone_are_active(signed_in):
    membership = MembershipFactory(user__language="zh-hans", organization__time_zone="Europe/Berlin")

    found = signed_in(membership.user).get("/who", headers={"Accept-Language": "en"}).json()

    assert found["language"] == "zh-hans"
    assert found["zone"] == "Europe/Berlin"


def test_a_chosen_language_is_kept_for_the_person(signed_in):
    membership = MembershipFactory(user__language="zh-hans")

    signed_in(membership.user).get("/english")

    membership.user.refresh_from_db()
    assert membership.user.language == "en"


@pytest.mark.parametrize(
    ("agent", "channel"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64)", "pc"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17) Mobile/15E148", "h5"),
        ("Mozilla/5.0 Mobile MicroMessenger/8.0 miniProgram/wx12", "miniprogram"),
    ],
)
def test_the_channel_is_read_from_the_browser(client, agent, channel):
    assert client.get("/who", headers={"User-Agent": agent}).json()["channel"] == channel


def test_changes_are_written_with_who_made_them_and_for_whom(signed_in):
    now = timezone.now()
    running = ImpersonationFactory(started_at=now, expires_at=now + timedelta(hours=1))
    changed = running.user.memberships.get()

    signed_in(running.staff, **{IMPERSONATION_KEY: running.public_id}).post(f"/rename?pk={changed.pk}")

    event = changed.events.select_related("pgh_context").latest("pgh_id")
    assert event.job_title == "Buyer"
    assert event.pgh_context.metadata["user"] == running.staff_id
    assert event.pgh_context.metadata["on_behalf_of"] == running.user_id
    assert event.pgh_context.metadata["organization"] == running.organization_id


@override_settings(ALLOWED_HOSTS=["testserver"])
def test_staff_membership_is_the_actor_in_the_back_office(signed_in):
    membership = staff_membership(preset="reviewer")

    found = signed_in(membership.user).get("/admin/who").json()

    assert found["organization"] == membership.organization_id
