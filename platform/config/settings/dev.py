"""One machine: `./run`, `runserver`, and what developers type by hand."""

from config.settings.base import *  # noqa: F403
from config.settings.base import env, template_engine

DEBUG = env.bool("DJANGO_DEBUG", default=True)
SECRET_KEY = env("SECRET_KEY", default="only-for-development-0123456789-abcdefghijklmnopqrstuvwxyz")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"])
TEMPLATES = template_engine(cached=not DEBUG)

# `manage.py demo` loads companies whose passwords everybody knows.
DEMO_DATA_ALLOWED = True

WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
