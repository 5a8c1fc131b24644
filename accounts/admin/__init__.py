"""The back office of accounts, and the floor (`base`, `dashboard`) that the other apps' pages of it stand on."""

from accounts.admin import audit, cards, companies, people, platform, reference

__all__ = ["audit", "cards", "companies", "people", "platform", "reference"]
