"""The environment variables that tell the application where it runs."""

import os
from pathlib import Path

from launcher.layout import Layout
from launcher.servers import Addresses


def application_environment(layout: Layout, addresses: Addresses, *, debug: bool) -> dict[str, str]:
    """Return the environment of web server, worker, beat and `manage`."""
    return {
        **python_environment(layout.root),
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings.dev"),
        "DJANGO_DEBUG": "1" if debug else "0",
        "SECRET_KEY": os.environ.get("SECRET_KEY") or layout.secret("secret-key"),
        "DATABASE_URL": addresses.database_url,
        "REDIS_URL": addresses.redis_url,
        "TONGSHANG_VAR_DIR": str(layout.data),
    }


def python_environment(root: Path) -> dict[str, str]:
    """Return our own environment with both source folders on the import path."""
    paths = [str(root), str(root / "platform")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUNBUFFERED": "1"}
