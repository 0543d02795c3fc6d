"""The door to the server itself: what arrives before any middleware runs."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.signals import request_started
from django.db import close_old_connections

from project.wsgi import application
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keep_the_connection() -> Iterator[None]:
    """A real request ends idle connections; this test's transaction lives in one."""
    request_started.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)


def ask(method: str = "GET", query: str = "", body: bytes = b"", **headers: str) -> str:
    """The status line of one request to Inkwell."""
    told: list[str] = []
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": "/services/",
        "QUERY_STRING": query,
        "SERVER_NAME": "inkwell.localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "inkwell.localhost",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
        "wsgi.url_scheme": "http",
        **headers,
    }
    list(application(environ, lambda status, headers: told.append(status)))
    return told[0]


@pytest.mark.parametrize(
    "charset", ["utf-8", "latin-1", "zip", "hex", "rot13", "idna", "punycode", "undefined", "no-such", ""]
)
@pytest.mark.parametrize("query", ["", "q=harbour"])
def test_a_charset_decides_nothing(cast: Cast, charset: str, query: str) -> None:
    assert ask(query=query, CONTENT_TYPE=f"text/plain; charset={charset}") == "200 OK"


@pytest.mark.parametrize("charset", ["zip", "undefined", "utf-16"])
def test_a_form_of_a_strange_charset_is_read_as_ours(cast: Cast, charset: str) -> None:
    kind = f"application/x-www-form-urlencoded; charset={charset}"

    assert ask("POST", body=b"name=a", CONTENT_TYPE=kind) == "403 Forbidden"  # no CSRF token


@pytest.mark.parametrize("value", ["abcdefgh12\x00", '"abcdefgh12\\000"'])
def test_a_cookie_that_cannot_be_read_is_no_cookie(cast: Cast, value: str) -> None:
    assert ask(HTTP_COOKIE=f"sessionid={value}; csrftoken={value}") == "200 OK"


@pytest.mark.parametrize(
    "kind", ["application/json; charset*=bogus''a", "application/json; c*1=2; c*=1", "text/html; c*=x'y"]
)
def test_parameters_that_nobody_can_read_are_no_parameters(cast: Cast, kind: str) -> None:
    assert ask(CONTENT_TYPE=kind) == "200 OK"
    assert ask("POST", body=b"name=a", CONTENT_TYPE=kind) == "403 Forbidden"  # no CSRF token
