"""Store bytes once, under a name nobody can guess, and hand them only to whom they belong."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import IO

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction

from kernel.actors import Actor
from kernel.errors import NotFound
from kernel.models import FileGrant, StoredFile
from kernel.public_ids import new_public_id

NAME_LENGTH = 255
PIECE = 1024 * 1024


def store_file(
    *,
    actor: Actor,
    content: bytes | IO[bytes],
    name: str,
    content_type: str,
    purpose: str,
    organization_id: int | None,
    share_with: Iterable[int] = (),
    is_public: bool = False,
) -> StoredFile:
    """
    Write `content` to the file store and its row to the database; `share_with` are further organizations that may read it.

    The bytes are written before the row: a crash in between leaves bytes without a row, never a row without bytes. An open file is
    read in pieces, so that its size does not matter.
    """
    public_id = new_public_id("fil")
    suffix = PurePosixPath(name).suffix.lower()[:10]
    folder = hashlib.sha256(public_id.encode()).hexdigest()[:2]
    file: File[bytes] = ContentFile(content) if isinstance(content, bytes) else File(content)
    size, sha256 = _measure(file)
    path = default_storage.save(f"{purpose}/{folder}/{public_id}{suffix}", file)
    with transaction.atomic():
        stored = StoredFile.objects.create(
            public_id=public_id,
            organization_id=organization_id,
            purpose=purpose,
            path=path,
            name=PurePosixPath(name).name[:NAME_LENGTH],
            content_type=content_type,
            size=size,
            sha256=sha256,
            is_public=is_public,
            created_by_id=actor.user_id,
        )
        FileGrant.objects.bulk_create(
            FileGrant(file=stored, organization_id=other) for other in sorted(set(share_with) - {organization_id})
        )
    return stored


def _measure(file: File[bytes]) -> tuple[int, str]:
    """Return size and hash, and go back to the start."""
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    while piece := file.read(PIECE):
        digest.update(piece)
        size += len(piece)
    file.seek(0)
    return size, digest.hexdigest()


def get_file(*, actor: Actor, file_id: str) -> StoredFile:
    """
    Return a file's row.

    :raises NotFound: when the actor may not read it.
    """
    stored = StoredFile.objects.visible_to(actor).filter(public_id=file_id).first()
    if stored is None:
        raise NotFound
    return stored


def open_file(stored: StoredFile) -> IO[bytes]:
    """Open the bytes of a file whose access was checked by `get_file`."""
    return default_storage.open(stored.path, "rb")


def remove_file(stored: StoredFile) -> None:
    """Delete a file whose time is over: the row first, so that nobody finds a row without bytes."""
    path = stored.path
    stored.delete()
    transaction.on_commit(lambda: default_storage.delete(path))


def discard_file(stored: StoredFile) -> None:
    """Remove a file that nothing refers to: first its row, then, once that is certain, its bytes."""
    path = stored.path
    with transaction.atomic():
        stored.delete()
        transaction.on_commit(lambda: default_storage.delete(path))
