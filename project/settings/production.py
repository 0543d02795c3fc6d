"""For people's real work: https, a secret of its own, no demo. Refuses to start with anything less."""

from django.core.exceptions import ImproperlyConfigured

from project.logging import configuration

from .base import *  # noqa: F403
from .base import PORT, SILENCED_SYSTEM_CHECKS, TRUSTED_PROXIES
from .env import env, number, secret_keys

PRODUCTION = True
SECRET_KEY = env.str("SECRET_KEY", default="")
TLS_CERT = env.str("TLS_CERT", default="")
TLS_KEY = env.str("TLS_KEY", default="")

if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("Production needs SECRET_KEY: at least 50 random characters, kept private.")
SECRETS_KEYS = secret_keys()
if not SECRETS_KEYS:
    raise ImproperlyConfigured(
        "Production needs SECRETS_KEY, which encrypts second factors in the database: make one with openssl "
        "rand -base64 32."
    )
if not (TRUSTED_PROXIES or (TLS_CERT and TLS_KEY)):
    raise ImproperlyConfigured(
        "Production needs https: set TRUSTED_PROXIES to the number of proxies in front of Quillhouse "
        "(the last sends X-Forwarded-Proto), or TLS_CERT and TLS_KEY to the files of a certificate."
    )
if env.bool("DEMO", default=False):
    raise ImproperlyConfigured(
        "Production never runs the demo, whose passwords everybody knows: remove DEMO=1."
    )

BIND = env.str("BIND", default="127.0.0.1" if TRUSTED_PROXIES else "0.0.0.0")
PUBLIC_SCHEME = ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
PUBLIC_PORT = number("PUBLIC_PORT", 443 if TRUSTED_PROXIES else PORT, 1, 65535)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = number("HSTS_SECONDS", 31_536_000, 0, 10**9)
# An agency's own domain has neighbours we know nothing of, and no right to bind them to https.
SILENCED_SYSTEM_CHECKS += ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
# The prefix makes browsers refuse these cookies from neighbouring subdomains.
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
DEVICE_COOKIE_NAME = "__Host-device"

LOGGING = configuration(json_lines=True)
