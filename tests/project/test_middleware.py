"""The way of a request: host, person, gate, refusals."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory

from agencies.models import Domain, Membership
from project import hosts
from project.base.errors import Invalid, NotAllowed, NotVisible, Stale, Taken, TooMany, WrongState
from project.middleware.gate import GateMiddleware
from tests.helpers.cast import Cast, browser
from tests.helpers.factories import make_draft
from tests.helpers.story import make_order
from tests.orders.helpers.support import draft_url

pytestmark = pytest.mark.django_db


def at(host: str, **headers: str) -> Client:
    return Client(headers={"host": host, **headers})


@pytest.mark.parametrize(
    "host",
    [
        "elsewhere.localhost",
        "localhost",
        "127.0.0.1",
        "inkwell.localhost.evil.example",
        "",
        "inkwell.localhost@evil",
        "x" * 300,
    ],
)
def test_a_host_that_is_no_domain(cast: Cast, host: str) -> None:
    answer = at(host).get("/")

    assert (answer.status_code, answer.content) == (404, b"There is nothing here.")


@pytest.mark.parametrize(
    "host", ["inkwell.localhost", "INKWELL.localhost", "inkwell.localhost:8000", "inkwell.localhost."]
)
def test_the_host_chooses_the_agency(cast: Cast, host: str) -> None:
    answer = at(host).get("/")

    assert answer.wsgi_request.agency == cast.inkwell


@pytest.mark.parametrize("header", ["x-forwarded-host", "forwarded", "x-original-host", "x-host"])
def test_no_other_header_chooses_it(cast: Cast, header: str) -> None:
    answer = at("inkwell.localhost", **{header: "northwind.localhost"}).get("/")

    assert answer.wsgi_request.agency == cast.inkwell


def test_a_removed_domain_is_forgotten_within_seconds(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    at("inkwell.localhost").get("/robots.txt")
    Domain.objects.filter(host="inkwell.localhost").delete()
    monkeypatch.setattr(hosts.time, "monotonic", lambda: 10**9)

    assert at("inkwell.localhost").get("/robots.txt").status_code == 404


def test_a_session_of_another_host_is_anonymous(cast: Cast) -> None:
    """Wanda writes for both; her session at Inkwell is worth nothing at Northwind."""
    client = browser(cast.wanda)
    assert client.get("/studio/").status_code == 200

    answer = client.get("/studio/", headers={"host": "northwind.localhost"})

    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/sign-in/")


def test_an_ended_membership_ends_with_the_next_request(cast: Cast) -> None:
    client = browser(cast.wanda)
    client.get("/studio/")
    Membership.objects.filter(pk=cast.wanda.member_id).update(ended_at="2026-03-02T10:00Z")

    answer = client.get("/studio/")

    assert (answer.status_code, answer.url) == (302, "/join/?next=/studio/")


def test_a_lost_role_is_lost_with_the_next_request(cast: Cast) -> None:
    client = browser(cast.wanda)
    client.get("/studio/")
    Membership.objects.filter(pk=cast.wanda.member_id).update(roles=["client"])

    assert client.get("/studio/").status_code == 403


def test_a_changed_password_ends_the_session(cast: Cast) -> None:
    client = browser(cast.wanda)
    user = cast.wanda.membership.user
    user.set_password("something else entirely")
    user.save()

    assert client.get("/studio/").status_code == 302


@pytest.mark.parametrize(
    "path", ["/orders/", "/orders/INK-2026-00001/", "/orders/no/such/page/", "/desk/x/", "/files/x/"]
)
def test_private_addresses_say_the_same_to_strangers(cast: Cast, path: str) -> None:
    """Whether or not the page exists: to sign-in, and for HTMX 401 with HX-Redirect."""
    make_order(cast)
    client = browser(None, cast.inkwell)

    page, fragment = client.get(path), client.get(path, headers={"hx-request": "true"})

    assert (page.status_code, page.url) == (302, f"/accounts/sign-in/?next={path}")
    assert (fragment.status_code, fragment.content) == (401, b"")
    assert fragment.headers["HX-Redirect"].startswith("/accounts/sign-in/")


@pytest.mark.parametrize("address", ["/%00", "/?q=%00", "/orders/?q=a%00b", "/?%00=1", "/orders/%00/"])
def test_unreadable_text_in_an_address(cast: Cast, address: str) -> None:
    assert browser(cast.clara).get(address).status_code == 400


def test_a_view_without_a_statement_is_closed(cast: Cast) -> None:
    request: Any = RequestFactory().get("/", headers={"host": "inkwell.localhost"})
    request.htmx = False
    request.user, request.member, request.agency, request.viewer = (
        cast.otto.membership.user,
        cast.otto.membership,
        cast.inkwell,
        cast.otto,
    )
    gate = GateMiddleware(lambda request: HttpResponse())

    def silent(request: Any) -> HttpResponse:
        return HttpResponse("open")

    answer = gate.process_view(request, silent, (), {})

    assert answer is not None
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotAllowed(), 403),
        (NotVisible(), 404),
        (WrongState("Not now."), 409),
        (Taken("Gone."), 409),
        (Stale("Old."), 409),
        (Invalid({"title": "Say more."}), 422),
        (TooMany("Slow down.", retry_after=7), 429),
        (OperationalError("away"), 503),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_refusals_become_pages(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, htmx: bool
) -> None:
    def refuse(*args: Any, **options: Any) -> None:
        raise error

    monkeypatch.setattr("project.views.current_offering", refuse)

    answer = browser(cast.clara).get("/", headers={"hx-request": "true"} if htmx else {})

    assert answer.status_code == status
    if status == 409:
        assert str(error) in answer.content.decode()
    if status in (429, 503):
        assert "Retry-After" in answer.headers
    assert (b"<html" in answer.content) == (not htmx and status != 503)


def test_every_answer_has_an_id_and_a_strict_policy(cast: Cast) -> None:
    for client, path in (
        (browser(None, cast.inkwell), "/"),
        (browser(cast.clara), "/orders/"),
        (browser(cast.clara), "/x/"),
    ):
        answer = client.get(path)

        policy = answer.headers["Content-Security-Policy"]
        assert len(answer.headers["X-Request-ID"]) == 16
        assert "script-src 'self'" in policy
        assert "style-src 'self'" in policy
        assert "unsafe" not in policy


def test_private_pages_are_not_stored(cast: Cast) -> None:
    answer = browser(cast.clara).get("/orders/")

    assert answer.headers["Cache-Control"] == "no-store, private"
    assert "ETag" not in answer.headers


def test_health_answers_on_any_host(cast: Cast) -> None:
    live = at("whatever.example").get("/healthz/live")
    ready = at("whatever.example").get("/healthz/ready")

    assert live.status_code == 200
    assert ready.json()["database"]
    assert at("whatever.example").get("/healthz/other").status_code == 404


def test_a_form_of_an_expired_page_says_so(cast: Cast) -> None:
    answer = browser(cast.clara, enforce_csrf_checks=True).post("/orders/drafts/new/")

    assert answer.status_code == 403
    assert "This form has expired" in answer.content.decode()


@pytest.mark.parametrize("path", ["/accounts/sign-in/", "/orders/drafts/new/"])
def test_a_huge_body_is_refused(cast: Cast, path: str) -> None:
    answer = browser(cast.clara).post(
        path, "x=" + "y" * 3_000_000, content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("name", "size", "status"),
    [
        (None, 3_000_000, 413),
        ("clara", 100 * 1024 * 1024 + 1, 413),
        ("clara", "many", 413),
    ],
)
def test_the_size_is_judged_before_anything_is_read(
    cast: Cast, name: str | None, size: Any, status: int
) -> None:
    """Files come from members only, and not more than can be stored: nobody
    fills the disk with what will be refused."""
    client = browser(getattr(cast, name) if name else None, cast.inkwell)

    answer = client.post("/orders/drafts/new/", CONTENT_LENGTH=str(size))

    assert answer.status_code == status


def test_a_member_sends_files_larger_than_a_form(cast: Cast) -> None:
    upload = SimpleUploadedFile("long.txt", b"word " * 600_000)

    answer = browser(cast.clara).post(draft_url(make_draft(cast.clara), "files/"), {"files": upload})

    assert answer.status_code == 302


def test_too_many_fields_are_refused(cast: Cast) -> None:
    answer = browser(cast.clara).post(
        "/orders/drafts/new/", {f"field-{number}": "x" for number in range(1100)}
    )

    assert answer.status_code == 400
