"""The one settings file. The environment decides, and `.env` beside manage.py stands in for it.

Every variable read here is listed in docs/operations.md. A value that cannot be read stops the start with
a line that names it.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
# What the environment already says wins over the file.
env.read_env(env.path("ENV_FILE", default=str(BASE_DIR / ".env")), overwrite=False)


def switch(name: str, *, default: bool) -> bool:
    """Read a variable that is on or off. (`env.bool` takes whatever it does not know, a typing error too, for off.)"""
    value = env.str(name, default="on" if default else "off").lower()
    if value not in ("on", "off"):
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to on or off.")
    return value == "on"


DEBUG = switch("DEBUG", default=False)

SECRET_KEY: str = env.str("SECRET_KEY", default="django-insecure-for-development-only" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Run `make .env` to write one into .env, or set SECRET_KEY in the environment "
        "to 50 or more random characters."
    )

ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "claims",
    "sources",
    "people",
    "record",
    "record.apps.SaysoAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_filters",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.readable",
    "config.middleware.private_to_members",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
            ],
        },
    },
]

# Databases

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
database = DATABASES["default"]

# Why these pragmas: docs/decisions/0003. Foreign keys are on already: Django's backend sees to it.
SQLITE_OPTIONS = {
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
}
if database["ENGINE"] == "django.db.backends.sqlite3":
    database["OPTIONS"] = SQLITE_OPTIONS
elif database["ENGINE"] == "django.db.backends.postgresql":
    database |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
else:
    raise ImproperlyConfigured(
        "DATABASE_URL names neither SQLite nor PostgreSQL. Set it to sqlite:////a/path/db.sqlite3 or "
        "postgres://user:password@host/name."
    )

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Who may log in

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# A form whose token is out of date, after a login in another tab, is given back and not thrown away.
CSRF_FAILURE_VIEW = "record.admin.kept_forms.csrf_failure"

# Language and time

LANGUAGE_CODE = "en"
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

# Static files

STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
# What browsers and robots ask for at the top, whatever a page says: /favicon.ico.
WHITENOISE_ROOT = BASE_DIR / "static" / "root"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Pages fetched for editors (docs/adding.md)

# Raw captures, as WARC files: private, and no part of what is served.
CAPTURES_DIR = Path(env.str("CAPTURES_DIR", default=str(BASE_DIR / "captures")))
# What sites are told of who asks. Add an address at which their owners can complain.
FETCH_USER_AGENT: str = env.str("FETCH_USER_AGENT", default="Sayso/0.1 (fetches a page when an editor asks)")

# Security. Plain http is for the loopback demo alone: there `.env` says HTTPS=off.

HTTPS = switch("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
# Subdomains and browsers' preload lists concern hosts that are not ours to decide about.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# Only behind a proxy that sets (and strips) the header: anybody else could forge it.
if switch("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}

# A claim with a thousand pieces of evidence is one admin form, of some 50 fields a row.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# History records what was; going back is an edit like any other, through the same doors.
SIMPLE_HISTORY_REVERT_DISABLED = True
# A reason may be a paragraph.
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

# Everything to stderr, one line an event: whatever supervises the process keeps and rotates it.

LOG_LEVEL: str = env.str("LOG_LEVEL", default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    # Django's own handlers (mail to ADMINS, console only in DEBUG) give way to the one above.
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        # A visitor's mistake (400, 404) is answered on the page; what is broken here is for the log.
        "django.request": {"level": "ERROR"},
        # Django leaves the body of an answer to HEAD for the server to drop; no need to say so each time.
        "gunicorn.http.wsgi": {"level": "ERROR"},
    },
}
