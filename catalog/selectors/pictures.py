"""Where pictures of goods are found."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.urls import reverse


def picture_url(path: str) -> str:
    """Return the address of a stored picture by its path below the media root, or "" for none; its name is the file's public id."""
    return reverse("account:file", args=[PurePosixPath(path).stem]) if path else ""
