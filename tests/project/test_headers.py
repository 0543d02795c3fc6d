"""The protecting headers stand on every answer, whichever layer gives it."""

from __future__ import annotations

from typing import Any

import pytest
from csp.decorators import csp_update
from csp.utils import build_policy
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from project import headers, health
from project.middleware import host, person
from project.middleware.policy import PolicyMiddleware, usual_policy
from tests.helpers.cast import Cast, browser

pytestmark = pytest.mark.django_db


def away(*_args: Any) -> None:
    raise OperationalError("away")


def protected(answer: Any) -> list[str]:
    """What is missing or wrong."""
    wanted = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": headers.PERMISSIONS,
    }
    wrong = [name for name, value in wanted.items() if answer.headers.get(name) != value]
    policy = answer.headers.get("Content-Security-Policy", "")
    return (
        wrong if "default-src" in policy and "unsafe" not in policy else [*wrong, "Content-Security-Policy"]
    )


@pytest.mark.parametrize(
    ("host", "path", "status"),
    [
        ("inkwell.localhost", "/", 200),
        ("inkwell.localhost", "/?x=%00", 400),
        ("inkwell.localhost", "/orders/", 302),
        ("inkwell.localhost", "/nothing/", 404),
        ("inkwell.localhost", "/robots.txt", 200),
        ("strange.example", "/", 404),
        ("x" * 300, "/", 404),
        ("strange.example", "/healthz/live", 200),
        ("strange.example", "/healthz/other", 404),
    ],
)
def test_on_every_answer(cast: Cast, host: str, path: str, status: int) -> None:
    answer = Client(headers={"host": host}).get(path)

    assert (answer.status_code, protected(answer)) == (status, [])


def test_while_the_database_is_away(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    client = browser(cast.clara)
    monkeypatch.setattr(person.PersonMiddleware, "_resolve", away)
    signed_in = client.get("/orders/")
    monkeypatch.setattr(host, "place_of_host", away)
    anybody = client.get("/orders/")
    monkeypatch.setattr(health, "ready", lambda: (False, {}))
    ready = client.get("/healthz/ready")

    for answer in (signed_in, anybody, ready):
        assert (answer.status_code, protected(answer)) == (503, [])
        assert answer.headers["Cache-Control"] == "no-store"


def test_https_is_asked_for_on_every_answer(cast: Cast, settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS = 3600
    strange = Client(headers={"host": "strange.example"})

    assert strange.get("/", secure=True).headers["Strict-Transport-Security"] == "max-age=3600"
    assert "Strict-Transport-Security" not in strange.get("/").headers


def test_what_a_view_has_set_stays(cast: Cast) -> None:
    page = browser(cast.clara).get("/orders/")

    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "no-store, private"


def test_a_page_has_the_policy_of_the_settings(cast: Cast) -> None:
    answer = browser(cast.clara).get("/orders/")

    assert answer.headers["Content-Security-Policy"] == build_policy()


@override_settings(CONTENT_SECURITY_POLICY={"DIRECTIVES": {"default-src": ["'none'"], "img-src": ["'self'"]}})
def test_a_view_may_have_a_policy_of_its_own() -> None:
    usual_policy.cache_clear()
    layer = PolicyMiddleware(csp_update({"style-src": ["'unsafe-inline'"]})(lambda request: HttpResponse()))
    usual = PolicyMiddleware(lambda request: HttpResponse())
    request = RequestFactory().get("/")

    found = [each(request).headers["Content-Security-Policy"] for each in (usual, layer, usual)]

    usual_policy.cache_clear()
    every = {"default-src 'none'", "img-src 'self'"}
    assert [set(policy.split("; ")) for policy in found] == [
        every,
        every | {"style-src 'unsafe-inline'"},
        every,
    ]
