"""The settings in force: dev (the default, with the demo), test or production, by QUILLHOUSE_ENV."""

# ruff: noqa: F403
from django.core.exceptions import ImproperlyConfigured

from .env import ENVIRONMENT

if ENVIRONMENT == "dev":
    from .dev import *
elif ENVIRONMENT == "test":
    from .test import *
elif ENVIRONMENT == "production":
    from .production import *
else:
    raise ImproperlyConfigured(f"QUILLHOUSE_ENV is {ENVIRONMENT!r}; it must be dev, test or production.")
