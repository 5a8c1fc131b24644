"""Production settings and one address more: the empty view that everything is compared with."""

from config.settings.production import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
