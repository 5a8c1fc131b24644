"""Imports of what apps below this one own: they cannot register it themselves."""
