"""Store bytes once, under a name nobody can guess, and hand them only to whom they belong."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from kernel.actors import Actor
from kernel.errors import NotFound
from kernel.models import FileGrant, StoredFile
from kernel.public_ids import new_public_id

NAME_LENGTH = 255


def store_file(
    *,
    actor: Actor,
    content: bytes,
    name: str,
    content_type: str,
    purpose: str,
    organization_id: int | None,
    share_with: Iterable[int] = (),
    is_public: bool = False,
) -> StoredFile:
    """
    Write `content` to the file store and its row to the database; `share_with` are further organizations that may read it.

    The bytes are written before the row: a crash in between leaves bytes without a row, never a row without bytes.
    """
    public_id = new_public_id("fil")
    suffix = PurePosixPath(name).suffix.lower()[:10]
    folder = hashlib.sha256(public_id.encode()).hexdigest()[:2]
    path = default_storage.save(f"{purpose}/{folder}/{public_id}{suffix}", ContentFile(content))
    with transaction.atomic():
        stored = StoredFile.objects.create(
            public_id=public_id,
            organization_id=organization_id,
            purpose=purpose,
            path=path,
            name=PurePosixPath(name).name[:NAME_LENGTH],
            content_type=content_type,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            is_public=is_public,
            created_by_id=actor.user_id,
        )
        FileGrant.objects.bulk_create(
            FileGrant(file=stored, organization_id=other) for other in sorted(set(share_with) - {organization_id})
        )
    return stored


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
