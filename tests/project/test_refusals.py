"""Each refusal is one line of the log, with request id, agency and person, whoever refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.core.handlers.base import BaseHandler
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponseGone
from django.test import Client

from agencies.models import Membership
from project.base.clock import now
from project.base.errors import Invalid, NotAllowed, NotVisible, Stale, Taken, TooLarge, TooMany, WrongState
from project.middleware.person import PersonMiddleware
from tests.helpers.cast import Cast, browser
from tests.project.helpers.log_lines import Ear, listening

pytestmark = pytest.mark.django_db


@pytest.fixture
def ear() -> Iterator[Ear]:
    with listening() as listener:
        yield listener


def client_of(cast: Cast, **options: Any) -> Client:
    return browser(cast.clara, raise_request_exception=False, **options)


def posts_too_many(cast: Cast) -> Any:
    return client_of(cast).post("/orders/drafts/new/", {f"field-{number}": "x" for number in range(1100)})


def posts_too_many_unasked(cast: Cast) -> Any:
    """Where the middleware that compares the form's token is the first to read them."""
    fields = {f"field-{number}": "x" for number in range(1100)}
    client = client_of(cast, enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    return client.post("/orders/drafts/new/", fields)


#: kind -> (what Clara does, the status, the event that the line names)
OF_CLARA: dict[str, tuple[Callable[[Cast], Any], int, str]] = {
    "address that exists nowhere": (lambda c: client_of(c).get("/x/"), 404, "refused"),
    "order of somebody else": (lambda c: client_of(c).get("/orders/INK-2026-99999/"), 404, "refused"),
    "page of another role": (lambda c: client_of(c).get("/desk/people/"), 403, "area_refused"),
    "page of another role, by htmx": (
        lambda c: client_of(c).get("/desk/people/", headers={"hx-request": "true"}),
        403,
        "area_refused",
    ),
    "wrong method": (lambda c: client_of(c).delete("/orders/"), 405, ""),
    "form without its token": (
        lambda c: client_of(c, enforce_csrf_checks=True).post("/orders/drafts/new/"),
        403,
        "",
    ),
    "too large": (
        lambda c: client_of(c).post("/orders/drafts/new/", CONTENT_LENGTH="999999999"),
        413,
        "refused",
    ),
    "too many fields": (posts_too_many, 400, "refused"),
    "too many fields, seen early": (posts_too_many_unasked, 400, ""),
    "form not filled in": (lambda c: client_of(c).post("/account/profile/", {"name": ""}), 422, "refused"),
    "invitation that is none": (lambda c: client_of(c).get("/invitation/abcdefghijkl/"), 404, "refused"),
    "quote link that is none": (
        lambda c: client_of(c).get(f"/quotes/aaaaaaaaaa.aaaaaaaaaa~{'a' * 43}/"),
        404,
        "refused",
    ),
}
#: What a view may raise or answer -> the status, the event.
OF_VIEWS: list[tuple[Any, int, str]] = [
    (NotAllowed(), 403, "refused"),
    (NotVisible(), 404, "refused"),
    (WrongState("Not now."), 409, "refused"),
    (Taken("Gone."), 409, "refused"),
    (Stale("Old."), 409, "refused"),
    (Invalid({"title": "Say more."}), 422, "refused"),
    (TooMany("Slow down.", retry_after=7, limit="export"), 429, "rate_limited"),
    (TooLarge(), 413, "refused"),
    (Http404(), 404, "refused"),
    (PermissionDenied(), 403, ""),
    (BadRequest("?"), 400, ""),
    (SuspiciousOperation("?"), 400, ""),
    (OperationalError("away"), 503, "database_refused"),
    (InterfaceError("away"), 503, "database_refused"),
    (RuntimeError("Oh."), 500, ""),
    (HttpResponseGone(), 410, "refused"),
]


def told(ear: Ear, answer: Any) -> dict[str, Any]:
    """The one line."""
    (line,) = ear.of_request(answer)
    assert {"time", "level", "logger", "message", "request_id", "agency", "user", "event"} <= set(line)
    return line


@pytest.mark.parametrize("kind", OF_CLARA)
def test_refused_once_and_in_full(cast: Cast, ear: Ear, kind: str) -> None:
    asks, status, event = OF_CLARA[kind]

    answer = asks(cast)

    line = told(ear, answer)
    assert answer.status_code == status and line["status_code"] == status
    assert (line["agency"], line["user"]) == ("INK", cast.clara.membership.public_id)
    assert line["event"] == event


@pytest.mark.parametrize(("refusal", "status", "event"), OF_VIEWS, ids=lambda value: type(value).__name__)
def test_whatever_a_view_says(
    cast: Cast, ear: Ear, monkeypatch: pytest.MonkeyPatch, refusal: Any, status: int, event: str
) -> None:
    def refuse(*args: Any, **options: Any) -> Any:
        if isinstance(refusal, Exception):
            raise refusal
        return refusal

    monkeypatch.setattr(BaseHandler, "make_view_atomic", lambda self, view: refuse)

    answer = client_of(cast).get("/orders/")

    line = told(ear, answer)
    assert (answer.status_code, line["event"]) == (status, event)
    assert (line["agency"], line["user"]) == ("INK", cast.clara.membership.public_id)


def test_the_limit_is_named(cast: Cast, ear: Ear, settings: Any) -> None:
    settings.THROTTLE_SCALE = 0.01
    client = browser(None, cast.inkwell)
    answers = [
        client.post("/accounts/password/reset/", {"email": "clara@inkwell.example"}) for _try in range(2)
    ]

    assert answers[1].status_code == 429
    line = told(ear, answers[1])
    assert (line["event"], line["limit"], line["agency"], line["user"]) == (
        "rate_limited",
        "reset",
        "INK",
        "",
    )


def test_visitors_and_people_who_belong_nowhere(cast: Cast, ear: Ear) -> None:
    asked = browser(None, cast.inkwell).get("/orders/", headers={"hx-request": "true"})
    assert asked.status_code == 401
    assert (told(ear, asked)["agency"], told(ear, asked)["user"]) == ("INK", "")

    client = client_of(cast)
    Membership.objects.filter(pk=cast.clara.membership.pk).update(ended_at=now())
    lost = client.get("/x/")
    assert (told(ear, lost)["agency"], told(ear, lost)["user"]) == (
        "INK",
        f"person {cast.clara.membership.user_id}",
    )


@pytest.mark.parametrize(
    ("path", "host", "status"),
    [
        ("/", "elsewhere.example", 404),
        ("/healthz/other", "inkwell.localhost", 404),
        ("/x%00/", "inkwell.localhost", 400),
        ("/x%0a2026 made up/", "elsewhere.example", 404),
    ],
)
def test_before_the_agency_is_known(cast: Cast, ear: Ear, path: str, host: str, status: int) -> None:
    answer = Client(headers={"host": host}).get(path)

    assert (answer.status_code, told(ear, answer)["status_code"]) == (status, status)
    assert "\n" not in told(ear, answer)["message"]


def test_the_database_away_before_the_person_is_known(
    cast: Cast, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: Any) -> None:
        raise OperationalError("away")

    monkeypatch.setattr(PersonMiddleware, "_resolve", away)

    answer = client_of(cast).get("/orders/")

    assert (answer.status_code, told(ear, answer)["event"]) == (503, "database_refused")


def test_what_is_in_order_is_no_line(cast: Cast, ear: Ear) -> None:
    assert ear.of_request(client_of(cast).get("/orders/")) == []
    assert ear.of_request(browser(None, cast.inkwell).get("/orders/")) == []
