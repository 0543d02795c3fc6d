"""The WSGI application that gunicorn serves."""

import os
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters

from project.postgres import patience

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")


class Request(WSGIRequest):
    """A request whose text is UTF-8, like our pages, whatever charset its Content-Type claims.

    Python knows "charsets" that decode no text (zip, hex, rot13, idna); naming one must not decide how a body
    is read, let alone end in an error before any of our code runs.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))


class Handler(WSGIHandler):
    request_class = Request

    def __call__(self, environ: Any, start_response: Any) -> Any:
        with patience.in_request():
            return super().__call__(environ, start_response)


django.setup(set_prefix=False)
application = Handler()
