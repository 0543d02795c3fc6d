"""The default: one machine, plain http, the demo with its known passwords."""

import sys

from .base import *  # noqa: F403
from .base import DATA_DIR, env
from .env import kept_secret

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret(DATA_DIR)
# Browsers allow passkeys on http://localhost alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

# Static files straight from their source: nothing to collect, and nothing stale after an edit.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = "runserver" in sys.argv
