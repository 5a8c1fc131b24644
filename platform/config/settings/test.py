"""The test suite: real PostgreSQL and Redis, cheap passwords, tasks run at once."""

from config.settings.base import *  # noqa: F403
from config.settings.base import CACHES, LOGGING

SECRET_KEY = "tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789"  # noqa: S105 - guards nothing
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
LANGUAGE_CODE = "en"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", "openplatform.hashers.ClientSecretHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True

# Several suites may share one Redis: every test keeps to its own keys.
for _cache in CACHES.values():
    _cache["KEY_FUNCTION"] = "tests.keyspace.make_key"

WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# A test that begins within two seconds of another must not see its public configuration; no clock adds queries to a test.
REFERENCE_CHECK_SECONDS = 0
REFERENCE_RELOAD_SECONDS = 86_400

# The live server of the browser tests logs every cut connection, even after pytest has closed its streams.
LOGGING["loggers"]["django.server"]["level"] = "CRITICAL"
