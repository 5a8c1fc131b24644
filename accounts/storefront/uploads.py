"""Scans and photographs as they come in: looked at before they are stored, whatever their name says they are."""

from __future__ import annotations

from io import BytesIO

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from kernel.actors import Actor
from kernel.errors import InvalidInput
from kernel.models import StoredFile
from kernel.services.files import store_file

PAPER_BYTES_MAX = 10 * 1024 * 1024
PIXELS_MAX = 60_000_000
IMAGE_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png"}


def store_paper(*, actor: Actor, upload: UploadedFile, field: str, purpose: str) -> StoredFile:
    """
    Store a scan for the actor's company only.

    :raises InvalidInput: when it is larger than 10 MB, or neither JPEG, PNG nor PDF inside.
    """
    if (upload.size or 0) > PAPER_BYTES_MAX:
        raise InvalidInput(errors={field: [_("The file is larger than 10 MB.")]})
    content = upload.read()
    content_type = _content_type(content)
    if content_type is None:
        raise InvalidInput(errors={field: [_("This is neither a JPEG or PNG picture nor a PDF.")]})
    return store_file(
        actor=actor,
        content=content,
        name=upload.name or "paper",
        content_type=content_type,
        purpose=purpose,
        organization_id=actor.organization_id,
    )


def _content_type(content: bytes) -> str | None:
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    try:
        with Image.open(BytesIO(content), formats=tuple(IMAGE_TYPES)) as image:
            if image.width * image.height > PIXELS_MAX:
                return None
            image.verify()
            return IMAGE_TYPES.get(image.format or "")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
