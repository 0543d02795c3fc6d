"""The default: one machine, plain http, the demo with its known passwords."""

import sys

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import BIND
from .database import DATA_DIR
from .env import derived_key, env, kept_secret, secret_keys
from .files_and_mail import MAIL_IN_ADDRESS, PLAIN, STORAGES

LOOPBACK = ("127.0.0.1", "::1", "localhost")

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=True)
if DEMO and BIND not in LOOPBACK:
    raise ImproperlyConfigured(
        f"BIND={BIND} would show the demo, with its known passwords, to the network. Set DEMO=0, or leave "
        "BIND alone."
    )
if DEMO and not env.str("INSTALLATION_DOMAIN", default=""):
    INSTALLATION_DOMAIN = "localhost"
if DEMO and not MAIL_IN_ADDRESS:
    MAIL_IN_ADDRESS = "help@in.quillhouse.example"
SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret(DATA_DIR)
SECRETS_KEYS = secret_keys() or [derived_key(SECRET_KEY)]
WEBHOOKS_REACH_LOCAL = env.bool("WEBHOOKS_REACH_LOCAL", default=False)

if "runserver" in sys.argv:
    # Static files straight from their source: nothing to collect, and nothing stale after an edit.
    STATIC_ROOT = None
    STORAGES = {**STORAGES, "staticfiles": PLAIN}
    WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
