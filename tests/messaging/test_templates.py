import pytest
from django.core.exceptions import ValidationError
from django.db import Error, IntegrityError, transaction

from kernel.errors import Forbidden, InvalidInput
from messaging.enums import MessageCategory
from messaging.models import MessageTemplate
from messaging.registry import get_message_type, message_types
from messaging.selectors.templates import is_sent_through, list_templates, preview_template, word_message
from messaging.services.templates import ensure_templates, save_template
from tests.factories.accounts import buyer_actor, staff_actor
from tests.factories.messaging import ParcelSent, register_parcel

pytestmark = pytest.mark.django_db
CODE = ParcelSent.name


def parcel_template(**values) -> MessageTemplate:
    return MessageTemplate(code=CODE, channel="email", **values)


def words(language: str):
    return word_message(get_message_type(CODE), channel="email", language=language, values={"number": "7"})


def test_the_operators_wording_comes_before_the_products():
    register_parcel()
    assert words("en").subject == "Parcel 7 is on its way"

    save_template(actor=staff_actor(), template=parcel_template(subject_en="Sent: {{ number }}"))

    assert words("en") == ("Sent: 7", "Your parcel 7 is on its way.")
    assert words("zh-hans").subject == "包裹 7 已发出"


def test_saving_refuses_a_text_that_does_not_work():
    register_parcel()

    with pytest.raises(InvalidInput) as refusal:
        save_template(actor=staff_actor(), template=parcel_template(body_zh="{{ price }}", body_en="{% load x %}"))

    assert sorted(refusal.value.params["errors"]) == ["body_en", "body_zh"]
    assert MessageTemplate.objects.count() == 0


def test_saving_needs_the_permission():
    register_parcel()

    with pytest.raises(Forbidden):
        save_template(actor=buyer_actor(), template=parcel_template(subject_en="x"))
    with pytest.raises(Forbidden):
        list_templates(actor=buyer_actor())


def test_a_message_can_be_switched_off_in_a_channel_unless_it_is_about_security():
    message_type = register_parcel()
    save_template(actor=staff_actor(), template=parcel_template(is_active=False))
    assert not is_sent_through(message_type, "email")
    assert is_sent_through(message_type, "in_app")

    message_type = register_parcel(category=MessageCategory.SECURITY)

    assert is_sent_through(message_type, "email")
    with pytest.raises(ValidationError, match="Security messages"):
        parcel_template(is_active=False).clean()


def test_a_code_that_nobody_sends_is_refused():
    with pytest.raises(InvalidInput) as refusal:
        save_template(actor=staff_actor(), template=MessageTemplate(code="no.such.event", channel="email"))

    assert "code" in refusal.value.params["errors"]


def test_preview_uses_the_sample_values_in_both_languages():
    register_parcel()
    template = parcel_template(subject_en="Sent: {{ number }}")

    assert preview_template(template, language="en").subject == "Sent: SH-1"
    assert preview_template(template, language="zh-hans").subject == "包裹 SH-1 已发出"


def test_every_message_gets_a_row_to_edit_once():
    ensure_templates()
    ensure_templates()

    expected = sum(len(message_type.channels) for message_type in message_types().values())
    assert MessageTemplate.objects.count() == expected


def test_versions_of_a_template_are_kept():
    register_parcel()
    template = parcel_template(subject_en="One")
    save_template(actor=staff_actor(), template=template)
    template.subject_en = "Two"
    save_template(actor=staff_actor(), template=template)

    assert list(template.events.order_by("pgh_id").values_list("subject_en", flat=True)) == ["One", "Two"]


def test_database_keeps_one_template_per_message_and_channel():
    register_parcel()
    MessageTemplate.objects.create(code=CODE, channel="email")

    with pytest.raises(IntegrityError, match="message_template_once"), transaction.atomic():
        MessageTemplate.objects.create(code=CODE, channel="email")
    with pytest.raises(Error, match="message_template_channel_known"), transaction.atomic():
        MessageTemplate.objects.create(code=CODE, channel="smoke")
