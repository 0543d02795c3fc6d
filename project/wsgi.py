"""The WSGI application that gunicorn serves."""

import os
from collections.abc import Iterator
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
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except (ValueError, TypeError):  # parameters in a charset or in pieces that nobody can put together
            meta["CONTENT_TYPE"] = ""  # whoever reads it later reads none
            self.content_type, self.content_params = "", {}


class Bodiless:
    """An answer to HEAD: Django leaves it to the server to drop the body, and gunicorn warns of each."""

    def __init__(self, answer: Any) -> None:
        self.close = answer.close

    def __iter__(self) -> Iterator[bytes]:
        return iter(())


class Handler(WSGIHandler):
    request_class = Request

    def __call__(self, environ: Any, start_response: Any) -> Any:
        with patience.in_request():
            answer = super().__call__(environ, start_response)
        return Bodiless(answer) if environ["REQUEST_METHOD"] == "HEAD" else answer


django.setup(set_prefix=False)
application = Handler()
