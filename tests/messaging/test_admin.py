import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from messaging.models import Delivery, MessageTemplate
from tests.factories.accounts import staff_membership
from tests.factories.messaging import DeliveryFactory, InboxMessageFactory, ParcelSent, register_parcel

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    """Sign staff in, with the second factor that the back office asks for."""
    register_parcel()

    def enter(**membership):
        user = staff_membership(**membership).user
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
        client.force_login(user)
        return client

    return enter


def test_every_message_is_listed_and_can_be_reworded(office):
    client = office()
    assert "tests.parcel.sent" in client.get(reverse("admin:messaging_messagetemplate_changelist")).content.decode()
    template = MessageTemplate.objects.get(code=ParcelSent.name, channel="email")
    url = reverse("admin:messaging_messagetemplate_change", args=[template.pk])

    response = client.post(url, {"is_active": "on", "subject_en": "Gone: {{ number }}"})

    assert response.status_code == 302
    assert "Gone: SH-1" in client.get(url).content.decode()


def test_a_broken_text_is_refused_on_the_form(office):
    client = office()
    template = MessageTemplate.objects.create(code=ParcelSent.name, channel="email")

    response = client.post(
        reverse("admin:messaging_messagetemplate_change", args=[template.pk]),
        {"is_active": "on", "body_en": "{{ settings.SECRET_KEY }}"},
    )

    assert "There is no variable" in response.content.decode()
    template.refresh_from_db()
    assert template.body_en == ""


def test_the_delivery_log_hides_addresses_and_sends_again(office):
    client = office()
    delivery = DeliveryFactory(
        address="guest@example.com", user=None, recipient_key="email:1", masked_address="g***@example.com"
    )
    dead = DeliveryFactory(state="dead", next_attempt_at=None)

    listed = client.get(reverse("admin:messaging_delivery_changelist")).content.decode()
    page = client.get(reverse("admin:messaging_delivery_change", args=[delivery.pk])).content.decode()
    client.post(reverse("admin:messaging_delivery_send_again", args=[dead.pk]), {"_form_submitted": "on"})

    assert "g***@example.com" in listed
    assert "guest@example.com" not in listed + page
    assert Delivery.objects.get(pk=dead.pk).state in {"queued", "sent"}


def test_inboxes_are_only_looked_at(office):
    client = office()
    message = InboxMessageFactory()
    url = reverse("admin:messaging_inboxmessage_change", args=[message.pk])

    assert client.get(url).status_code == 200
    assert client.post(url, {"title": "changed"}).status_code == 403


def test_staff_without_the_permission_see_nothing(office):
    client = office(preset="reviewer")

    for page in ("messagetemplate", "delivery", "inboxmessage"):
        assert client.get(reverse(f"admin:messaging_{page}_changelist")).status_code == 403
