"""Settings. One environment variable each; what is wrong fails loudly and says what to do. Secure by default."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("GUONG_DATA", "var")).resolve()
DEMO = os.environ.get("GUONG_DEMO") == "1"
DEBUG = os.environ.get("GUONG_DEBUG") == "1"


def _secret() -> str:
    """The installation's secret: from the environment, else made once and kept in the data folder (mode 600)."""
    given = os.environ.get("GUONG_SECRET_KEY")
    if given:
        if len(given) < 32:
            raise ImproperlyConfigured(
                "GUONG_SECRET_KEY is shorter than 32 characters; make one with `openssl rand -hex 32`."
            )
        return given
    path = DATA / "secret.key"
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
    return path.read_text().strip()


def _minutes(name: str, usual: int, least: int, most: int) -> int:
    """A whole number of minutes from the environment."""
    given = os.environ.get(name, "")
    if not given:
        return usual
    if not given.isdecimal() or not least <= int(given) <= most:
        raise ImproperlyConfigured(f"{name} is “{given}”; write a whole number of minutes from {least} to {most}.")
    return int(given)


def _oidc() -> dict[str, str]:
    """The provider of the office, if there is one: {} leaves its door shut (docs/mechanisms/sign-in.md)."""
    issuer = os.environ.get("GUONG_OIDC_ISSUER", "").rstrip("/")
    if not issuer:
        return {}
    client, secret = os.environ.get("GUONG_OIDC_CLIENT_ID", ""), os.environ.get("GUONG_OIDC_SECRET", "")
    if not client or not secret:
        raise ImproperlyConfigured("GUONG_OIDC_ISSUER needs GUONG_OIDC_CLIENT_ID and GUONG_OIDC_SECRET beside it.")
    host = urlsplit(issuer).hostname or ""
    if (not issuer.startswith("https://") and host not in {"127.0.0.1", "localhost", "::1"}) or len(issuer) > 200:
        raise ImproperlyConfigured(
            f"GUONG_OIDC_ISSUER is “{issuer}”; write the provider's address, beginning with https."
        )
    name = os.environ.get("GUONG_OIDC_NAME", "") or host
    return {"name": name[:40], "issuer": issuer, "client_id": client, "secret": secret}


SECRET_KEY = _secret()
ALLOWED_HOSTS = [host for host in os.environ.get("GUONG_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if host]
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("GUONG_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "guong.audit",
    "guong.files",
    "guong.accounts",
    "guong.org",
    "guong.access",
    "guong.directives",
    "guong.drives",
    "guong.questions",
    "guong.meetings",
    "guong.library",
    "guong.calendars",
    "guong.reviews",
    "guong.copies",
    "guong.corrections",
    "guong.gates",
    "guong.reminders",
    "guong.plans",
    "guong.ratings",
    "guong.rehearsals",
    "guong.reorganisation",
    "guong.figures",
    "guong.papers",
    "guong.exchange",
    "guong.privacy",
    "guong.jobs",
    "guong.web",
    "guong.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "guong.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # the request that allauth's passkeys read their challenge from
    "guong.web.middleware.ActorMiddleware",
    "guong.web.session_rules.SessionRulesMiddleware",
    "guong.web.playing.PartMiddleware",
    "guong.web.middleware.AddressMiddleware",
    "guong.web.middleware.ErrorPagesMiddleware",
]

ROOT_URLCONF = "guong.web.urls"
WSGI_APPLICATION = "guong.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "guong.web.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "guong.web.templatetags.guong",
            ],
        },
    }
]

_url = os.environ.get("GUONG_DATABASE_URL", "")
if _url:
    DATABASES = {"default": dj_database_url.parse(_url, conn_max_age=60)}
    if "postgresql" not in str(DATABASES["default"]["ENGINE"]):
        raise ImproperlyConfigured(
            "GUONG_DATABASE_URL must begin with postgres://; leave it out for the embedded database."
        )
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(DATA / "guong.sqlite3"),
            "CONN_MAX_AGE": 60,  # opening one costs more than most requests
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-65536;"
                "PRAGMA mmap_size=268435456;PRAGMA temp_store=MEMORY;PRAGMA foreign_keys=ON;",
            },
        }
    }

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "guong.accounts.passwords.PlaceWordsValidator"},
]
LOGIN_URL = "sign-in"
# Second factors are kept and checked by django-allauth; none of its URLs, mails or sign-ups is mounted (docs/mechanisms/sign-in.md).
ACCOUNT_ADAPTER = "guong.accounts.adapters.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "guong.accounts.adapters.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
MFA_TOTP_ISSUER = "Gương"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"
OIDC = _oidc()
STAFF_IDLE_MINUTES = _minutes("GUONG_STAFF_IDLE_MINUTES", 60, 5, 240)
UNMARKED_SESSIONS = False  # a session that no door of ours opened is nobody's; only in-process tests set this
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
HTTPS = os.environ.get("GUONG_HTTPS") == "1"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "guong.web.errors.csrf_failure"
SECURE_SSL_REDIRECT = False  # the proxy in front decides; GUONG_HTTPS marks the cookies
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "guong_language"
LOCALE_PATHS = sorted((PACKAGE / "locale").glob("*/"))
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["guong.web.formats"]

STATIC_URL = "static/"
STATICFILES_DIRS = [path for path in [PACKAGE / "web" / "static"] if path.exists()]
STATIC_ROOT = Path(os.environ.get("GUONG_STATIC", PACKAGE.parent.parent / "build" / "static"))
# `make setup` collects hashed copies; without them (a developer's checkout, tests) files are served from where they lie.
_collected = os.environ.get("GUONG_COLLECT") == "1" or (
    (STATIC_ROOT / "staticfiles.json").exists() and not DEBUG and os.environ.get("GUONG_STATIC_SOURCE") != "1"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _collected
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not _collected
MEDIA_ROOT = DATA / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
UPLOAD_LIMIT = 25 * 1024 * 1024  # a larger file is refused with a sentence
VIDEO_LIMIT = int(os.environ.get("GUONG_VIDEO_MB", "500")) * 1024 * 1024  # a film of a model meeting
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "guong.web.logs.OneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("GUONG_LOG", "WARNING")},
    # every row of the audit log as one line of JSON as well, for a machine that collects logs
    "loggers": {"guong.audit.rows": {"level": "INFO" if os.environ.get("GUONG_AUDIT_LOG") == "1" else "WARNING"}},
}
