"""The messages about companies and people, from the services that cause them to the mail that arrives."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction

from accounts import events
from accounts.models import Invitation
from accounts.services.invitations import invite_member
from kernel.events import publish
from messaging.models import Delivery, InboxMessage
from messaging.services.delivering import deliver_due
from tests.factories.accounts import (
    NOW,
    BuyerFactory,
    CertificateFactory,
    MembershipFactory,
    SupplierFactory,
    UserFactory,
    actor_of,
    staff_membership,
)
from tests.factories.messaging import relay

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3650)


def announce(event) -> None:
    with transaction.atomic():
        publish(event)
    relay()
    deliver_due(now=LATER)


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Acme has been approved"), ("zh-hans", "安可 已通过审核")],
)
def test_an_approval_reaches_the_companys_administrators(language, title):
    company = BuyerFactory(name_en="Acme", name_zh="安可", language=language)
    administrator = MembershipFactory(organization=company)
    MembershipFactory(organization=company, preset="purchaser")

    announce(
        events.OrganizationApproved(occurred_at=NOW, organization_ids=(company.pk,), organization_id=company.public_id)
    )

    assert list(InboxMessage.objects.values_list("user_id", "title")) == [(administrator.user_id, title)]
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [([administrator.user.email], title)]


def test_a_refusal_names_its_reason():
    company = BuyerFactory(name_en="Acme", language="en")
    MembershipFactory(organization=company)

    announce(
        events.OrganizationRejected(
            occurred_at=NOW, organization_ids=(company.pk,), organization_id=company.public_id, reason="Blurred <img>"
        )
    )

    assert "Reason: Blurred <img>" in mail.outbox[0].body
    assert "Blurred &lt;img&gt;" in mail.outbox[0].alternatives[0][0]


def test_reviewers_hear_of_an_application():
    reviewer = staff_membership(preset="reviewer")
    staff_membership(preset="service")
    company = BuyerFactory(in_review=True)

    announce(
        events.OrganizationSubmitted(occurred_at=NOW, organization_ids=(company.pk,), organization_id=company.public_id)
    )

    assert list(InboxMessage.objects.values_list("user_id", flat=True)) == [reviewer.user_id]


def test_a_certificate_that_ends_is_named_in_the_readers_language():
    company = SupplierFactory(language="zh-hans")
    MembershipFactory(organization=company)
    certificate = CertificateFactory(organization=company, number="CN-1")

    announce(
        events.CertificateExpiring(
            occurred_at=NOW,
            organization_ids=(company.pk,),
            organization_id=company.public_id,
            certificate_id=certificate.public_id,
            valid_until=certificate.valid_until,
        )
    )

    assert InboxMessage.objects.get().title == "资质即将到期：ISO 14001 环境管理体系 CN-1"


def test_an_invitation_is_mailed_with_a_working_link_that_is_stored_nowhere(client):
    company = BuyerFactory(name_en="Acme", language="en")
    administrator = MembershipFactory(organization=company)
    role = administrator.roles.first()
    invite_member(
        actor=actor_of(administrator),
        email="new@example.com",
        name="New",
        role_ids=[role.public_id],
        now=NOW,
    )
    relay()

    deliver_due(now=LATER)

    message = mail.outbox[0]
    link = next(word for word in message.body.split() if word.startswith("http"))
    assert (message.to, message.subject) == (["new@example.com"], "Acme invites you to join")
    token = link.rstrip("/").rsplit("/", 1)[-1]
    assert Invitation.objects.get().email == "new@example.com"
    assert token not in str(list(Delivery.objects.values()))


def test_a_withdrawn_invitation_is_not_mailed_any_more():
    company = BuyerFactory()
    administrator = MembershipFactory(organization=company)
    invite_member(
        actor=actor_of(administrator),
        email="new@example.com",
        name="New",
        role_ids=[administrator.roles.first().public_id],
        now=NOW,
    )
    relay()
    Invitation.objects.update(status="revoked")

    deliver_due(now=LATER)

    assert mail.outbox == []
    assert Delivery.objects.get().state == "withdrawn"


def test_a_customer_is_told_that_staff_act_for_them_whatever_they_prefer():
    member = MembershipFactory(user=UserFactory(language="en"))
    staff = staff_membership().user

    announce(
        events.ImpersonationStarted(
            occurred_at=NOW,
            organization_ids=(member.organization_id,),
            impersonation_id="imp_1",
            organization_id=member.organization.public_id,
            user_id=member.user.public_id,
            staff_id=staff.public_id,
            staff_name="Li Ming",
            reason="Asked by phone",
            expires_at="2026-03-02 10:00",
        )
    )

    assert mail.outbox[0].subject == "Our staff are acting for you"
    assert "Li Ming" in InboxMessage.objects.get().body
