"""Sessions and sign-in (S13): lock-out, second factor, session keys, passwords, tokens, CSRF."""

import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Membership, Organization, User
from tests.factories.accounts import PASSWORD, BuyerFactory, MembershipFactory, UserFactory, staff_membership

pytestmark = pytest.mark.django_db

LOGIN = "/account/login/"


def confirmed(user):
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def current_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def log_in(client, user, password=PASSWORD):
    return client.post(LOGIN, {"login": user.email, "password": password})


def test_sign_in_with_email_and_password_goes_home(client):
    user = confirmed(UserFactory())
    MembershipFactory(user=user, organization=BuyerFactory())

    response = log_in(client, user)

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_sign_in_makes_a_new_session_key(client):
    user = confirmed(UserFactory())
    session = client.session
    session["cart"] = "kept"
    session.save()
    before = session.session_key

    log_in(client, user)

    assert client.session.session_key != before


def test_unknown_person_and_wrong_password_get_the_same_answer(client):
    user = confirmed(UserFactory())

    wrong = log_in(client, user, "not the password")
    unknown = client.post(LOGIN, {"login": "nobody@example.com", "password": "not the password"})

    def errors(response):
        return response.context["form"].errors

    assert wrong.status_code == unknown.status_code == 200
    assert errors(wrong) == errors(unknown)
    assert "__all__" in errors(wrong)


def test_ten_failures_lock_the_account_for_a_quarter_of_an_hour(client):
    user = confirmed(UserFactory())
    with time_machine.travel("2026-03-02 09:00:00+00:00", tick=False) as clock:
        for _attempt in range(10):
            log_in(client, user, "not the password")
        locked = log_in(client, user)
        clock.shift(16 * 60)
        later = log_in(client, user)

    assert locked.status_code == 200
    assert "Too many failed login attempts" in str(locked.context["form"].errors)
    assert later.status_code == 302


def test_lock_of_one_account_leaves_others_alone(client):
    locked, other = confirmed(UserFactory()), confirmed(UserFactory())
    for _attempt in range(11):
        log_in(client, locked, "not the password")

    assert log_in(client, other).status_code == 302


def test_unconfirmed_address_does_not_sign_in(client):
    user = UserFactory()

    response = log_in(client, user)

    assert response["Location"] == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session


def test_person_with_a_second_factor_is_asked_for_it(client):
    user = confirmed(UserFactory())
    secret = generate_totp_secret()
    TOTP.activate(user, secret)

    first = log_in(client, user)
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "_auth_user_id" not in client.session
    right = client.post(reverse("mfa_authenticate"), {"code": current_code(secret)})

    assert first["Location"] == reverse("mfa_authenticate")
    assert wrong.status_code == 200
    assert right.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_backup_code_works_once(client):
    user = confirmed(UserFactory())
    TOTP.activate(user, generate_totp_secret())
    code = RecoveryCodes.activate(user).generate_codes()[0]

    log_in(client, user)
    first = client.post(reverse("mfa_authenticate"), {"code": code})
    client.logout()
    log_in(client, user)
    second = client.post(reverse("mfa_authenticate"), {"code": code})

    assert (first.status_code, second.status_code) == (302, 200)


def test_setting_up_the_second_factor_shows_backup_codes_once(client):
    user = confirmed(UserFactory(language="en"))
    log_in(client, user)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert 'src="data:image/svg+xml' in page.content.decode()

    done = client.post(reverse("mfa_activate_totp"), {"code": current_code(secret)}, follow=True)
    again = client.get(reverse("mfa_view_recovery_codes"))

    assert len(re.findall(r'<li class="mono">\d{8}</li>', done.content.decode())) == 10
    assert '<li class="mono">' not in again.content.decode()


def test_secrets_of_the_second_factor_are_stored_encrypted():
    user = UserFactory()
    secret = generate_totp_secret()

    TOTP.activate(user, secret)

    stored = Authenticator.objects.get(user=user)
    assert secret not in str(stored.data)
    assert stored.wrap().validate_code(current_code(secret))


def test_staff_without_a_second_factor_are_sent_to_set_it_up(client):
    member = staff_membership()
    client.force_login(confirmed(member.user))

    for url in ["/admin/", "/admin/accounts/organization/"]:
        assert client.get(url)["Location"] == reverse("mfa_activate_totp")


def test_staff_cannot_switch_off_their_second_factor(client):
    user = confirmed(staff_membership(user=UserFactory(language="en")).user)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    log_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": current_code(secret)})

    client.post(reverse("mfa_deactivate_totp"))

    assert Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def test_back_office_does_not_exist_for_customers(client):
    client.force_login(MembershipFactory(organization=BuyerFactory()).user)

    assert [client.get(url).status_code for url in ["/admin/", "/admin/login/", "/admin/accounts/user/"]] == [404] * 3


def test_back_office_sends_visitors_to_the_one_sign_in(client):
    assert client.get("/admin/accounts/user/")["Location"].startswith(f"{LOGIN}?next=")


def test_changing_the_password_ends_every_other_session():
    user = confirmed(UserFactory())
    here, there = Client(), Client()
    log_in(here, user)
    log_in(there, user)
    assert there.get(reverse("account:profile")).status_code == 200

    changed = here.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "another long secret", "password2": "another long secret"},
    )

    assert changed.status_code == 302
    assert here.get(reverse("account:profile")).status_code == 200
    assert there.get(reverse("account:profile")).status_code == 302


def test_disabling_a_person_ends_their_session(client):
    user = confirmed(UserFactory())
    log_in(client, user)

    User.objects.filter(pk=user.pk).update(is_active=False)

    assert client.get(reverse("account:profile")).status_code == 302


def test_reset_link_works_once_and_ends_every_session(client):
    user = confirmed(UserFactory(language="en"))
    elsewhere = Client()
    log_in(elsewhere, user)

    client.post(reverse("account_reset_password"), {"email": user.email})
    link = re.search(r"http://testserver(\S+)", mail.outbox[-1].body).group(1)
    form_url = client.get(link)["Location"]
    new = {"password1": "another long secret", "password2": "another long secret"}
    done = client.post(form_url, new)

    assert done.status_code == 302
    assert elsewhere.get(reverse("account:profile")).status_code == 302
    assert "no longer works" in Client().get(link, follow=True).content.decode()
    assert log_in(client, user, "another long secret").status_code == 302


def test_reset_says_the_same_for_unknown_addresses(client):
    known = client.post(reverse("account_reset_password"), {"email": confirmed(UserFactory()).email})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.com"})

    assert known["Location"] == unknown["Location"]
    assert known.status_code == unknown.status_code == 302


def test_signing_out_everywhere_else_leaves_this_session():
    user = confirmed(UserFactory())
    here, there = Client(), Client()
    log_in(there, user)
    log_in(here, user)

    here.post(reverse("usersessions_list"))

    assert here.get(reverse("account:profile")).status_code == 200
    assert there.get(reverse("account:profile")).status_code == 302


def test_single_sign_on_button_appears_only_when_configured(client, settings):
    before = client.get(LOGIN).content.decode()
    app = {
        "provider_id": "sso",
        "name": "Acme ID",
        "client_id": "tongshang",
        "secret": "s",
        "settings": {"server_url": "https://id.example.com"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}

    after = client.get(LOGIN).content.decode()

    assert "Acme ID" not in before
    assert "Acme ID" in after


def routes_for_browsers(patterns=None, prefix=""):
    """Every named route outside the API, with a value for each of its parameters."""
    for pattern in patterns or get_resolver().url_patterns:
        route = prefix + re.sub(r"<[^>]+>", "x", str(pattern.pattern))
        if isinstance(pattern, URLResolver) and not route.startswith("api/"):
            yield from routes_for_browsers(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and re.fullmatch(r"account/[\w/x-]*|seller/company/[\w/x-]*", route):
            yield f"/{route}"


@pytest.mark.parametrize("route", sorted(set(routes_for_browsers())))
def test_unsafe_request_without_a_csrf_token_is_refused(route):
    client = Client(enforce_csrf_checks=True)
    client.force_login(MembershipFactory(organization=BuyerFactory()).user)

    assert client.post(route).status_code == 403


def person_form(**changes):
    form = {
        "kind": "supplier",
        "name": "Li Lei",
        "email": "li@example.com",
        "password1": PASSWORD,
        "name_zh": "宁波轴承有限公司",
        "country": "CN",
    }
    return {**form, **changes}


def test_registration_makes_a_person_and_a_pending_company(client):
    response = client.post(reverse("account_signup"), person_form())

    assert response["Location"] == reverse("account_email_verification_sent")
    company = Organization.objects.get(name_zh="宁波轴承有限公司")
    assert (company.kind, company.status, company.can_sell, company.can_buy) == ("supplier", "pending", True, False)
    member = Membership.objects.get(organization=company)
    assert (member.user.email, member.user.name) == ("li@example.com", "Li Lei")
    assert [role.code for role in member.roles.all()] == ["administrator"]
    assert len(mail.outbox) == 1


def test_registration_brings_the_confirmed_person_to_the_checklist(client):
    client.post(reverse("account_signup"), person_form())
    link = re.search(r"http://testserver(\S+)", mail.outbox[-1].body).group(1)

    client.post(link)
    log_in(client, User.objects.get())
    page = client.get(reverse("account:home"))

    assert [item.code for item in page.context["checklist"].items] == ["email", "profile", "identity", "certification"]
    assert page.context["checklist"].items[0].is_done
    assert reverse("seller_account:verification") in page.content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"credit_code": "913501000000000021"}, "credit_code"),
        ({"name_zh": ""}, "name_zh"),
        ({"password1": "short"}, "password1"),
        ({"kind": "platform"}, "kind"),
        ({"email": "nonsense"}, "email"),
    ],
)
def test_registration_says_what_is_wrong_and_makes_nothing(client, changes, field):
    response = client.post(reverse("account_signup"), person_form(**changes))

    assert field in response.context["form"].errors
    assert (User.objects.count(), Organization.objects.count()) == (0, 0)


def test_registration_of_a_company_that_is_there_already_makes_nothing(client):
    other = BuyerFactory()

    response = client.post(reverse("account_signup"), person_form(credit_code=other.credit_code))

    assert response.status_code == 409
    assert "already registered" in str(response.context["form"].errors)
    assert (User.objects.count(), Organization.objects.count()) == (0, 1)


def test_registration_does_not_tell_who_is_registered(client):
    user = confirmed(UserFactory())

    response = client.post(reverse("account_signup"), person_form(email=user.email))

    assert response["Location"] == reverse("account_email_verification_sent")
    assert (User.objects.count(), Organization.objects.count()) == (1, 0)
    assert "already" in mail.outbox[-1].subject


def test_page_of_the_account_speaks_the_persons_language(client):
    user = UserFactory(language="zh-hans")
    client.force_login(user)

    assert 'lang="zh-hans"' in client.get(reverse("account:profile")).content.decode()
    assert settings.LANGUAGE_CODE == "en"
