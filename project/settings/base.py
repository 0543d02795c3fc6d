"""Settings that hold everywhere. What differs by environment is in dev, test and production."""

# ruff: noqa: F403
from csp.constants import NONE, SELF

from project.logging import configuration

from .api import *
from .database import *
from .env import BASE_DIR, env, number
from .files_and_mail import *
from .people import *

DEBUG = False
DEMO = False
PRODUCTION = False

# --- the door ------------------------------------------------------------------------------------
PORT = number("PORT", 8000, 1, 65535)
BIND = env.str("BIND", default="127.0.0.1")
PUBLIC_SCHEME = "http"
# The port in links of mails: behind a proxy people see another one than the server listens on.
PUBLIC_PORT = number("PUBLIC_PORT", PORT, 1, 65535)
TRUSTED_PROXIES = number("TRUSTED_PROXIES", 0, 0, 10)
WEB_PROCESSES = number("WEB_PROCESSES", 2, 1, 100)
WEB_THREADS = number("WEB_THREADS", 4, 1, 100)
# Jobs at the same time by who waits for them (project/base/jobs.py), and mails beside them.
WORKER_PERSON = number("WORKER_PERSON", 2, 1, 100)
WORKER_SOON = number("WORKER_SOON", 2, 1, 100)
WORKER_BULK = number("WORKER_BULK", 2, 1, 100)
WORKER_MAILS = number("WORKER_MAILS", 2, 1, 100)
WORKER_WEBHOOKS = number("WORKER_WEBHOOKS", 2, 1, 100)
# Webhooks go to public addresses alone, by https. Only development and tests may say otherwise, to reach a
# receiver on the same machine.
WEBHOOKS_REACH_LOCAL = False
THROTTLE_SCALE = env.float("THROTTLE_SCALE", default=1.0)
# Agencies choose names below this one by themselves; empty: there are none. In the form that is stored.
INSTALLATION_DOMAIN = env.str("INSTALLATION_DOMAIN", default="").lower().strip(".")
# How many days an agency that is to be closed may think better of it.
AGENCY_CLOSING_DAYS = number("AGENCY_CLOSING_DAYS", 14, 1, 90)
# The operator's own host, which belongs to no agency; empty: there is none.
OPERATOR_HOST = env.str("OPERATOR_HOST", default="").lower().strip(".")
# HostMiddleware compares each host with the Domain rows and answers 404 to strangers.
ALLOWED_HOSTS = ["*"]

ROOT_URLCONF = "project.urls"
WSGI_APPLICATION = "project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Our apps: each may import those before it. pyproject.toml says it once more to import-linter; bin/check
# compares the two.
OUR_APPS = [
    "agencies",
    "accounts",
    "clients",
    "catalog",
    "drafts",
    "orders",
    "quotes",
    "billing",
    "writers",
    "support",
    "cohorts",
    "analytics",
]
INSTALLED_APPS = [
    "project",
    *OUR_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # the passkey list of allauth loads its tags
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "template_partials",
    "csp",
    "django.forms",  # its form templates, which FORM_RENDERER looks up beside ours
]

MIDDLEWARE = [
    "project.headers.HeadersMiddleware",
    "project.middleware.host.HostMiddleware",
    "project.uploads.UploadNamesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "project.middleware.compression.CompressionMiddleware",
    "project.middleware.policy.PolicyMiddleware",
    "project.middleware.operator.OperatorMiddleware",
    "project.middleware.everybody.EverybodyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "project.middleware.slashes.SlashMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "project.middleware.person.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "project.middleware.gate.GateMiddleware",
    "project.second_factor.SecondFactorMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            # As template_partials sets them up, but for the loader of our own folder.
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "project.template_loader.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "project.context.page",
            ],
            # Its date filter takes the place of Django's.
            "builtins": ["project.templatetags.dates"],
            # As Django's, but quicker for texts that stand in a template.
            "libraries": {"i18n": "project.templatetags.translations"},
        },
    }
]
# Two libraries of the name i18n: that one takes the place of the other is the point of it.
SILENCED_SYSTEM_CHECKS = ["templates.W003"]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- what a browser may do -----------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
#: The cookie by which a browser is known again (accounts/rules/browsers.py).
DEVICE_COOKIE_NAME = "device"

# --- words and time ------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
#: What a person may choose; the names stand in the words of each. docs/operating.md says how another one is
#: added.
LANGUAGES = [("en", "English"), ("en-gb", "English (United Kingdom)"), ("en-us", "English (United States)")]
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

LOGGING = configuration(json_lines=False)
