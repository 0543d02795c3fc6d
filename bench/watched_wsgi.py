"""The watched program as a WSGI application."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.watched_settings"

from project.wsgi import application  # noqa: F401  (it reads which settings are meant)
