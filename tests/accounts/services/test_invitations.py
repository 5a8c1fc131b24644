from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress

from accounts.errors import (
    AlreadyInvited,
    AlreadyMember,
    EmailTaken,
    GrantExceedsGrantor,
    InvitationClosed,
    InvitationForSomebodyElse,
)
from accounts.models import Invitation, Membership, User
from accounts.selectors.actors import actor_for_user
from accounts.selectors.invitations import get_invitation_by_token, get_invitation_token, list_invitations
from accounts.services.invitations import accept_invitation, invite_member, resend_invitation, revoke_invitation
from kernel.actors import Actor
from kernel.errors import Forbidden, InvalidInput, NotFound
from kernel.models import OutboxEvent
from tests.factories.accounts import (
    NOW,
    PASSWORD,
    BuyerFactory,
    MembershipFactory,
    UserFactory,
    actor_of,
    buyer_actor,
)

pytestmark = pytest.mark.django_db
VISITOR = Actor.anonymous()


@pytest.fixture
def administrator():
    return MembershipFactory()


@pytest.fixture
def invite(administrator):
    def send(email="Guest@Example.com ", code="purchaser"):
        role = administrator.organization.roles.get(code=code)
        return invite_member(
            actor=actor_of(administrator), email=email, name="Guest", role_ids=[role.public_id], now=NOW
        )

    return send


def token_of(invitation):
    return get_invitation_token(invitation_id=invitation.public_id)


def test_invite_member_keeps_the_token_out_of_database_and_outbox(invite):
    invitation = invite()

    token = token_of(invitation)
    assert get_invitation_by_token(token=token, now=NOW) == invitation
    assert (invitation.email, invitation.expires_at) == ("guest@example.com", NOW + timedelta(days=7))
    stored = [str(row) for row in OutboxEvent.objects.values()] + [str(row) for row in Invitation.objects.values()]
    assert OutboxEvent.objects.get().name == "accounts.member.invited"
    assert not any(token in row for row in stored)


def test_a_visitor_joins_with_name_and_password(invite, administrator):
    token = token_of(invite())

    membership = accept_invitation(actor=VISITOR, token=token, name="Gu Est", password=PASSWORD, now=NOW)

    user = User.objects.get(email="guest@example.com")
    assert user.name == "Gu Est"
    assert user.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=user).verified
    assert membership.roles.get().code == "purchaser"
    assert actor_for_user(user).organization_id == administrator.organization_id
    with pytest.raises(InvitationClosed):
        accept_invitation(actor=VISITOR, token=token, name="Again", password=PASSWORD, now=NOW)


def test_a_known_person_joins_signed_in(invite):
    user = UserFactory(email="guest@example.com")
    token = token_of(invite())

    with pytest.raises(EmailTaken):
        accept_invitation(actor=VISITOR, token=token, name="Guest", password=PASSWORD, now=NOW)
    with pytest.raises(InvitationForSomebodyElse):
        accept_invitation(actor=buyer_actor(), token=token, now=NOW)
    membership = accept_invitation(actor=actor_for_user(user), token=token, now=NOW)

    assert membership.user == user
    assert Membership.objects.filter(user=user).count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_invitation_accepted_twice_at_once_admits_once(at_once):
    administrator = MembershipFactory()
    role = administrator.organization.roles.get(code="purchaser")
    user = UserFactory(email="guest@example.com")
    invitation = invite_member(actor=actor_of(administrator), email=user.email, role_ids=[role.public_id], now=NOW)
    token, actor = token_of(invitation), actor_for_user(user)

    results = at_once(*[lambda: accept_invitation(actor=actor, token=token, now=NOW).user_id] * 4)

    assert sorted(results, key=str) == [user.pk, *["invitation_closed"] * 3]
    assert Membership.objects.filter(user=user).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_new_person_is_made_once_when_the_link_is_opened_twice(at_once):
    administrator = MembershipFactory()
    role = administrator.organization.roles.get(code="purchaser")
    invitation = invite_member(
        actor=actor_of(administrator), email="guest@example.com", role_ids=[role.public_id], now=NOW
    )
    token = token_of(invitation)

    at_once(*[lambda: accept_invitation(actor=VISITOR, token=token, name="Guest", password=PASSWORD, now=NOW)] * 3)

    assert User.objects.filter(email="guest@example.com").count() == 1
    assert Membership.objects.filter(organization=administrator.organization).count() == 2


def test_an_expired_link_is_dead(invite):
    token = token_of(invite())

    with pytest.raises(InvitationClosed):
        accept_invitation(actor=VISITOR, token=token, name="Guest", password=PASSWORD, now=NOW + timedelta(days=7))

    assert not User.objects.filter(email="guest@example.com").exists()


def test_a_visitor_needs_a_good_password(invite):
    token = token_of(invite())

    with pytest.raises(InvalidInput) as refusal:
        accept_invitation(actor=VISITOR, token=token, name="Guest", password="12345", now=NOW)

    assert list(refusal.value.params["errors"]) == ["password"]
    assert Invitation.objects.get().status == "pending"


def test_a_made_up_link_is_not_there():
    with pytest.raises(NotFound):
        accept_invitation(actor=VISITOR, token="guess", now=NOW)


def test_resend_invitation_kills_the_old_link(invite, administrator):
    invitation = invite()
    old = token_of(invitation)

    resend_invitation(actor=actor_of(administrator), invitation_id=invitation.public_id, now=NOW + timedelta(days=9))

    new = token_of(invitation)
    assert new != old
    with pytest.raises(NotFound):
        get_invitation_by_token(token=old, now=NOW)
    assert accept_invitation(actor=VISITOR, token=new, name="Guest", password=PASSWORD, now=NOW + timedelta(days=15))


def test_revoke_invitation_kills_the_link(invite, administrator):
    invitation = invite()
    token = token_of(invitation)

    revoke_invitation(actor=actor_of(administrator), invitation_id=invitation.public_id)

    with pytest.raises(InvitationClosed):
        accept_invitation(actor=VISITOR, token=token, name="Guest", password=PASSWORD, now=NOW)
    with pytest.raises(InvitationClosed):
        resend_invitation(actor=actor_of(administrator), invitation_id=invitation.public_id, now=NOW)
    assert list(list_invitations(actor=actor_of(administrator))) == []


def test_invite_member_refuses_what_cannot_be(invite, administrator):
    invite()

    with pytest.raises(AlreadyInvited):
        invite("guest@example.com")
    with pytest.raises(AlreadyMember):
        invite(administrator.user.email)
    with pytest.raises(InvalidInput):
        invite("no address")
    with pytest.raises(InvalidInput):
        invite_member(actor=actor_of(administrator), email="other@example.com", role_ids=[], now=NOW)
    assert Invitation.objects.count() == 1


def test_invite_member_follows_rights(administrator):
    company = administrator.organization
    role = company.roles.get(code="administrator").public_id
    inviter = actor_of(MembershipFactory(organization=company, permissions=["user.create"]))
    reader = actor_of(MembershipFactory(organization=company, preset="purchaser"))

    with pytest.raises(GrantExceedsGrantor):
        invite_member(actor=inviter, email="guest@example.com", role_ids=[role], now=NOW)
    with pytest.raises(Forbidden):
        invite_member(actor=reader, email="guest@example.com", role_ids=[role], now=NOW)
    with pytest.raises(NotFound):
        invite_member(
            actor=actor_of(MembershipFactory(organization=BuyerFactory())),
            email="guest@example.com",
            role_ids=[role],
            now=NOW,
            organization_id=company.public_id,
        )
    assert not Invitation.objects.exists()


def test_an_expired_invitation_makes_room_for_a_new_one(invite, administrator):
    invite()
    role = administrator.organization.roles.get(code="purchaser")

    again = invite_member(
        actor=actor_of(administrator),
        email="guest@example.com",
        role_ids=[role.public_id],
        now=NOW + timedelta(days=8),
    )

    assert again.status == "pending"
    assert Invitation.objects.filter(status="revoked").count() == 1
