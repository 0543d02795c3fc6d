"""Style sheets and scripts reach a browser in one file each, put together out of many small ones.

`settings.BUNDLES` names the files of each bundle in their order. Nothing is built beforehand: `collectstatic`
collects a bundle like any other static file; `runserver` and the tests put it together when it is asked for.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage

#: Beneath STATIC_URL. One folder deep like css/, so that an address in a style sheet leads to the same file.
FOLDER = "bundles"
#: What stands between two files: a script without a last semicolon would call what the next begins with.
BETWEEN = {".css": b"\n", ".js": b"\n;\n"}


class BundleFinder(finders.BaseFinder):
    """Finds `bundles/<name>` for each name of `settings.BUNDLES`: its files, one after another.

    Raises ImproperlyConfigured for a file of a bundle that no other finder knows.
    """

    def __init__(self) -> None:
        self.storage = FileSystemStorage(location=settings.BUNDLES_ROOT)
        self.storage.prefix = FOLDER  # type: ignore[attr-defined]  # as collectstatic asks for it

    def find(self, path: str, **options: Any) -> Any:  # type: ignore[override]  # overloads of the stubs
        folder, _, name = path.partition("/")
        if folder != FOLDER or name not in settings.BUNDLES:
            return []
        found = str(self._written(name))
        return [found] if options.get("find_all") else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        for name in settings.BUNDLES:
            self._written(name)
            yield name, self.storage

    def _written(self, name: str) -> Path:
        """The file of the bundle as its sources are now. Processes may write it at the same time."""
        path = Path(self.storage.path(name))
        content = BETWEEN[path.suffix].join(map(_source, settings.BUNDLES[name]))
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                file.write(content)
            os.replace(file.name, path)
        return path


def _source(path: str) -> bytes:
    found = finders.find(path)
    if not found:
        raise ImproperlyConfigured(f"settings.BUNDLES names {path!r}, which is no static file.")
    return Path(found).read_bytes()
