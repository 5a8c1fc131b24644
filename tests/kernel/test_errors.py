import json
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError, Forbidden, IllegalTransition, InvalidInput, NotFound


def test_problem_has_the_members_of_rfc_9457_and_its_own():
    problem = IllegalTransition(current="draft", target="paid").problem()

    assert problem == {
        "type": "urn:tongshang:problem:illegal_transition",
        "title": "Not possible in this state",
        "status": 409,
        "detail": "This step is not possible any more: the state is “draft”. Reload to see what has changed.",
        "code": "illegal_transition",
        "current": "draft",
        "target": "paid",
    }


def test_problem_is_json_whatever_its_members_are():
    error = InvalidInput(errors={"price": [_("Some of what was sent is not valid.")]}, limit=Decimal("1.50"), ids={3})

    problem = json.loads(json.dumps(error.problem()))

    assert problem["errors"] == {"price": ["Some of what was sent is not valid."]}
    assert problem["limit"] == "1.50"
    assert problem["ids"] == [3]


def test_detail_keeps_a_percent_sign_that_is_no_placeholder():
    assert DomainError("100 % of it", share="1").detail == "100 % of it"


def test_members_cannot_overwrite_the_standard_ones():
    problem = DomainError(status="weird", type="other", code="mine").problem()

    assert problem["status"] == 409
    assert problem["code"] == "domain_error"
    assert problem["type"] == "urn:tongshang:problem:domain_error"


def test_detail_with_a_missing_placeholder_still_renders():
    class Refusal(DomainError):
        message = "At most %(limit)s of %(kind)s"

    assert Refusal(limit=3).detail == "At most %(limit)s of %(kind)s"


def test_detail_is_in_the_active_language():
    with translation.override("zh-hans"):
        chinese = NotFound().detail

    assert isinstance(chinese, str)
    assert str(Forbidden(permission="order.approve")) == Forbidden().detail
