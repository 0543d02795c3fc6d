"""Revisions at each of their turns, for tests of lists and figures. Each takes a Story
of a delivered order, or moves it on."""

from __future__ import annotations

from decimal import Decimal

from agencies.models import Agency
from orders.actions import (
    change_orders,
    deliveries,
    holding,
    revision_assignment,
    revision_requests,
    revision_scope,
    revision_verdicts,
)
from orders.models import RevisionRequest
from project.base.viewer import Member
from tests.helpers.factories import HOUR
from tests.helpers.stages import stage
from tests.helpers.story import REVISION_FEE, Story

POINTS = [revision_requests.Point(issue="Too short", place="The market", wish="Two more sentences")]


def latest(story: Story) -> RevisionRequest:
    return story.reread().order.revisions.latest("number")


@stage
def ask(story: Story, severity: str = "moderate", summary: str = "More market") -> Story:
    revision_requests.request_revision(
        actor=story.cast.clara, summary=summary, severity=severity, points=POINTS, **story.tick()
    )
    return story.reread()


@stage
def start(story: Story, who: Member | None = None) -> Story:
    deliveries.start_work(actor=who or story.cast.wendell, **story.tick())
    return story.reread()


@stage
def reply(story: Story, answer: str = "done", who: Member | None = None) -> Story:
    story.now += HOUR
    answers = {1: revision_requests.PointAnswer(answer, "Here")}
    revision_requests.answer_points(
        actor=who or story.cast.wendell, revision=latest(story), answers=answers, now=story.now
    )
    return story.reread()


@stage
def tell(story: Story) -> Story:
    """The client answers the question."""
    story.now += HOUR
    revision_verdicts.answer_question(
        actor=story.cast.clara, revision=latest(story), replies={1: "The fish market"}, now=story.now
    )
    return story.reread()


@stage
def judge(story: Story, within: bool) -> Story:
    story.now += HOUR
    revision_scope.judge_scope(
        actor=story.cast.max,
        revision=latest(story),
        within=within,
        severity="moderate",
        uses_round=True,
        cause="work" if within else "change",
        clause="600 words",
        judgement="It is more",
        client_review=True,
        now=story.now,
    )
    return story.reread()


@stage
def offer(story: Story) -> Story:
    story.now += HOUR
    change_orders.offer_change(
        actor=story.cast.max,
        revision=latest(story),
        items=[("More words", Decimal(20))],
        note="The market",
        hours=8,
        now=story.now,
    )
    return story.reread()


@stage
def accept_change(story: Story) -> Story:
    story.now += HOUR
    change_orders.accept_change(actor=story.cast.clara, revision=latest(story), number=1, now=story.now)
    return story.reread()


@stage
def cancel(story: Story) -> Story:
    story.now += HOUR
    revision_scope.cancel_revision(actor=story.cast.clara, revision=latest(story), now=story.now)
    return story.reread()


@stage
def give(story: Story, who: Member) -> Story:
    story.now += HOUR
    revision_assignment.assign_revision(
        actor=story.cast.max, revision=latest(story), person=who.membership, fee=REVISION_FEE, now=story.now
    )
    return story.reread()


@stage
def hold(story: Story) -> Story:
    holding.hold_order(actor=story.cast.sam, reason="Photographs", **story.tick())
    return story.reread()


@stage
def pending(story: Story) -> Story:
    """A request beyond the included rounds: the desk decides first."""
    Agency.objects.filter(pk=story.cast.inkwell.pk).update(included_rounds=0)
    ask(story)
    Agency.objects.filter(pk=story.cast.inkwell.pk).update(included_rounds=2)
    return story
