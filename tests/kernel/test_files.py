import hashlib
from dataclasses import replace

import pytest

from kernel.actors import Actor
from kernel.errors import NotFound
from kernel.models import FileGrant, StoredFile, files
from kernel.models.files import STAFF_VIEW_FILES
from kernel.services.files import get_file, open_file, store_file

OWNER = Actor(user_id=1, organization_id=10)
PARTNER = Actor(user_id=2, organization_id=20)
STRANGER = Actor(user_id=3, organization_id=30)
STAFF = Actor(user_id=4, organization_id=1, permissions=frozenset({STAFF_VIEW_FILES}), is_platform=True)
CONTENT = "发票".encode()


def store(**changes) -> StoredFile:
    values = {
        "actor": OWNER,
        "content": CONTENT,
        "name": "invoice.pdf",
        "content_type": "application/pdf",
        "purpose": "attachment",
        "organization_id": 10,
    }
    return store_file(**values | changes)


@pytest.mark.django_db
def test_stored_bytes_come_back_with_their_hash():
    stored = store()

    with open_file(get_file(actor=OWNER, file_id=stored.public_id)) as opened:
        assert opened.read() == CONTENT
    assert stored.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert (stored.size, stored.created_by_id) == (6, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("actor", [OWNER, PARTNER, STAFF, Actor.system()])
def test_file_is_handed_to_owner_partner_and_staff(actor: Actor):
    stored = store(share_with=[20])

    assert get_file(actor=actor, file_id=stored.public_id) == stored


@pytest.mark.django_db
@pytest.mark.parametrize("actor", [STRANGER, Actor.anonymous(), Actor(user_id=5, organization_id=None)])
def test_file_does_not_exist_for_strangers(actor: Actor):
    stored = store(share_with=[20])

    with pytest.raises(NotFound):
        get_file(actor=actor, file_id=stored.public_id)


@pytest.mark.django_db
@pytest.mark.parametrize("actor", [OWNER, PARTNER])
def test_guarded_file_does_not_exist_for_members_without_the_permission(monkeypatch, actor: Actor):
    monkeypatch.setattr(files, "_guards", {})
    files.guard_files("passport", ["papers.edit", "papers.view"])
    stored = store(share_with=[20], purpose="passport")

    with pytest.raises(NotFound):
        get_file(actor=actor, file_id=stored.public_id)
    allowed = replace(actor, permissions=frozenset({"papers.view"}))
    assert get_file(actor=allowed, file_id=stored.public_id) == stored
    assert get_file(actor=STAFF, file_id=stored.public_id) == stored


@pytest.mark.django_db
@pytest.mark.parametrize("actor", [STRANGER, Actor.anonymous()])
def test_file_of_nobody_is_not_everybodys(actor: Actor):
    stored = store(organization_id=None)

    with pytest.raises(NotFound):
        get_file(actor=actor, file_id=stored.public_id)


@pytest.mark.django_db
@pytest.mark.parametrize("actor", [STRANGER, Actor.anonymous()])
def test_public_file_is_for_all(actor: Actor):
    stored = store(is_public=True)

    assert get_file(actor=actor, file_id=stored.public_id) == stored


@pytest.mark.django_db
def test_owner_and_repeated_partners_are_granted_once():
    stored = store(share_with=[20, 20, 10])

    assert list(FileGrant.objects.filter(file=stored).values_list("organization_id", flat=True)) == [20]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/../../b.pdf", "x" * 500 + ".pdf"])
def test_original_name_never_decides_where_bytes_go(name: str):
    stored = store(name=name)

    assert stored.path.startswith("attachment/")
    assert ".." not in stored.path
    assert "/" not in stored.name
    assert len(stored.name) <= 255
