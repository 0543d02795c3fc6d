"""Every resource of the API and its path. Each app lists its own in `<app>/api/routes.py`; an app to the
right adds verbs to a resource by a viewset of its own under the same path."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from rest_framework.routers import SimpleRouter


def _router() -> SimpleRouter:
    router = SimpleRouter(use_regex_path=False)
    for app in settings.OUR_APPS:
        if find_spec(f"{app}.api.routes" if find_spec(f"{app}.api") else f"{app}.api"):
            for prefix, viewset, name in import_module(f"{app}.api.routes").ROUTES:
                router.register(prefix, viewset, basename=name)
    return router


router = _router()
