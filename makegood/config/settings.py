"""Django's settings. What differs between machines is read in environment.py."""

from __future__ import annotations

from typing import Any

import django
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from makegood.config import environment, letters

MODE = environment.mode()
BASE_DIR = environment.ROOT
SECRET_KEY = environment.secret_key(MODE)
ALLOWED_HOSTS = environment.hosts(MODE)
DEBUG = environment.refuse_debug(MODE)
SECURE = MODE == "production"

INSTALLED_APPS = [
    "makegood.config.apps.MakegoodConfig",
    "makegood.interfaces.cli",
    "makegood.interfaces.desk",
    "makegood.interfaces.portal",
    "makegood.ui",
    "makegood.domain.exchange",
    "makegood.domain.ideas",
    "makegood.domain.recovery",
    "makegood.domain.feedback",
    "makegood.domain.search",
    "makegood.domain.promises",
    "makegood.domain.engagements",
    "makegood.domain.customers",
    "makegood.domain.playbook",
    "makegood.foundation.accounts",
    "makegood.foundation.mail",
    "makegood.foundation.files",
    "makegood.foundation.links",
    "makegood.foundation.journal",
    "makegood.foundation.jobs",
    "makegood.foundation.limits",
    "makegood.foundation.tenancy",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "django_tasks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "makegood.interfaces.desk.headers.headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "makegood.interfaces.desk.bodies.BoundedBodies",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "makegood.urls"
WSGI_APPLICATION = "makegood.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # A template's name is its path: interfaces/desk/today.html.
        "DIRS": [BASE_DIR / "makegood"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    }
]

DATABASES = environment.databases()
DATABASE_ROUTERS = ["makegood.config.routing.LimitsApart"]
CACHES = {"default": environment.counts(MODE)}
FILES = environment.files_folder()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "tenancy.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "makegood.foundation.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
# Nobody's letter-box is flooded by a stranger who types their address; the links sent stay good.
ACCOUNT_RATE_LIMITS = {"reset_password": "20/m/ip,5/d/key"}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German"))]
LOCALE_PATHS = [BASE_DIR / "makegood" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = environment.static_folder()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if SECURE
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not SECURE
WHITENOISE_AUTOREFRESH = DEBUG

SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
LINK_COOKIE = "__Host-link-" if SECURE else "link-"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "makegood.config.errors.stale_form"
MESSAGE_STORAGE = "makegood.config.messages.Messages"
MESSAGE_COOKIE_NAME = "__Host-messages" if SECURE else "messages"
DEVICE_COOKIE_NAME = "__Host-device" if SECURE else "device"
LANGUAGE_COOKIE_NAME = "__Host-language" if SECURE else "language"
LANGUAGE_COOKIE_SECURE = SECURE
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = environment.proxy_header()
ALLAUTH_TRUSTED_PROXY_COUNT = environment.proxies()
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

TASKS = {"default": {"BACKEND": "makegood.foundation.jobs.backend.LeasedRows"}}
JOB_LEASE_SECONDS = 1 if MODE == "test" else 60

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "number": {"()": "makegood.interfaces.desk.headers.Numbered"},
        "hidden": {"()": "makegood.interfaces.portal.hiding.Hidden"},
    },
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(number)s %(message)s"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["number", "hidden"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"makegood": {"level": "INFO"}},
}
# Every letter goes by our own outbox. What would pass it by is refused.
CLOSED = "makegood.foundation.mail.backend.Closed"
if django.VERSION >= (6, 1):
    MAILERS = {"default": {"BACKEND": CLOSED}}
else:
    EMAIL_BACKEND = CLOSED
BASE_URL = letters.base_url(MODE)
LINKS_KEY = letters.links_key(MODE)
MAIL_SERVER = letters.mail_server()
LETTERS_A_DAY = letters.letters_a_day()
MAIL_FROM = letters.mail_from(BASE_URL)
OWN_SERVERS_NEARBY = letters.nearby()
