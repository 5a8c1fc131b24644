import pytest
from django.urls import reverse

from messaging.models import ChannelPreference
from messaging.selectors.inbox import count_unread
from tests.factories.accounts import NOW, BuyerFactory, MembershipFactory, SupplierFactory, UserFactory, actor_of
from tests.factories.messaging import InboxMessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["storefront", "seller"])
def reader(request, client):
    """A member of a company that has the face, signed in, and the face's name."""
    company = BuyerFactory() if request.param == "storefront" else SupplierFactory()
    member = MembershipFactory(organization=company, user=UserFactory(language="en"))
    client.force_login(member.user)
    return member, request.param


def test_inbox_lists_messages_and_shows_them_once_opened(client, reader):
    member, face = reader
    message = InboxMessageFactory(member=member, title="Parcel <b>1</b>", body="First line\n<script>alert(1)</script>")

    listed = client.get(reverse(f"{face}:inbox")).content.decode()
    opened = client.get(reverse(f"{face}:inbox_message", args=[message.public_id])).content.decode()

    assert "Parcel &lt;b&gt;1&lt;/b&gt;" in listed
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in opened
    assert "<script>alert" not in opened
    assert 'href="/parcels/1"' in opened
    message.refresh_from_db()
    assert message.is_read


def test_inbox_is_empty_and_says_so_in_both_languages(client, reader):
    member, face = reader

    assert "No messages" in client.get(reverse(f"{face}:inbox")).content.decode()
    assert "Nothing new" in client.get(reverse(f"{face}:inbox"), {"view": "unread"}).content.decode()
    member.user.language = "zh-hans"
    member.user.save()
    assert 'lang="zh-hans"' in client.get(reverse(f"{face}:inbox")).content.decode()


def test_a_message_of_somebody_else_is_not_there(client, reader):
    _member, face = reader
    message = InboxMessageFactory()

    for page, method in [
        ("inbox_message", client.get),
        ("inbox_message_read", client.post),
        ("inbox_message_unread", client.post),
        ("inbox_message_archive", client.post),
    ]:
        assert method(reverse(f"{face}:{page}", args=[message.public_id])).status_code == 404

    message.refresh_from_db()
    assert (message.read_at, message.archived_at) == (None, None)


def test_htmx_marks_a_row_and_the_bell(client, reader):
    member, face = reader
    message = InboxMessageFactory(member=member)

    response = client.post(
        reverse(f"{face}:inbox_message_read", args=[message.public_id]), headers={"HX-Request": "true"}
    )

    body = response.content.decode()
    assert body.lstrip().startswith(f'<tr id="message-{message.public_id}"')
    assert 'hx-swap-oob="true"' in body
    assert "<html" not in body
    assert count_unread(actor=actor_of(member)) == 0


def test_mark_all_read_and_archive_go_back_to_the_inbox(client, reader):
    member, face = reader
    first, second = InboxMessageFactory.create_batch(2, member=member)

    assert client.post(reverse(f"{face}:inbox_read_all")).url == reverse(f"{face}:inbox")
    assert client.post(reverse(f"{face}:inbox_message_archive", args=[first.public_id])).url == reverse(f"{face}:inbox")

    page = client.get(reverse(f"{face}:inbox")).content.decode()
    assert first.title not in page
    assert second.title in page
    archived = client.get(reverse(f"{face}:inbox"), {"view": "archived"}).content.decode()
    assert first.title in archived


def test_the_inbox_asks_for_a_sign_in(client):
    response = client.get(reverse("storefront:inbox"))

    assert response.status_code == 302
    assert "next=" in response.url


def test_a_buyer_has_no_seller_inbox(client):
    client.force_login(MembershipFactory().user)

    assert client.get(reverse("seller:inbox")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_page_takes_as_many_statements_for_many_messages_as_for_one(
    client, django_assert_max_num_queries, count
):
    member = MembershipFactory()
    client.force_login(member.user)
    InboxMessageFactory.create_batch(count, member=member, read_at=NOW)
    client.get(reverse("storefront:inbox"))

    with django_assert_max_num_queries(12):
        client.get(reverse("storefront:inbox"))


def test_preferences_are_shown_and_stored(client, reader):
    member, face = reader
    url = reverse(f"{face}:notifications")
    assert "Security" in client.get(url).content.decode()

    response = client.post(url, {"first_channel": "email", "trade-in_app": "on", "trade-email": "on"})

    assert response.status_code == 302
    stored = {(each.category, each.channel): each.is_on for each in ChannelPreference.objects.filter(user=member.user)}
    assert stored[("trade", "email")] is True
    assert stored[("marketing", "email")] is False
    assert stored[("security", "email")] is True
    assert ChannelPreference.objects.get(user=member.user, category="trade", channel="email").position == 0


def test_preferences_refuse_a_channel_that_does_not_exist(client, reader):
    _member, face = reader

    response = client.post(reverse(f"{face}:notifications"), {"first_channel": "smoke"})

    assert response.status_code == 422
    assert ChannelPreference.objects.count() == 0
