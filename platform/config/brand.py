"""The brand: name, logo, colours and contact lines of whoever runs the platform, changed here and only here (F199)."""

from __future__ import annotations

from dataclasses import dataclass, fields

import environ
from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Brand:
    """
    What pages, documents and messages show of the operator.

    `colour` paints buttons and links and must reach 4.5:1 on white; `accent` marks promotions and the logo's second stroke.
    Pictures are paths under `static/`. Empty lines are left out wherever they would be printed. Read it as `settings.BRAND`;
    an installation overrides a field with an environment variable such as `BRAND_NAME_EN`.
    """

    name_en: str = "Tongshang"
    name_zh: str = "通商"
    tagline_en: str = "Commerce between companies"
    tagline_zh: str = "企业之间，通达商贸"
    legal_name: str = "Tongshang"
    colour: str = "#1f4fd1"
    accent: str = "#d93a26"
    ink: str = "#101828"
    mark: str = "img/brand/mark.svg"
    favicon_svg: str = "img/brand/favicon.svg"
    favicon_png: str = "img/brand/favicon.png"
    touch_icon: str = "img/brand/touch-icon.png"
    social_image: str = "img/brand/social.png"
    support_email: str = "support@tongshang.example"
    support_phone: str = ""
    website: str = ""
    address: str = ""
    icp_number: str = ""

    @property
    def version(self) -> str:
        """Return what changes whenever a colour does."""
        return f"{self.colour}-{self.accent}-{self.ink}".replace("#", "")

    @property
    def name(self) -> str:
        """Return the name in the active language."""
        return self.name_zh if is_chinese() else self.name_en

    @property
    def other_name(self) -> str:
        """Return the name in the other language, for the second half of the word mark."""
        return self.name_en if is_chinese() else self.name_zh

    @property
    def tagline(self) -> str:
        """Return the tagline in the active language."""
        return self.tagline_zh if is_chinese() else self.tagline_en

    @property
    def full_name(self) -> str:
        """Return both names, as on documents and in page titles."""
        return f"{self.name_en} {self.name_zh}".strip()


def is_chinese() -> bool:
    """Return whether the active language is a Chinese one."""
    return (get_language() or "").lower().startswith("zh")


def brand_from_environment(env: environ.Env) -> Brand:
    """Return the brand, with each field replaced by its `BRAND_…` variable where there is one."""
    given = {field.name: env.str(f"BRAND_{field.name.upper()}", default="") for field in fields(Brand)}
    return Brand(**{name: value for name, value in given.items() if value})
