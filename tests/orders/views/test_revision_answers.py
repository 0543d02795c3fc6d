"""Answering the points of a revision: some now and some later, refusals keep every
reply, a question holds a delivery back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from orders.actions import deliveries, holding
from orders.models import Order
from tests.helpers.cast import Cast
from tests.helpers.factories import HOUR
from tests.helpers.pages import form_to, words_of
from tests.helpers.story import Story
from tests.orders.helpers.support import stop_clock, url_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


@pytest.fixture
def started(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Story:
    """Clara's two points, a must and a nice one, are in work."""
    told = Story(cast).revision_requested()
    deliveries.start_work(actor=cast.wendell, **told.tick())
    stop_clock(monkeypatch, told.now + HOUR)
    return told.reread()


def answers_of(story: Story) -> list[tuple[str | None, str]]:
    return list(story.order.revisions.get().points.values_list("answer", "reply"))


def test_some_answers_now_and_some_later(cast: Cast, sign_in: SignIn, started: Story) -> None:
    client, url = sign_in(cast.wendell), url_of(started.order, "revisions/1/answers/")

    first = client.post(url, {"point-1-answer": "done"})
    second = client.post(
        url, form_to(client.get(url), "", ["point-1-answer"]).filled(**{"point-2-answer": "done"})
    )

    assert (first.status_code, first.url, second.status_code) == (302, url_of(started.order), 302)
    assert answers_of(started) == [("done", ""), ("done", "")]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"point-1-answer": "question"}, "Add a reply with your reason or question."),
        (
            {"point-1-answer": "declined", "point-1-reply": " \r\n "},
            "Add a reply with your reason or question.",
        ),
        ({"point-1-answer": "", "point-1-reply": "Only this"}, "Choose an answer to go with this reply."),
        ({"point-1-answer": "perhaps"}, "is not one of the available choices"),
        ({"point-1-answer": "done", "point-1-reply": "x" * 2001}, "at most 2000 characters"),
    ],
)
def test_a_refused_answer_keeps_all_of_them(
    cast: Cast, sign_in: SignIn, started: Story, typed: dict[str, str], words: str
) -> None:
    client, url = sign_in(cast.wendell), url_of(started.order, "revisions/1/answers/")

    page = client.post(url, {**typed, "point-2-answer": "declined", "point-2-reply": "Yours\r\nis <better>"})

    sent = form_to(page, "", ["point-2-reply"]).sent
    assert page.status_code == 422 and words in words_of(page)
    assert (sent["point-2-answer"], sent["point-2-reply"]) == (["declined"], ["Yours\r\nis <better>"])
    assert sent["point-1-reply"] == [typed.get("point-1-reply", "")]
    assert answers_of(started) == [(None, "")] * 2


def test_a_question_stands_in_the_way_of_delivering(cast: Cast, sign_in: SignIn, started: Story) -> None:
    client, url = sign_in(cast.wendell), url_of(started.order, "deliveries/new/")
    asked = {"point-1-answer": "question", "point-1-reply": "Which market?"}

    page = client.post(url, {**asked, "text": "A new text", "anyway": "1"})

    assert page.status_code == 409 and "Answer the must-fix points first. Still open: 1." in words_of(page)
    assert form_to(page, url, ["text"]).sent["text"] == ["A new text"]
    assert answers_of(started)[0] == ("question", "Which market?")
    assert (
        client.post(url, {"text": "A new text", "anyway": "1", "point-1-answer": "done"}).status_code == 302
    )
    assert Order.objects.get().state == "in_review"


def test_answers_too_late_are_shown_again(cast: Cast, sign_in: SignIn, started: Story) -> None:
    holding.hold_order(actor=cast.sam, order=started.order, reason="Photographs", now=started.now)
    client, url = sign_in(cast.wendell), url_of(started.order, "revisions/1/answers/")

    page = client.post(url, {"point-1-answer": "done", "point-1-reply": "Two sentences more."})

    assert page.status_code == 409 and "You typed: Two sentences more." in words_of(page)
    assert client.get(url).status_code == 409


@pytest.mark.parametrize(
    ("name", "status"),
    [("clara", 403), ("edith", 403), ("sam", 403), ("max", 403), ("wanda", 404), ("nora", 404)],
)
def test_who_may_not_answer(cast: Cast, sign_in: SignIn, started: Story, name: str, status: int) -> None:
    client = sign_in(getattr(cast, name))

    for path in ("revisions/1/answers/", "deliveries/new/"):
        assert client.get(url_of(started.order, path)).status_code == status
        assert client.post(url_of(started.order, path), {"point-1-answer": "done"}).status_code == status


@pytest.mark.parametrize("number", ["0", "2", "99999", "9" * 30])
def test_a_round_that_is_not_there(cast: Cast, sign_in: SignIn, started: Story, number: str) -> None:
    assert sign_in(cast.wendell).get(url_of(started.order, f"revisions/{number}/answers/")).status_code == 404
