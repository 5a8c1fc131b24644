"""What the faces that hand out papers share: the language that is asked for, and the download."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest
from django.utils.translation import get_language

from finance.services.documents import PDF_FIELDS
from kernel.models import StoredFile
from kernel.services.files import open_file


def language_of(request: HttpRequest) -> str:
    """Return the language a paper is asked for in: `?language=`, else that of the page, else English."""
    wanted = request.GET.get("language") or get_language() or ""
    return wanted if wanted in PDF_FIELDS else "en"


def download(stored: StoredFile) -> FileResponse:
    """Return a paper as a file to be saved, which no cache on the way may keep."""
    response = FileResponse(
        open_file(stored), as_attachment=True, filename=stored.name, content_type=stored.content_type
    )
    response["Cache-Control"] = "private, no-store"
    return response
