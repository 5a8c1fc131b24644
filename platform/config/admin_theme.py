"""How the back office looks: the brand's name, mark and colours, in the admin theme's own terms."""

from __future__ import annotations

import colorsys
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from config.brand import Brand

# Lightness and strength of each weight; the brand's own colour is weight 600, which carries white text.
LIGHTNESS = {
    "50": (0.970, 0.30),
    "100": (0.940, 0.45),
    "200": (0.880, 0.60),
    "300": (0.780, 0.75),
    "400": (0.680, 0.90),
    "500": (0.580, 1.00),
    "700": (0.390, 1.00),
    "800": (0.310, 0.95),
    "900": (0.240, 0.85),
    "950": (0.160, 0.80),
}


def admin_theme(brand: Brand) -> dict[str, Any]:
    """Return the `UNFOLD` setting."""
    return {
        "SITE_TITLE": lambda _request: f"{brand.name} · {_('Back office')}",
        "SITE_HEADER": lambda _request: brand.name,
        "SITE_SUBHEADER": lambda _request: str(_("Back office")),
        "SITE_URL": "/",
        "SITE_ICON": {"light": _static(brand.mark), "dark": _static(brand.mark)},
        "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": _static(brand.favicon_svg)}],
        "SHOW_HISTORY": False,
        "SHOW_VIEW_ON_SITE": False,
        "SHOW_LANGUAGES": True,
        "BORDER_RADIUS": "8px",
        "COLORS": {"primary": shades(brand.colour)},
        "STYLES": [_static("css/admin.css")],
        "ACCOUNT": {
            "navigation": [
                {"title": _("My profile"), "link": reverse_lazy("account:profile")},
                {"title": _("Sign-in and security"), "link": reverse_lazy("mfa_index")},
            ]
        },
        "COMMAND": {"search_models": True, "show_history": False},
        "SIDEBAR": {"show_search": True, "command_search": True},
    }


def shades(colour: str) -> dict[str, str]:
    """Return the eleven weights of a `#rrggbb` colour, from nearly white to nearly black."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    hue, _lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    weights = {
        weight: _hex(colorsys.hls_to_rgb(hue, lightness, saturation * strength))
        for weight, (lightness, strength) in LIGHTNESS.items()
    }
    return dict(sorted({**weights, "600": colour}.items(), key=lambda pair: int(pair[0])))


def _hex(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def _static(path: str) -> Any:
    """Return a picture's URL once somebody asks, when static files are set up."""

    def url(_request: HttpRequest | None = None) -> str:
        return static(path)

    return url
