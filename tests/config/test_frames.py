from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from config.frames import CSRF_SLOT, PATH_SLOT, forget_frames, render_frame
from config.shell import Shell


@pytest.fixture(autouse=True)
def _empty_store():
    forget_frames()
    yield
    forget_frames()


def page(path: str = "/", user_id: int | None = None, permissions: frozenset[str] = frozenset()):
    request = RequestFactory().get(path)
    request.resolver_match = None
    request.actor = SimpleNamespace(user_id=user_id, permissions=permissions, is_platform=False)
    request.organization = None
    return request


def printed(request, text: str, token: str = "token") -> str:
    shell = Shell(request)
    shell.unread_count = shell.cart_count = 0
    return render_frame("header", request, shell, lambda: text, csrf_token=token)


def test_frame_is_kept_for_the_same_person():
    assert printed(page(user_id=1), "first") == "first"
    assert printed(page("/elsewhere", user_id=1), "second") == "first"


@pytest.mark.parametrize("other", [page(user_id=2), page(), page(user_id=1, permissions=frozenset({"order.place"}))])
def test_frame_is_never_shown_to_another_person_or_with_other_rights(other):
    printed(page(user_id=1), "mine")

    assert printed(other, "theirs") == "theirs"


def test_frame_gets_this_requests_token_and_path():
    text = f"{CSRF_SLOT} {PATH_SLOT}"

    assert printed(page("/a?b=c"), text, token="one") == "one %2Fa%3Fb%3Dc"
    assert printed(page("/d"), text, token="two") == "two %2Fd"
