"""Asking for a revision: rows that come and go lose nothing, refusals keep everything, one click counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from orders.actions.revision_requests import MAX_POINTS
from orders.models import Order, RevisionRequest
from tests.helpers.cast import Cast
from tests.helpers.factories import HOUR
from tests.helpers.pages import Form, forms_of, words_of
from tests.helpers.story import Story
from tests.orders.helpers.sentinels import Secretive, seen
from tests.orders.helpers.support import stop_clock, url_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
POINTS = {"HX-Request": "true", "HX-Target": "points"}
#: Three points as they are typed; what no browser would lose is in each field.
TYPED: dict[str, str] = {
    "summary": "More market",
    "severity": "major",
    "rows": "3",
    **{f"point-{row}-issue": f"Issue {row}\r\n<b>& “{row}”" for row in range(3)},
    **{f"point-{row}-wish": f"Wish {row}" for row in range(3)},
    **{f"point-{row}-place": f"Place {row}" for row in range(3)},
    **{f"point-{row}-need": "nice" if row == 1 else "must" for row in range(3)},
}


@pytest.fixture
def story(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Story:
    told = Story(cast).delivered()
    stop_clock(monkeypatch, told.now + HOUR)
    return told


@pytest.fixture
def url(story: Story) -> str:
    return url_of(story.order, "revisions/new/")


def ask_form(answer: Any) -> Form:
    """The form of the request, which has no action of its own, or the fields of the fragment."""
    found = [form for form in forms_of(answer) if "summary" in form.sent]
    return found[0]


def points(form: Form) -> list[str]:
    """Which rows stand in the form, by the number in what was typed; "" for an
    empty one. Every field of a row agrees."""
    rows = []
    for at in range(int(form.sent["rows"][0])):
        fields = {name: form.sent[f"point-{at}-{name}"][0] for name in ("issue", "wish", "place", "need")}
        key = fields["wish"].removeprefix("Wish ")
        if key:
            wanted = {name: TYPED[f"point-{key}-{name}"].replace("\r\n", "\n") for name in fields}
            assert {name: value.replace("\r\n", "\n") for name, value in fields.items()} == wanted
        rows.append(key)
    return rows


BUTTONS = [
    ({"add": "1"}, ["0", "1", "2", ""]),
    ({"remove": "0"}, ["1", "2"]),
    ({"remove": "1"}, ["0", "2"]),
    ({"remove": "2"}, ["0", "1"]),
    ({"remove": "7"}, ["0", "1", "2"]),
    ({"up": "2"}, ["0", "2", "1"]),
    ({"up": "0"}, ["0", "1", "2"]),
    ({"down": "0"}, ["1", "0", "2"]),
    ({"down": "2"}, ["0", "1", "2"]),
    ({"up": "999"}, ["0", "1", "2"]),
]


@pytest.mark.parametrize(("button", "wanted"), BUTTONS)
def test_rows_come_and_go_and_nothing_typed_is_lost(
    cast: Cast, sign_in: SignIn, url: str, button: dict[str, str], wanted: list[str]
) -> None:
    client = sign_in(cast.clara)

    page = client.post(url, {**TYPED, **button})
    part = client.post(url, {**TYPED, **button}, headers=POINTS)

    form = ask_form(page)
    assert (page.status_code, part.status_code) == (200, 200)
    assert points(form) == wanted
    assert (form.sent["summary"], form.sent["severity"]) == (["More market"], ["major"])
    assert part.content.strip().startswith(b'<div id="points"') and b"<html" not in part.content
    assert page.content.decode().count("Issue ") == part.content.decode().count("Issue ") > 0
    assert not RevisionRequest.objects.exists()


def test_the_last_row_is_emptied(cast: Cast, sign_in: SignIn, url: str) -> None:
    page = sign_in(cast.clara).post(url, {**TYPED, "rows": "1", "remove": "0"})

    assert points(ask_form(page)) == [""]


def test_a_request_of_three_points(cast: Cast, sign_in: SignIn, story: Story, url: str) -> None:
    client = sign_in(cast.clara)
    typed = {**TYPED, "point-1-issue": "", "point-1-wish": "", "point-1-place": " ", "point-1-need": "must"}

    answers = [client.post(url, typed), client.post(url, typed)]  # the second of two clicks

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, url_of(story.order))] * 2
    revision = RevisionRequest.objects.get()
    assert (revision.summary, revision.severity) == ("More market", "major")
    assert [(row.position, row.wish, row.need) for row in revision.points.all()] == [
        (1, "Wish 0", "must"),
        (2, "Wish 2", "must"),
    ]
    assert Order.objects.get().state == "revision_requested"


REFUSED = [
    ({"summary": ""}, "summary"),
    ({"summary": "x" * 161}, "summary"),
    ({"severity": "dreadful"}, "severity"),
    ({"point-1-issue": ""}, None),
    ({"point-1-issue": "x" * 2001}, None),
    ({"point-2-need": "perhaps"}, None),
    ({"point-0-place": "a\uffffb"}, None),
]


@pytest.mark.parametrize(("typed", "field"), REFUSED)
def test_a_refused_request_keeps_everything(
    cast: Cast, sign_in: SignIn, url: str, typed: dict[str, str], field: str | None
) -> None:
    page = sign_in(cast.clara).post(url, {**TYPED, **typed})

    sent = ask_form(page).sent
    kept = {**TYPED, **typed}
    for lost in ("severity", "point-2-need", "point-0-place"):  # no browser sends these
        if lost in typed:
            kept.pop(lost)
    assert page.status_code == 422 and not RevisionRequest.objects.exists()
    assert {name: sent[name][0].replace("\r\n", "\n") for name in kept} == {
        name: value.replace("\r\n", "\n") for name, value in kept.items()
    }
    assert b"invalid-feedback" in page.content
    assert field is None or page.context["form"].errors[field]


@pytest.mark.parametrize("rows", ["0", "", "x", "-1", "²"])
def test_a_request_needs_a_point(cast: Cast, sign_in: SignIn, url: str, rows: str) -> None:
    page = sign_in(cast.clara).post(url, {**TYPED, "rows": rows})

    assert page.status_code == 422 and "Add between 1 and 40 points." in words_of(page)
    assert ask_form(page).sent["summary"] == ["More market"]


def many_points(rows: int) -> dict[str, str]:
    """A request as a browser sends it with so many rows."""
    issues = {f"point-{row}-issue": f"Number {row}" for row in range(rows)}
    needs = {f"point-{row}-need": "must" for row in range(rows)}
    return {"summary": "All", "severity": "minor", "rows": str(rows), **issues, **needs}


def test_forty_points_and_no_more(cast: Cast, sign_in: SignIn, url: str) -> None:
    page = sign_in(cast.clara).post(url, {**many_points(MAX_POINTS), "add": "1"})

    assert page.status_code == 200 and ask_form(page).sent["rows"] == [str(MAX_POINTS)]
    assert (
        "A request can have up to 40 points." in words_of(page) and 'name="add"' not in page.content.decode()
    )


def test_a_point_too_many_is_refused_and_not_left_out(cast: Cast, sign_in: SignIn, url: str) -> None:
    sent = sign_in(cast.clara).post(url, many_points(MAX_POINTS + 1))

    assert sent.status_code == 422 and "Add between 1 and 40 points." in words_of(sent)
    assert not RevisionRequest.objects.exists()


def test_another_request_while_one_is_alive_keeps_what_was_typed(cast: Cast, sign_in: SignIn) -> None:
    """Even one of the same name: only what is the same to the last point counts as a second click."""
    story = Story(cast).revision_requested()
    client, url = sign_in(cast.clara), url_of(story.order, "revisions/new/")

    page = client.post(url, {**TYPED, "summary": story.order.revisions.get().summary})

    assert page.status_code == 409 and "This is only possible while the state is “Delivered”" in words_of(
        page
    )
    assert points(ask_form(page)) == ["0", "1", "2"] and RevisionRequest.objects.count() == 1
    assert client.get(url).status_code == 409


def test_the_text_beside_the_request_is_the_approved_one(cast: Cast, sign_in: SignIn) -> None:
    story = Secretive(cast).in_progress()
    story.hand_in("approved")
    story.reread().approve()

    found = seen(sign_in(cast.clara).get(url_of(story.order, "revisions/new/")), story.order)

    assert found == {"approved"}


def test_pages_that_a_reader_of_the_account_does_not_have(
    cast: Cast, sign_in: SignIn, story: Story, url: str
) -> None:
    """A reader reads: neither the page to ask, nor the sending of it."""
    people = story.order.account.people.filter(membership=cast.clara.membership)
    people.update(role="reader")
    client = sign_in(cast.clara)

    assert [client.get(url).status_code, client.post(url, TYPED).status_code] == [403, 403]
    assert "Request revision" not in words_of(client.get(url_of(story.order)))
