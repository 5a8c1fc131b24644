"""Draw HTML as PDF, with nothing but what the HTML itself holds: no file and no address is ever opened (promise S8)."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any

from django.conf import settings

from kernel.errors import PdfUnavailable


@lru_cache(maxsize=1)
def _engine() -> tuple[Any, Any, Any]:
    """
    Return WeasyPrint with its fonts; they are read once per process, at the first document.

    :raises PdfUnavailable: when the system library pango is missing.
    """
    os.environ.setdefault("FONTCONFIG_FILE", str(settings.PDF_FONT_CONFIG))
    try:
        import weasyprint  # noqa: PLC0415 - two seconds and a system library, only where a PDF is drawn
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
        from weasyprint.urls import URLFetcher  # noqa: PLC0415
    except OSError as error:
        raise PdfUnavailable from error
    return weasyprint, FontConfiguration(), URLFetcher(allowed_protocols=["data"])


def draw_pdf(html: str) -> bytes:
    """
    Return the PDF of a complete HTML document whose style is inline.

    :raises PdfUnavailable: when the system library pango is missing.
    """
    weasyprint, fonts, fetcher = _engine()
    document = weasyprint.HTML(string=html, url_fetcher=fetcher, base_url=None)
    content: bytes = document.write_pdf(font_config=fonts)
    return content
