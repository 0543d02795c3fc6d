"""The editor's page of one review."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from orders.actions import deliveries, revision_requests
from orders.actions.revision_requests import PointAnswer
from orders.models import Order
from tests.helpers.cast import Cast
from tests.helpers.pages import words_of
from tests.helpers.story import Story
from tests.orders.helpers.support import queries_of, upload
from tests.orders.views.test_order_queries import grow

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def page_of(story: Story) -> str:
    return f"/editing/{story.order.number}/"


def test_text_brief_and_verdict(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).in_review()
    client = sign_in(cast.edith)

    waiting = words_of(client.get(page_of(story)))
    answer = client.post(f"/orders/{story.order.number}/review/claim/", {"then": "review"})
    mine = words_of(client.get(page_of(story)))

    assert "Boats come in at dusk" in waiting and "for visitors who stay a night" in waiting
    assert "Claim review" in waiting and "Your verdict" not in waiting
    assert answer.url == page_of(story)
    assert "Your verdict on version 1" in mine and "Claim review" not in mine


def test_the_points_stand_beside_the_version_that_answers_them(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).revising()
    given = {1: PointAnswer("done", "Two sentences more.")}
    revision_requests.answer_points(actor=cast.wendell, revision=story.revision, answers=given, now=story.now)
    story.deliver("A longer text")

    page = words_of(sign_in(cast.edith).get(page_of(story)))

    assert "Too short on the market" in page and "Two sentences more." in page
    assert "Compare with version 1" in page


def test_approved_without_javascript(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).claimed()
    answer = sign_in(cast.edith).post(
        f"/orders/{story.order.number}/review/approve/", {"number": "1", "note": ""}
    )

    assert answer.status_code == 302 and Order.objects.get().state == "delivered"


def test_when_nothing_waits_it_leads_to_the_order(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).delivered()

    assert sign_in(cast.edith).get(page_of(story)).url == f"/orders/{story.order.number}/"


@pytest.mark.parametrize(
    ("name", "status"), [("clara", 403), ("wendell", 403), ("wanda", 403), ("max", 403), ("edith", 200)]
)
def test_it_is_for_editors(cast: Cast, sign_in: SignIn, name: str, status: int) -> None:
    assert sign_in(getattr(cast, name)).get(page_of(Story(cast).in_review())).status_code == status


def test_the_next_review_opens_its_page(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).in_review()
    client = sign_in(cast.edith)
    assert f'href="{page_of(story)}"' in client.get("/editing/").content.decode()

    assert client.post("/editing/next/").url == page_of(story)


def test_it_costs_the_page_of_the_order_and_what_feedback_asks(cast: Cast, sign_in: SignIn) -> None:
    client, counted, story = sign_in(cast.edith), [], _many(cast)
    for count in (2, 4, 50):
        grow(story, count)
        client.get(page_of(story))
        counted.append(queries_of(client, page_of(story)))

    assert counted == [16] * 3


def _many(cast: Cast) -> Story:
    """Two versions, one with a file, and the points of a revision."""
    story = Story(cast).revising()
    answers = {1: PointAnswer("done", "x"), 2: PointAnswer("done", "y")}
    revision_requests.answer_points(
        actor=cast.wendell, revision=story.revision, answers=answers, now=story.now
    )
    deliveries.deliver(actor=cast.wendell, text="A longer text", note="", uploads=[upload()], **story.tick())
    return story.reread()
