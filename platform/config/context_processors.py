"""What every template may know about the installation."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def brand(request: HttpRequest) -> dict[str, object]:
    """Return the product's name, logo and colour in the reader's language."""
    language = "zh" if (get_language() or "").startswith("zh") else "en"
    return {"brand": {**settings.BRAND, "name": settings.BRAND[f"name_{language}"]}}
