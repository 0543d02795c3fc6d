"""Settings that hold everywhere. What differs by environment is in dev, test and production."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from project.logging import configuration

from .bundles import BUNDLES  # noqa: F401  (a setting)
from .env import BASE_DIR, env, folder, mailbox, number

DATA_DIR = folder("DATA_DIR", BASE_DIR / "var")
DEBUG = False
DEMO = False
PRODUCTION = False

# --- the door -----------------------------------------------------------------------------------
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
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- the database -------------------------------------------------------------------------------
# The embedded server's folder, and settings in place of those that fit the machine's memory; both unused when
# DATABASE_URL names another server.
EMBEDDED_POSTGRES: dict[str, Any] = {
    "data": DATA_DIR / "pg",
    "options": env.dict("POSTGRES_OPTIONS", default={}),
}
DATABASES = {"default": env.db("DATABASE_URL") if env.str("DATABASE_URL", default="") else {}}
# Ours, whose requests do not wait for a database that says nothing.
if DATABASES["default"].get("ENGINE") == "django.db.backends.postgresql":
    DATABASES["default"]["ENGINE"] = "project.postgres"
if not DATABASES["default"]:
    DATABASES["default"] = {"ENGINE": "project.embedded_postgres", "NAME": "quillhouse", "USER": "postgres"}
# Each connection plans compiled queries (project/base/compiled.py) once: see “Prepared statements” in
# docs/operating.md.
PREPARED_STATEMENTS = env.bool("PREPARED_STATEMENTS", default=True)
DATABASES["default"].update(
    CONN_MAX_AGE=60,
    CONN_HEALTH_CHECKS=True,
    OPTIONS={
        **DATABASES["default"].get("OPTIONS", {}),
        "connect_timeout": 5,
        # Milliseconds. A silent or locked database must cost a page an error, never a thread.
        "options": "-c statement_timeout=15000 -c lock_timeout=4000 -c "
        "idle_in_transaction_session_timeout=60000",
        # Of an answer that never comes: what was sent is taken by nobody. See also project.postgres.
        "tcp_user_timeout": 8000,
        "keepalives": 1,
        "keepalives_idle": 15,
        "keepalives_interval": 5,
        "keepalives_count": 3,
    },
)

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entries"}}
if env.str("CACHE_URL", default=""):
    CACHES = {"default": env.cache_url("CACHE_URL")}

# --- people -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/home/"
PASSWORD_HASHERS = [
    "accounts.adapters.hashers.BoundedArgon2Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_ENGINE = "accounts.adapters.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "project.errors.csrf_failed"

ACCOUNT_ADAPTER = "accounts.adapters.account.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# A confirmed address signs in, in the browser that signed up alone.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
# Mail to its owner when a password changes.
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Seconds for which the link of a reset mail is good; the mail says "an hour".
PASSWORD_RESET_TIMEOUT = 3600
# The adapter counts attempts itself, in rows: the database cache's increments are not atomic.
ACCOUNT_RATE_LIMITS = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "accounts.adapters.mfa.MFAAdapter"
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODE_DIGITS = 8
# A code of the step before or after is right too: the clocks of telephones differ.
MFA_TOTP_TOLERANCE = 1
# Seconds for which having proved who one is allows dangerous acts.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300

# --- what a browser may do ----------------------------------------------------------------------
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

# --- files and mail -----------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [path for path in [BASE_DIR / "static"] if path.is_dir()]
STATICFILES_FINDERS = [
    "project.bundles.BundleFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
BUNDLES_ROOT = DATA_DIR / "bundles"
STATIC_ROOT: Path | None = DATA_DIR / "static"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Private: no URL serves this folder, views hand out files after asking the rules.
MEDIA_ROOT = folder("MEDIA_DIR", DATA_DIR / "media")
MEDIA_URL = ""
# A whole request in bytes: without files, and of a member with files. Judged before anything is read or
# written.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
MAX_REQUEST_BYTES = 100 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "agencies.files.uploads.UploadHandler",
]
#: By their own names, with nothing collected: for runserver and tests.
PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = folder("MAIL_DIR", DATA_DIR / "mail")
EMAIL_TIMEOUT = 10
MAIL_FROM_IS_DEFAULT = not env.str("MAIL_FROM", default="")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default="Quillhouse <post@quillhouse.example>")
if env.str("EMAIL_URL", default=""):
    globals().update(env.email_url("EMAIL_URL"))
    if EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend":
        EMAIL_BACKEND = "accounts.adapters.smtp.EmailBackend"

#: Where mail to support comes in, and the mailbox that `manage.py read_mail` reads: maildir:///folder, or
#: imaps://user:password@host/mailbox. Empty: none is read.
MAIL_IN_ADDRESS = mailbox("MAIL_IN_ADDRESS")
MAIL_IN_URL = env.str("MAIL_IN_URL", default="")
MAIL_IN_CA_FILE = env.str("MAIL_IN_CA_FILE", default="")

# --- words and time -----------------------------------------------------------------------------
LANGUAGE_CODE = "en"
#: What a person may choose; the names stand in the words of each. docs/operating.md says how another one is
#: added.
LANGUAGES = [("en", "English"), ("en-gb", "English (United Kingdom)"), ("en-us", "English (United States)")]
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

# --- the API ------------------------------------------------------------------------------------
# Everything else about an endpoint stands at its class (project/base/api/resource.py).
REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "project.base.api.problems.handle",
    "DEFAULT_SCHEMA_CLASS": "project.base.api.schema.Schema",
    "URL_FORMAT_OVERRIDE": None,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "TITLE": "Quillhouse",
    "VERSION": "1",
    "DESCRIPTION": "Everything that the pages can do. The agency is the host’s.",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SCHEMA_PATH_PREFIX_INSERT": "",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SERVE_PUBLIC": True,
    "POSTPROCESSING_HOOKS": ["project.base.api.schema.finish"],
    "AUTHENTICATION_WHITELIST": [],
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "token": {
                "type": "apiKey",
                "in": "header",
                "name": "Authorization",
                "description": "`Token qh_…`: an access token of the account page.",
            },
            "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
        }
    },
}

LOGGING = configuration(json_lines=False)
