"""Feedback on one order: an editor's points and rating, the writer's reply, the client's rating, the history
that follows, and a contest."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from orders.actions.acceptance import accept_order
from project.base import clock
from tests.helpers.cast import load_cast
from tests.helpers.factories import DAY
from tests.helpers.story import Story
from writers.actions.feedback import Said
from writers.actions.feedback_points import PointSaid, add_point
from writers.actions.feedback_verdict import judge_with_feedback
from writers.models import Feedback
from writers.states.feedback import Direction

from .conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def reviewed() -> Story:
    """An order that Edith approved, with a point and a rating, and that its client accepted."""
    story = Story(load_cast(), now=clock.now().replace(microsecond=0) - 3 * DAY).claimed()
    said = PointSaid(issue="Give the year of the flood.", section="Opening", tag="citations")
    add_point(actor=story.cast.edith, number=1, said=said, **story.tick())
    rating = Said(ratings={"overall": 4, "quality": 4}, strengths="A calm beginning.")
    judge_with_feedback(actor=story.cast.edith, number=1, approve=True, note="", said=rating, **story.tick())
    story.reread()
    accept_order(actor=story.cast.clara, **story.tick())
    return story.reread()


def test_feedback_is_given_answered_counted_and_contested(people: Callable[..., Person]) -> None:
    story = reviewed()
    path = f"/orders/{story.order.number}/"
    wendell, clara, max_ = people("wendell"), people("clara"), people("max")

    # The writer reads what the editor said, ticks the point off and replies.
    row = Feedback.objects.get(direction=Direction.EDITOR_TO_WRITER)
    wendell.go(f"/feedback/{row.public_id}/")
    wendell.sees("A calm beginning.")
    wendell.sees("Give the year of the flood.")
    wendell.page.get_by_label("Your reply").fill("Thank you. I will add the year.")
    wendell.press("Save reply")
    wendell.sees("I will add the year.")

    # The client rates the writer; nothing is chosen beforehand, and nothing typed is lost.
    clara.go(path)
    clara.press("Rate the writer")
    assert clara.page.locator("input[type=radio][value='5']:checked").count() == 0
    clara.page.get_by_label("Strengths").fill("Our readers wrote to us about it.")
    clara.press("Give feedback")
    clara.sees("Choose an overall rating.")
    expect(clara.page.get_by_label("Strengths")).to_have_value("Our readers wrote to us about it.")
    clara.look()
    clara.page.get_by_role("group", name="Overall").get_by_label("2 – Fair").check()
    clara.press("Give feedback")
    clara.sees("Our readers wrote to us about it.")

    # Neither reads the other before both have spoken.
    wendell.go("/studio/feedback/")
    assert "Our readers wrote" not in wendell.page.content()
    wendell.go(f"{path}feedback/{Direction.WRITER_TO_CLIENT.value}/")
    wendell.page.get_by_role("group", name="Overall").get_by_label("5 – Excellent").check()
    wendell.press("Give feedback")
    wendell.go("/studio/feedback/")
    wendell.sees("Our readers wrote to us about it.")
    wendell.go("/studio/feedback/history/")
    wendell.sees("2 ratings")

    # Contested it counts no more, until the agency has decided.
    given = Feedback.objects.get(direction=Direction.CLIENT_TO_WRITER)
    wendell.go(f"/feedback/{given.public_id}/")
    wendell.page.get_by_label("Why is this feedback wrong?").fill("It speaks of another order.")
    wendell.press("Contest feedback")
    wendell.sees("It speaks of another order.")
    wendell.go("/studio/feedback/history/")
    wendell.sees("1 rating")
    max_.go(f"/feedback/{given.public_id}/")
    max_.page.get_by_role("group", name="Decision").get_by_label("Dismissed").check()
    max_.page.get_by_label("Explanation").fill("It is about this order; the client confirmed it.")
    max_.press("Decide contest")
    max_.sees("Dismissed")
    max_.look()
    wendell.go("/studio/feedback/history/")
    wendell.sees("2 ratings")
