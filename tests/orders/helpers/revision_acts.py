"""Revisions on their way, for tests: each takes a Story and brings it one act further."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from orders.actions import change_orders, revision_requests, revision_scope
from orders.actions.revision_requests import PointAnswer
from tests.helpers.factories import HOUR
from tests.helpers.stages import stage
from tests.helpers.story import Story

AMOUNT = Decimal("40.00")


def verdict(**changed: Any) -> dict[str, Any]:
    """What the desk says of a scope, by default that it is part of the order."""
    usual = {
        "within": True,
        "severity": "moderate",
        "uses_round": True,
        "cause": "work",
        "clause": "",
        "judgement": "",
        "client_review": True,
    }
    return {**usual, **changed}


OUT = {"within": False, "clause": "A feature about the harbour", "judgement": "The market was not ordered."}


@stage
def with_question(story: Story) -> Story:
    """Wendell asks about the first point of a revision in work."""
    story.now += HOUR
    given = {1: PointAnswer("question", "Which market?")}
    revision_requests.answer_points(
        actor=story.cast.wendell, revision=story.revision, answers=given, now=story.now
    )
    return story.reread()


@stage
def out_of_scope(story: Story) -> Story:
    """Max says that a request is beyond the order."""
    story.now += HOUR
    revision_scope.judge_scope(actor=story.cast.max, revision=story.revision, now=story.now, **verdict(**OUT))
    return story.reread()


@stage
def with_change(story: Story) -> Story:
    """Max offers it at a price."""
    out_of_scope(story)
    story.now += HOUR
    items = [("Two paragraphs on the market", AMOUNT)]
    change_orders.offer_change(
        actor=story.cast.max, revision=story.revision, items=items, note="More market", hours=8, now=story.now
    )
    return story.reread()
