"""The test suite: real PostgreSQL and Redis, cheap passwords, tasks run at once."""

import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import CACHES, env

SECRET_KEY = "tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789"  # noqa: S105 - guards nothing
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
LANGUAGE_CODE = "en"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True

# Several suites may share one Redis: each process keeps to its own keys.
for _alias, _cache in CACHES.items():
    _cache["KEY_PREFIX"] = f"test-{env('PYTEST_XDIST_WORKER', default='main')}-{tempfile.gettempprefix()}-{_alias}"

WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="tongshang-media-"))
