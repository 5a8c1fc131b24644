#!/usr/bin/env python3
"""Run a Django command; `./run manage …` does the same against the embedded servers."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Put `platform/` on the import path and hand over to Django."""
    # Position 1, after the folder of this file: `platform` must stay the standard library's module.
    sys.path.insert(1, str(Path(__file__).resolve().parent / "platform"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
