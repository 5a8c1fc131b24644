"""Everything every environment shares; secrets and addresses come from environment variables."""

from pathlib import Path
from typing import Any

import environ

from config.admin_theme import admin_theme
from config.brand import brand_from_environment
from config.logs import logging_config
from config.single_sign_on import sign_on_origins, single_sign_on

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parents[3]
VAR_DIR = Path(env("TONGSHANG_VAR_DIR", default=str(BASE_DIR / "var")))

# ── Brand: named, drawn and coloured in `config.brand` ───────────────────────────────────────────────────────────────────
BRAND = brand_from_environment(env)

# ── Documents: the fonts that PDFs are drawn with ────────────────────────────────────────────────────────────────────
PDF_FONT_CONFIG = BASE_DIR / "static" / "fonts" / "pdf" / "fonts.conf"

# ── Process ──────────────────────────────────────────────────────────────────────────────────────────────────────────
DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# ── Apps: lower layers first; an app may import only what stands above it in this list ───────────────────────────────
PLATFORM_APPS = ["kernel", "reference", "accounts", "messaging", "openplatform", "transfer"]
DOMAIN_APPS = ["catalog", "orders", "finance", "crm", "marketing", "analytics", "demo"]
LOCAL_APPS = PLATFORM_APPS + DOMAIN_APPS

INSTALLED_APPS = [
    # The plain config: the other one puts a site of its own in the place of ours.
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "config.apps.BackOfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.forms",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "oauth2_provider",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_celery_beat",
    "django_htmx",
    "csp",
    "pghistory",
    "pgtrigger",
    # The Simple configs: each library's automatic set-up of template loaders cancels the other's.
    "template_partials.apps.SimpleAppConfig",
    "django_cotton.apps.SimpleAppConfig",
    "django_structlog",
    *LOCAL_APPS,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.AdminContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "config.middleware.DisplayTimeZoneMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.ActorMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.AuditTrailMiddleware",
]

# ── Templates ────────────────────────────────────────────────────────────────────────────────────────────────────────
COTTON_DIR = "components"
TEMPLATE_SOURCES = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]


def template_engine(*, cached: bool) -> list[dict[str, Any]]:
    """Return `TEMPLATES`; compiled templates stay in memory when `cached`."""
    inner: list[Any] = [("django.template.loaders.cached.Loader", TEMPLATE_SOURCES)] if cached else TEMPLATE_SOURCES
    return [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [BASE_DIR / "templates"],
            "OPTIONS": {
                "loaders": [("template_partials.loader.Loader", inner)],
                "builtins": [
                    "django_cotton.templatetags.cotton",
                    "template_partials.templatetags.partials",
                    "config.templatetags.ui",
                ],
                "context_processors": [
                    "django.template.context_processors.debug",
                    "django.template.context_processors.request",
                    "django.template.context_processors.i18n",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                    "config.context_processors.brand",
                    "config.context_processors.shell",
                ],
            },
        }
    ]


TEMPLATES = template_engine(cached=True)
FORM_RENDERER = "config.forms.DesignSystemRenderer"

# ── PostgreSQL and Redis ─────────────────────────────────────────────────────────────────────────────────────────────
DATABASES: dict[str, Any] = {"default": env.db("DATABASE_URL", default="postgres://tongshang@127.0.0.1:5432/tongshang")}
DATABASES["default"].update(
    ENGINE="django.db.backends.postgresql",
    CONN_MAX_AGE=600,
    CONN_HEALTH_CHECKS=True,
    ATOMIC_REQUESTS=False,
)
DATABASES["default"].setdefault("OPTIONS", {}).update(connect_timeout=5, application_name="tongshang")

REDIS_URL = env("REDIS_URL", default="redis://127.0.0.1:6379/0")
REDIS_OPTIONS = {"socket_connect_timeout": 1, "socket_timeout": 3}
CACHES = {
    # Counters and locks: an unreachable Redis is an error here, so that limits fail closed.
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "tongshang",
        "OPTIONS": REDIS_OPTIONS,
    },
    # Copies of what PostgreSQL knows: an unreachable Redis is a miss, so that reading goes on.
    "copies": {
        "BACKEND": "config.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "tongshang-copies",
        "OPTIONS": REDIS_OPTIONS,
    },
}
# How soon a process sees that public configuration was changed, and how long it believes what it has without hearing anything.
REFERENCE_CHECK_SECONDS = 2
REFERENCE_RELOAD_SECONDS = 60
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_CACHE_ALIAS = "copies"

# ── Celery: a wake-up call and a clock; the work itself is rows in PostgreSQL ────────────────────────────────────────
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "global_keyprefix": "tongshang-celery:",
    "visibility_timeout": 900,
    "socket_connect_timeout": 2,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 600
CELERY_TASK_TIME_LIMIT = 660
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_CREATE_MISSING_QUEUES = True
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
# Each entry: {"task": "app.tasks.name", "schedule": seconds or crontab, "options": {"queue": …}}.
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    # Delivers what a lost wake-up call has left.
    "kernel.relay_outbox": {"task": "kernel.relay_outbox", "schedule": 10},
    "kernel.seal_records": {"task": "kernel.seal_records", "schedule": 60},
    "openplatform.purge_expired": {"task": "openplatform.purge_expired", "schedule": 3600},
    "accounts.watch_expiries": {"task": "accounts.watch_expiries", "schedule": 3600},
    "accounts.end_impersonations": {"task": "accounts.end_impersonations", "schedule": 300},
    "messaging.deliver_messages": {"task": "messaging.deliver_messages", "schedule": 60},
    "transfer.work_on_jobs": {"task": "transfer.work_on_jobs", "schedule": 30, "options": {"queue": "bulk"}},
    "transfer.expire_jobs": {"task": "transfer.expire_jobs", "schedule": 3600, "options": {"queue": "bulk"}},
}
DJANGO_STRUCTLOG_CELERY_ENABLED = True

# ── Users ────────────────────────────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    # Only for the secrets of API clients, which are long and random.
    "openplatform.hashers.ClientSecretHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"signup": "accounts.forms.registration.RegistrationForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/15m/key,100/15m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_TOTP_ISSUER = BRAND.name_en
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Single sign-on with a company's OpenID Connect service; the button appears once OIDC_SERVER_URL and OIDC_CLIENT_ID are set.
OIDC_SERVER_URL = env("OIDC_SERVER_URL", default="")
SOCIALACCOUNT_ADAPTER = "accounts.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_PROVIDERS = single_sign_on(env)

# ── Security ─────────────────────────────────────────────────────────────────────────────────────────────────────────
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'", *sign_on_origins(OIDC_SERVER_URL)],
        "frame-ancestors": ["'none'"],
    }
}
# What the admin theme's own Alpine needs, and nothing more; see `AdminContentSecurityPolicyMiddleware`.
ADMIN_CONTENT_SECURITY_POLICY = {"script-src": ["'unsafe-eval'"], "style-src": ["'unsafe-inline'"]}

# ── API: the classes live in `openplatform` ──────────────────────────────────────────────────────────────────────────
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "openplatform.api.authentication.ClientAuthentication",
        "openplatform.api.authentication.SessionAuthentication",
    ],
    # `ActorAPIView` admits by operation; a view of any other kind needs somebody signed in.
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["openplatform.api.parsing.DepthLimitedJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "openplatform.api.schema.OperationSchema",
    "EXCEPTION_HANDLER": "openplatform.api.problems.handle_exception",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "COERCE_DECIMAL_TO_STRING": True,
}
# Long-run rate and burst per client, signed-in person, and address of a visitor; the token endpoint is closed without Redis.
API_RATE_LIMITS = {
    "client": env("API_RATE_CLIENT", default="100/s burst 300"),
    "user": env("API_RATE_USER", default="30/s burst 120"),
    "address": env("API_RATE_ADDRESS", default="10/s burst 60"),
    "token": env("API_RATE_TOKEN", default="1/s burst 20"),
}
# How many proxies of ours append to X-Forwarded-For; 0 believes only the connection itself.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
API_DESCRIPTION = """
Catalogue, orders, deliveries and invoices for the systems of buyers and suppliers.

**Signing in.** Make an API client under *Account → API clients*. Exchange its id and secret for an access token of one hour at
`POST /api/v1/oauth/token` (client credentials), or use an API key. Either goes into `Authorization: Bearer …`. What a client may do
is what its scopes say.

**Repeating safely.** Requests that create something need an `Idempotency-Key`. Sent again with the same key, they return the first
answer, marked `Idempotency-Replayed: true`, for 30 days. While the first is still running: 409 with `Retry-After`.

**Lists** come in pages of up to 200 rows: follow `next` until it is null.

**Refusals** are RFC 9457 problem documents. `code` is stable, `errors` names the fields, `detail` is in the language of
`Accept-Language`. After 429, wait as long as `Retry-After` says; `RateLimit-Remaining` tells how much is left.
"""
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": f"{BRAND.name_en} API",
    "DESCRIPTION": API_DESCRIPTION,
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "PREPROCESSING_HOOKS": ["openplatform.api.schema.keep_our_operations"],
    "POSTPROCESSING_HOOKS": ["openplatform.api.schema.describe_platform"],
}
# Named although it is the default: migrations that point to it look it up here.
OAUTH2_PROVIDER_APPLICATION_MODEL = "oauth2_provider.Application"
OAUTH2_PROVIDER: dict[str, Any] = {
    "ACCESS_TOKEN_EXPIRE_SECONDS": 3600,
    "CLIENT_SECRET_HASHER": "openplatform_sha256",
    "OAUTH2_VALIDATOR_CLASS": "openplatform.oauth.ClientCredentialsValidator",
    "SCOPES_BACKEND_CLASS": "openplatform.oauth.RegisteredScopes",
    "ALLOWED_GRANT_TYPES": ["client-credentials"],
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
}

# ── Languages and time ───────────────────────────────────────────────────────────────────────────────────────────────
USE_I18N = True
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"
DISPLAY_TIME_ZONE = env("DISPLAY_TIME_ZONE", default="Asia/Shanghai")

# ── Static and media files ───────────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(VAR_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# ── Mail ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
# Where people find this installation: links in messages begin with it.
PUBLIC_URL = env("PUBLIC_URL", default="http://127.0.0.1:8000/")
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default=f"{BRAND.name_en} <noreply@example.com>")

# ── Admin theme ──────────────────────────────────────────────────────────────────────────────────────────────────────
UNFOLD = admin_theme(BRAND)

# ── Logs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
LOGGING = logging_config(log_format=env("LOG_FORMAT", default="plain"), level=env("LOG_LEVEL", default="INFO"))
