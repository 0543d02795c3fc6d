"""The floor as a WSGI application, for the same server as the program."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.floor.settings"

from project.wsgi import application  # noqa: F401  (it reads which settings are meant)
