"""The operator's host: who comes in, what they read and do; nothing of it touches the hosts of agencies."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from io import StringIO
from typing import Any
from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from accounts.models import Operator, OperatorAct, OperatorEvent
from agencies.models import Agency, ClosedAgency, SecurityEvent
from project import operator_page
from project.base import clock
from tests.accounts.helpers.factors import code_at, has_app
from tests.helpers.cast import PASSWORD, Cast, browser
from tests.helpers.factories import make_draft
from tests.helpers.pages import words_of

pytestmark = pytest.mark.django_db
HOST = "control.example"
EMAIL = "otto@inkwell.example"


@pytest.fixture(autouse=True)
def its_host(settings: Any) -> None:
    settings.OPERATOR_HOST = HOST


@pytest.fixture
def app(cast: Cast) -> Authenticator:
    """Otto's app; he is an operator."""
    call_command("operator", EMAIL, stdout=StringIO())
    return has_app(cast.otto)


def visitor(**options: Any) -> Client:
    return Client(headers={"host": HOST}, **options)


def send(client: Client, path: str, **said: str) -> Any:
    """A form as a browser sends it."""
    return client.post(path, urlencode(said), content_type="application/x-www-form-urlencoded")


def code_of(_app: Authenticator, later: int = 0) -> str:
    return code_at(clock.now() + dt.timedelta(seconds=30 * later))


def signed_in(app: Authenticator) -> Client:
    client = visitor()
    answer = send(client, "/sign-in/", email=EMAIL, password=PASSWORD, code=code_of(app))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    return client


def test_there_is_none_unless_it_is_named(cast: Cast, settings: Any) -> None:
    settings.OPERATOR_HOST = ""
    assert visitor().get("/").status_code == 404
    assert browser(cast.otto).get("/sign-in/").status_code == 404


def test_everybody_else_is_led_to_sign_in(cast: Cast, app: Authenticator) -> None:
    code = cast.inkwell.code
    for path in ("/", "/closed/", f"/agencies/{code}/"):
        assert visitor().get(path).headers["Location"] == "/sign-in/"
    for act in ("limits", "suspend", "resume"):
        answer = send(visitor(), f"/agencies/{code}/{act}/", reason="x", most_people="1")
        assert answer.headers["Location"] == "/sign-in/"
        assert visitor().get(f"/agencies/{code}/{act}/").status_code == 405
    # A session of an agency's host is worth nothing here, nor the other way round.
    stolen = browser(cast.otto)
    assert stolen.get("/", headers={"host": HOST}).headers["Location"] == "/sign-in/"
    client = signed_in(app)
    assert client.get("/desk/people/", headers={"host": "inkwell.localhost"}).status_code == 302
    for path in ("/desk/", "/api/v1/", "/services/", "/agencies/zzz/", "/accounts/sign-in/"):
        assert client.get(path).status_code == 404, path
    assert not Agency.objects.exclude(suspended_at=None).exists()


@pytest.mark.parametrize("wrong", ["email", "password", "code", "operator", "app", "inactive"])
def test_all_three_must_be_right(cast: Cast, app: Authenticator, wrong: str) -> None:
    said = {"email": EMAIL, "password": PASSWORD, "code": code_of(app)}
    if wrong == "operator":
        call_command("operator", EMAIL, "--remove", stdout=StringIO())
    elif wrong == "app":
        cast.otto.membership.user.authenticator_set.all().delete()
    elif wrong == "inactive":
        type(cast.otto.membership.user).objects.filter(email=EMAIL).update(is_active=False)
    else:
        said[wrong] = {"email": "max@inkwell.example", "password": "wrong-password", "code": "000000"}[wrong]
    client = visitor()
    answer = send(client, "/sign-in/", **said)
    assert answer.status_code == 422 and "This doesn’t let you in" in words_of(answer)
    assert client.get("/").headers["Location"] == "/sign-in/"
    assert OperatorEvent.objects.filter(kind=OperatorAct.REFUSED).count() == 1


def test_a_code_lets_in_once_and_tries_are_bounded(cast: Cast, app: Authenticator) -> None:
    code = code_of(app)
    said = {"email": EMAIL, "password": PASSWORD, "code": code}
    assert send(visitor(), "/sign-in/", **said).status_code == 302
    assert send(visitor(), "/sign-in/", **said).status_code == 422
    statuses = [send(visitor(), "/sign-in/", **{**said, "code": "000000"}).status_code for _n in range(9)]
    assert statuses[:7] == [422] * 7 and statuses[-1] == 429
    # What strangers use up at this door, they do not at an agency's.
    answer = browser(None, cast.inkwell).post("/accounts/sign-in/", {"login": EMAIL, "password": PASSWORD})
    assert answer.status_code == 302


def test_figures_limits_suspending_and_resuming(cast: Cast, app: Authenticator) -> None:
    client, code = signed_in(app), cast.inkwell.code
    page = words_of(client.get("/"))
    assert "Inkwell" in page and "Northwind" in page and "Signed in" in page
    one = f"/agencies/{code.lower()}/"
    assert client.get(one).status_code == 200
    answer = send(client, f"{one}limits/", most_people="40", most_storage_mb="", most_orders="0")
    cast.inkwell.refresh_from_db()
    assert answer.status_code == 302
    assert (cast.inkwell.most_people, cast.inkwell.most_storage_mb, cast.inkwell.most_orders) == (40, None, 0)
    assert send(client, f"{one}limits/", most_people="0").status_code == 422
    assert send(client, f"{one}suspend/", reason=" ").status_code == 422
    assert send(client, f"{one}suspend/", reason="Unpaid since May").status_code == 302
    assert browser(cast.otto).get("/desk/people/").status_code == 503
    assert "Suspended" in words_of(client.get(one))
    assert send(client, f"{one}resume/").status_code == 302
    assert browser(cast.otto).get("/desk/people/").status_code == 200
    acts = OperatorEvent.objects.order_by("pk").values_list("kind", "agency__code")
    assert list(acts)[-3:] == [("limited", code), ("suspended", code), ("resumed", code)]
    seen = SecurityEvent.objects.filter(kind="agency_suspended").get()
    assert seen.agency == cast.inkwell and "Unpaid since May" in seen.detail


def test_no_text_of_an_agency_and_no_person_is_printed(cast: Cast, app: Authenticator) -> None:
    make_draft(cast.clara, title="Whale song and brief tides")
    client = signed_in(app)
    for path in ("/", f"/agencies/{cast.inkwell.code}/"):
        page = client.get(path).content.decode()
        for appive in ("Whale song", "clara", "Clara", "wendell", "Wendell", "inkwell.localhost"):
            assert appive not in page, (path, appive)


def test_a_session_ends_with_its_right_its_password_and_its_time(
    cast: Cast, app: Authenticator, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, user = signed_in(app), cast.otto.membership.user
    assert client.get("/").status_code == 200
    later = clock.now() + operator_page.IDLE + dt.timedelta(seconds=1)
    monkeypatch.setattr(operator_page, "now", lambda: later)
    assert client.get("/").status_code == 302
    monkeypatch.undo()
    again = visitor()
    send(again, "/sign-in/", email=EMAIL, password=PASSWORD, code=code_of(app, 1))
    assert again.get("/").status_code == 200
    Operator.objects.all().delete()
    assert again.get("/").status_code == 302
    Operator.objects.create(user=user, named_at=clock.now())
    user.set_password("another-password-1")
    user.save(update_fields=["password"])
    assert again.get("/").status_code == 302


def test_a_form_of_elsewhere_does_nothing(cast: Cast, app: Authenticator) -> None:
    client = visitor(enforce_csrf_checks=True)
    said = {"email": EMAIL, "password": PASSWORD, "code": code_of(app)}
    assert send(client, "/sign-in/", **said).status_code == 403


def test_its_answers_are_private(cast: Cast, app: Authenticator) -> None:
    answer = visitor().get("/sign-in/")
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.headers["X-Frame-Options"] == "DENY" and answer.headers["X-Robots-Tag"] == "noindex"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert client_of_files().status_code == 400


def client_of_files() -> Any:
    return visitor().post("/sign-in/", {"email": SimpleUploadedFile("x.txt", b"x")})


def test_the_overview_costs_the_same_with_more_agencies(
    cast: Cast, app: Authenticator, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(app)
    client.get("/")
    for number in range(3):
        Agency.objects.create(name=f"More {number}", code=f"MO{'ABC'[number]}")
    with django_assert_max_num_queries(14) as counted:
        client.get("/")
    assert len(counted) <= 14


def test_agencies_that_closed_are_listed(cast: Cast, app: Authenticator) -> None:
    client, day = signed_in(app), dt.timedelta(days=1)
    assert "No agency has closed" in words_of(client.get("/closed/"))
    for number in range(51):
        ClosedAgency.objects.create(
            name=f"Gone {number:02}",
            code=f"GO{number:02}",
            by_operator=number % 2 == 1,
            asked_at=clock.now() - 60 * day,
            closed_at=clock.now() - (51 - number // 2) * day,
            rows=1000 + number,
        )
    first = client.get("/closed/")
    later = client.get(_next(first))
    seen = [set(re.findall(r"Gone \d\d", words_of(answer))) for answer in (first, later)]
    assert (len(seen[0]), len(seen[1])) == (50, 1) and not seen[0] & seen[1]
    assert "Gone 50" in words_of(first) and "1050" in words_of(first)
    assert ">51<" in client.get("/").content.decode(), "counted on the first page"


def _next(answer: Any) -> str:
    """Where the pager leads on to."""
    return unescape(re.search(r'href="([^"]*after=[^"]*)"', answer.content.decode())[1])  # type: ignore[index]


def test_the_command_says_what_is_missing(cast: Cast, settings: Any) -> None:
    settings.OPERATOR_HOST = ""
    out = StringIO()
    call_command("operator", "max@inkwell.example", stdout=out)
    assert "authenticator app" in out.getvalue() and "OPERATOR_HOST" in out.getvalue()
    call_command("operator", "max@inkwell.example", "--remove", stdout=out)
    assert "no longer" in out.getvalue()
