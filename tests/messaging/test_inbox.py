from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import Error, IntegrityError, transaction

from kernel.actors import Actor
from kernel.errors import NotAuthenticated, NotFound
from messaging.enums import ChannelKind, MessageCategory
from messaging.errors import InboxOfSomebodyElse
from messaging.models import ChannelPreference, InboxMessage
from messaging.selectors import inbox as inbox_selectors
from messaging.selectors.inbox import count_unread, get_message, list_messages
from messaging.selectors.preferences import list_choices
from messaging.services.inbox import archive_message, mark_all_read, mark_message_unread, read_message
from messaging.services.preferences import set_preferences
from tests.factories.accounts import NOW, BuyerFactory, MembershipFactory, actor_of
from tests.factories.messaging import InboxMessageFactory

pytestmark = pytest.mark.django_db


def test_a_person_sees_only_their_messages_of_the_company_they_act_for():
    member = MembershipFactory()
    other_company = MembershipFactory(user=member.user, organization=BuyerFactory())
    colleague = MembershipFactory(organization=member.organization)
    mine = InboxMessageFactory(member=member)
    InboxMessageFactory(member=other_company)
    theirs = InboxMessageFactory(member=colleague)
    actor = actor_of(member)

    assert list_messages(actor=actor).messages == [mine]
    assert count_unread(actor=actor) == 1
    with pytest.raises(NotFound):
        get_message(actor=actor, message_id=theirs.public_id)
    with pytest.raises(NotFound):
        read_message(actor=actor, message_id=theirs.public_id, now=NOW)
    with pytest.raises(NotFound):
        archive_message(actor=actor, message_id=theirs.public_id, now=NOW)
    assert list_messages(actor=Actor.anonymous()).messages == []


def test_pages_follow_each_other_without_gaps_or_repeats(monkeypatch):
    monkeypatch.setattr(inbox_selectors, "PAGE_SIZE", 2)
    member = MembershipFactory()
    made = [InboxMessageFactory(member=member) for _ in range(5)]
    newest_first = sorted(made, key=lambda message: message.public_id, reverse=True)
    actor = actor_of(member)

    first = list_messages(actor=actor)
    second = list_messages(actor=actor, older=first.older)
    third = list_messages(actor=actor, older=second.older)
    back = list_messages(actor=actor, newer=third.newer)

    assert [*first.messages, *second.messages, *third.messages] == newest_first
    assert (first.newer, third.older) == ("", "")
    assert back.messages == second.messages


def test_filters_by_category_unread_and_archived():
    member = MembershipFactory()
    new = InboxMessageFactory(member=member, category=MessageCategory.FINANCE)
    read = InboxMessageFactory(member=member, read_at=NOW)
    away = InboxMessageFactory(member=member, read_at=NOW, archived_at=NOW)
    actor = actor_of(member)

    assert list_messages(actor=actor, is_unread=True).messages == [new]
    assert list_messages(actor=actor, category="delivery").messages == [read]
    assert list_messages(actor=actor, is_archived=True).messages == [away]


def test_reading_counts_the_first_time_only():
    member = MembershipFactory()
    message = InboxMessageFactory(member=member)
    actor = actor_of(member)

    read_message(actor=actor, message_id=message.public_id, now=NOW)
    read_message(actor=actor, message_id=message.public_id, now=NOW + timedelta(hours=1))

    message.refresh_from_db()
    assert message.read_at == NOW
    mark_message_unread(actor=actor, message_id=message.public_id)
    assert count_unread(actor=actor) == 1


def test_mark_all_read_and_archive():
    member = MembershipFactory()
    messages = InboxMessageFactory.create_batch(3, member=member)
    other = InboxMessageFactory()
    actor = actor_of(member)

    assert mark_all_read(actor=actor, now=NOW) == 3
    archive_message(actor=actor, message_id=messages[0].public_id, now=NOW)

    other.refresh_from_db()
    assert (count_unread(actor=actor), other.read_at) == (0, None)
    assert len(list_messages(actor=actor).messages) == 2


def test_staff_acting_for_a_customer_leave_the_inbox_as_it_is():
    member = MembershipFactory()
    message = InboxMessageFactory(member=member)
    staff = replace(actor_of(member), user_id=MembershipFactory().user_id, on_behalf_of_user_id=member.user_id)

    assert read_message(actor=staff, message_id=message.public_id, now=NOW).read_at is None
    with pytest.raises(InboxOfSomebodyElse):
        mark_all_read(actor=staff, now=NOW)
    with pytest.raises(InboxOfSomebodyElse):
        archive_message(actor=staff, message_id=message.public_id, now=NOW)
    with pytest.raises(InboxOfSomebodyElse):
        set_preferences(actor=staff, wanted={})

    message.refresh_from_db()
    assert (message.read_at, message.archived_at) == (None, None)


def test_counting_is_one_statement(django_assert_num_queries):
    member = MembershipFactory()
    InboxMessageFactory.create_batch(3, member=member)
    actor = actor_of(member)

    with django_assert_num_queries(1):
        assert count_unread(actor=actor) == 3


@pytest.mark.parametrize("count", [1, 3])
def test_listing_takes_one_statement(django_assert_num_queries, count):
    member = MembershipFactory()
    InboxMessageFactory.create_batch(count, member=member)
    actor = actor_of(member)

    with django_assert_num_queries(1):
        assert len(list_messages(actor=actor).messages) == count


def test_database_keeps_one_message_per_event_and_links_inside():
    message = InboxMessageFactory()

    with pytest.raises(IntegrityError, match="inbox_message_once_per_event"), transaction.atomic():
        InboxMessageFactory(user=message.user, organization=message.organization, event_id=message.event_id)
    for link in ("https://evil.example", "//evil.example", "javascript:alert(1)"):
        with pytest.raises(Error, match="inbox_link_stays_here"), transaction.atomic():
            InboxMessageFactory(link=link)

    assert InboxMessage.objects.count() == 1


def test_preferences_default_to_everything_and_keep_what_was_chosen():
    actor = actor_of(MembershipFactory())
    assert all(choice.is_on for choice in list_choices(actor=actor))

    set_preferences(
        actor=actor, wanted={("delivery", "email"): False, ("security", "email"): False}, order=["email", "in_app"]
    )
    set_preferences(actor=actor, wanted={("delivery", "email"): False}, order=["email", "in_app"])

    off = [(choice.category, choice.channel) for choice in list_choices(actor=actor) if not choice.is_on]
    fixed = {choice.category for choice in list_choices(actor=actor) if choice.is_fixed}
    assert off == [(MessageCategory.DELIVERY, ChannelKind.EMAIL)]
    assert fixed == {MessageCategory.SECURITY}
    assert ChannelPreference.objects.count() == len(MessageCategory) * len(ChannelKind)
    with pytest.raises(NotAuthenticated):
        set_preferences(actor=Actor.anonymous(), wanted={})


def test_database_keeps_security_messages_on():
    with pytest.raises(Error, match="channel_preference_mandatory_stays_on"):
        ChannelPreference.objects.create(
            user=MembershipFactory().user, category="security", channel="email", is_on=False
        )
