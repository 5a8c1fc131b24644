"""What transfer announces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kernel.events import Event, register


@register
@dataclass(frozen=True, kw_only=True)
class ImportFinished(Event):
    """An import is done, failed or was given up; `user_id` is the public id of whoever started it."""

    name: ClassVar[str] = "transfer.import.finished"

    import_id: str
    kind: str
    status: str
    file_name: str
    row_count: int = 0
    created_count: int = 0
    updated_count: int = 0
    unchanged_count: int = 0
    error_count: int = 0
    user_id: str = ""


@register
@dataclass(frozen=True, kw_only=True)
class ExportFinished(Event):
    """An export can be downloaded, or has failed; `user_id` is the public id of whoever started it."""

    name: ClassVar[str] = "transfer.export.finished"

    export_id: str
    kind: str
    status: str
    file_format: str
    row_count: int = 0
    user_id: str = ""
