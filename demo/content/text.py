"""Text in the two languages of the platform."""

from typing import NamedTuple


class Text(NamedTuple):
    """The same wording in simplified Chinese and in English."""

    zh: str
    en: str

    def format(self, **values: object) -> "Text":
        """Fill both wordings; a `Text` among the values gives each language its own part."""
        zh = {key: value.zh if isinstance(value, Text) else value for key, value in values.items()}
        en = {key: value.en if isinstance(value, Text) else value for key, value in values.items()}
        return Text(self.zh.format(**zh), self.en.format(**en))
