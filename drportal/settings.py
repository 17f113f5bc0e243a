"""The settings, all from the environment. docs/operator.md explains each one for the person who runs the portal."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from csp.constants import NONE, SELF

from accounts.permissions import Role
from drportal import queues
from drportal.environment import DAYS, SQLITE, Environment, folder, stop
from drportal.languages import languages_with_catalogues
from drportal.setting_faults import bracketed
from drportal.this_machine import is_this_machine
from presentation.formats.en import formats
from recovery.languages import DEFAULT

BASE_DIR = Path(__file__).resolve().parent.parent
RELEASE = "0.2.0"  # as in pyproject.toml, which an installed portal need not have, and in the changelog
environment = Environment()
# What any of our processes writes is for its own user: the portal holds the map of what hurts most.
os.umask(0o077)

# --- what kind of start is this -------------------------------------------------------------------------------------
DEBUG = environment.flag("DEBUG")
DEMO = environment.flag("DEMO")
PUBLIC_URL = environment.web_address("PUBLIC_URL", "http://localhost:8000")
DATA_DIR = Path(environment.text("DATA_DIR", str(BASE_DIR / "var")))
PUBLIC_HOST = urlsplit(PUBLIC_URL).hostname or "localhost"
SECURE = PUBLIC_URL.startswith("https://")


if DEBUG and not is_this_machine(PUBLIC_HOST):
    stop(f"DEBUG shows errors in full to everybody, so it does not start with PUBLIC_URL on the host {PUBLIC_HOST}.")

SECRET_KEY = environment.key("SECRET_KEY", weak_too=DEBUG)
HOSTS = environment.hosts("ALLOWED_HOSTS", [bracketed(PUBLIC_HOST)])
# This machine's own names always: health checks come from beside the portal.
ALLOWED_HOSTS = [*HOSTS, "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

# Signing in as anybody with one click is meant for strangers only where somebody said so.
DEMO_PUBLIC = environment.flag("DEMO_PUBLIC")
if elsewhere := [host for host in (PUBLIC_HOST, *HOSTS) if DEMO and not DEMO_PUBLIC and not is_this_machine(host)]:
    stop(
        f"DEMO lets anybody in with one click, and PUBLIC_URL or ALLOWED_HOSTS answer to {elsewhere[0]}, which is not "
        "this machine. If strangers are meant to play with it, set DEMO_PUBLIC=1."
    )

# --- applications ---------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "presentation",
    "accounts",
    "background",
    "notifications",
    "systems",
    "questionnaires",
    "policies",
    "derivation",
    "assessments",
    "checkins",
    "campaigns",
    "panels",
    "scenarios",
    "exports",
    "calendars",
    "operations",
    "api",
    "drportal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
]

MIDDLEWARE = [
    "operations.middleware.RequestMiddleware",
    "api.middleware.ProblemMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "checkins.middleware.CheckInMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SignInRequiredMiddleware",
    "accounts.middleware.PersonalSettingsMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "drportal.bodies.BodyMiddleware",
]

ROOT_URLCONF = "drportal.urls"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "drportal.context.portal",
            ],
            "builtins": ["presentation.templatetags.portal"],
        },
    },
]

# --- data -----------------------------------------------------------------------------------------------------------
DATABASES = {
    "default": environment.database(
        "DATABASE_URL", folder(DATA_DIR) / "drportal.sqlite3", environment.text("DATABASE_PASSWORD", "")
    )
}
if DATABASES["default"]["ENGINE"] == SQLITE:
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE takes the write lock at the start, so a read that turns into a write waits instead of failing.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)  # seconds
    DATABASES["default"]["CONN_MAX_AGE"] = 300
    # Behind PgBouncer in transaction mode each transaction may get another connection of the server: what outlives one,
    # a cursor of the server or a SET, would be somebody else's.
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = environment.flag("PGBOUNCER")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = environment.broker("REDIS_URL")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# --- people ---------------------------------------------------------------------------------------------------------
# Whose mailboxes are the company's: colleagues there can be asked single questions without having been added before.
COMPANY_DOMAINS = frozenset(domain.lower() for domain in environment.hosts("COMPANY_DOMAINS", []))
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.PeopleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "accounts.services.passwords.NotGuessedAtOnce"},
]
# OpenID providers at which people sign in. allauth speaks with them; accounts, sessions, limits and pages are ours.
SIGN_IN_PROVIDERS = environment.providers("SIGN_IN_PROVIDERS")
# The other two ways in. A first password is set by who came in by a link or a provider.
SIGN_IN_BY_PASSWORD = environment.flag("SIGN_IN_BY_PASSWORD", default=True)
SIGN_IN_BY_LINK = environment.flag("SIGN_IN_BY_LINK", default=True)
if not SIGN_IN_BY_LINK and not SIGN_IN_PROVIDERS:
    stop("SIGN_IN_BY_LINK=0 needs SIGN_IN_PROVIDERS: nobody who has no password yet could come in.")
SOCIALACCOUNT_ADAPTER = "accounts.backends.ProvidersAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True}}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# Second factors, and of whom one is asked.
SECOND_FACTOR_ROLES = environment.names("SECOND_FACTOR_ROLES", Role.values)
MFA_ADAPTER = "accounts.backends.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = "DR Portal"
MFA_TOTP_TOLERANCE = 1  # half a minute before and after: clocks of phones differ
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home"

# --- language and time ----------------------------------------------------------------------------------------------
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_CODE = DEFAULT
LANGUAGES = languages_with_catalogues(LOCALE_PATHS)
FORMAT_MODULE_PATH = ["presentation.formats"]
# Where neither we nor Django have formats of a language, it writes as the first one does.
globals().update({name: getattr(formats, name) for name in dir(formats) if name.isupper()})
TIME_ZONE = environment.choice("TIME_ZONE", "UTC", available_timezones())
USE_TZ = True
CURRENCY = environment.currency("CURRENCY", "EUR")

# --- static files ---------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = folder(Path(environment.text("STATIC_ROOT", str(DATA_DIR / "static"))))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- files that people bring ---------------------------------------------------------------------------------------
# No address leads here: views hand them out to whom they are for.
MEDIA_ROOT = DATA_DIR / "media"
# Files that were made in the background wait here for who asked for them; web and workers share the folder.
EXPORTS_DIR = DATA_DIR / "exports"
EXPORT_AT_ONCE_ROWS = environment.number("EXPORT_AT_ONCE_ROWS", 2_000)
EXPORT_KEPT_HOURS = environment.number("EXPORT_KEPT_HOURS", 24, most=8_760)
IMPORT_AT_ONCE_ROWS = environment.number("IMPORT_AT_ONCE_ROWS", 1_000)
# Lists that are fetched by themselves: files of this folder, and whether addresses may lead into the company's network.
IMPORT_FOLDER = environment.text("IMPORT_FOLDER", "")
IMPORT_PRIVATE_ADDRESSES = environment.flag("IMPORT_PRIVATE_ADDRESSES")
# Whether webhooks may lead into the company's network, and be without TLS.
WEBHOOK_PRIVATE_ADDRESSES = environment.flag("WEBHOOK_PRIVATE_ADDRESSES")
# What is deleted when, in days; 0 keeps it for good (docs/operator.md has the whole table).
KEEP_WORK_DAYS = environment.number("KEEP_WORK_DAYS", 90, most=36_500)
KEEP_PREVIEWS_DAYS = environment.number("KEEP_PREVIEWS_DAYS", 30, most=36_500)
KEEP_CHECK_INS_DAYS = environment.number("KEEP_CHECK_INS_DAYS", 400, most=36_500)
KEEP_IMPORTED_FILES_DAYS = environment.number("KEEP_IMPORTED_FILES_DAYS", 0, most=36_500)
SECOND_ARCHITECT_PUBLISHES = environment.flag("SECOND_ARCHITECT_PUBLISHES")
# Who may read the copies that `manage.py backup` writes; and the portal's own entry in its catalogue.
BACKUP_RECIPIENTS = environment.recipients("BACKUP_RECIPIENTS")
PORTAL_SYSTEM = environment.text("PORTAL_SYSTEM", "dr-portal")
AUDIT_ANCHOR = DATA_DIR / "audit-anchor.json"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# --- mail -----------------------------------------------------------------------------------------------------------
OUTBOX_DIR = DATA_DIR / "outbox"
# What is asked within this time is one mail. Whoever looks at the demonstration does not want to wait for it.
MAIL_GATHERING_SECONDS = environment.number("MAIL_GATHERING_SECONDS", 0 if DEMO else 120)
# So long the link of a mail that asks also opens in a browser that nobody has signed in with; 0: not at all.
MAIL_LINK_MINUTES = environment.number("MAIL_LINK_MINUTES", 10)
# Reminders are written when their reader works. Whoever looks at the demonstration does so at any hour.
WORKING_HOURS = environment.hours("WORKING_HOURS", "0-24" if DEMO else "8-18")
WORKING_DAYS = environment.days("WORKING_DAYS", list(DAYS if DEMO else DAYS[:5]))
HOLIDAYS_COUNTRY = environment.place("HOLIDAYS_COUNTRY")
# What people may name beside mail: services whose addresses lead to hosts of their own.
CHAT_SERVICES = environment.words("CHAT_SERVICES", ["workflows", "slack", "gchat", "wxteams", "discord"])
DEFAULT_FROM_EMAIL = environment.sender("MAIL_FROM", f"DR Portal <drportal@{PUBLIC_HOST}>")
MAIL_SERVER = environment.mail_server("EMAIL_URL")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if MAIL_SERVER else "notifications.backends.OutboxBackend"
globals().update(MAIL_SERVER or {})

# --- background work ------------------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
CELERY_BROKER_TRANSPORT = None if REDIS_URL else "drportal.file_broker:Transport"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = (
    {
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
        "socket_keepalive": True,
        "health_check_interval": 10,
        "retry_on_timeout": True,
        "visibility_timeout": 3600,
    }
    if REDIS_URL
    else {
        "data_folder_in": str(folder(DATA_DIR / "broker" / "messages")),
        "data_folder_out": str(folder(DATA_DIR / "broker" / "messages")),
        "control_folder": str(folder(DATA_DIR / "broker" / "control")),
        "store_processed": False,
        "polling_interval": 0.2,  # one task a second would be too slow for a morning of mails
    }
)
CELERY_TASK_DEFAULT_QUEUE = queues.DERIVE
CELERY_TASK_QUEUES = queues.QUEUES
CELERY_TASK_ROUTES = queues.ROUTES
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
# The broker in files learns only every two seconds that a task is done, so it hands out more of them at once.
CELERY_WORKER_PREFETCH_MULTIPLIER = 1 if REDIS_URL else 16
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TASK_TIME_LIMIT = 600
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30.0 if REDIS_URL else 5.0
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.2}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"

# --- safety ---------------------------------------------------------------------------------------------------------
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("BEHIND_PROXY") else None
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = ["^health/"]  # asked from beside the portal, where nothing ends TLS
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
# These bind a whole domain, and the second one browsers for good: whoever answers for the domain switches them on.
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.flag("HSTS_INCLUDE_SUBDOMAINS")
SECURE_HSTS_PRELOAD = environment.flag("HSTS_PRELOAD")
if SECURE_HSTS_PRELOAD and not SECURE_HSTS_INCLUDE_SUBDOMAINS:
    stop("HSTS_PRELOAD needs HSTS_INCLUDE_SUBDOMAINS=1: browsers take no domain into their list without it.")
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # they ask for these two
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
LANGUAGE_COOKIE_NAME = "__Host-language" if SECURE else "language"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440  # bytes of a form without its files; pages that take no file read no more
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "frame-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
    },
}

# --- logs -----------------------------------------------------------------------------------------------------------
LOG_LEVELS = {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}
# JSON for what gathers logs, text for people; one line for each request where nothing before the portal writes one.
LOG_FORMAT = environment.choice("LOG_FORMAT", "text", {"json", "text"})
ACCESS_LOG = environment.flag("ACCESS_LOG")
# Who asks for figures of this portal says this word; without one there are none.
METRICS_TOKEN = environment.text("METRICS_TOKEN", "")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_tokens": {"()": "drportal.logs.HideTokens"}},
    "formatters": {"event": {"()": "drportal.logs.event_formatter", "kind": LOG_FORMAT}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "event", "filters": ["no_tokens"]}},
    "root": {"handlers": ["console"], "level": environment.choice("LOG_LEVEL", "INFO", LOG_LEVELS)},
    # It repeats addresses that it cannot read, and whoever knows one can post there. What it says is kept anyway.
    "loggers": {"apprise": {"level": "CRITICAL"}},
}
