"""Every verb of a revision: each person x each of its states, worked out
in words, then compared with the table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Count

from orders.actions import (
    change_orders,
    revision_assignment,
    revision_deadlines,
    revision_requests,
    revision_scope,
    revision_verdicts,
)
from orders.actions.revision_moving import REVISIONS
from orders.actions.revision_requests import PointAnswer
from orders.actions.revision_verdicts import Judged
from orders.models import RevisionRequest
from orders.models.revisions import RevisionState
from project.base.compiled import Slot, compiled
from project.base.errors import NotAllowed, NotVisible, WrongState
from project.base.viewer import Member
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY
from tests.helpers.story import REVISION_FEE, Story
from tests.orders.helpers.revision_acts import AMOUNT, out_of_scope, with_change, with_question

pytestmark = pytest.mark.django_db


STORIES: dict[str, Callable[[Cast], Story]] = {
    "open": lambda cast: Story(cast).revision_requested(),
    "in_progress": lambda cast: Story(cast).revising(),
    "asked": lambda cast: with_question(Story(cast).revising()),
    "in_review": lambda cast: _in_review(cast),
    "answered": lambda cast: Story(cast).answered(),
    "out_of_scope": lambda cast: out_of_scope(Story(cast).revision_requested()),
    "change_offered": lambda cast: with_change(Story(cast).revision_requested()),
    "cancelled": lambda cast: _cancelled(cast),
}


def _in_review(cast: Cast) -> Story:
    story = Story(cast).revising()
    given = {1: PointAnswer("done", "Added.")}
    revision_requests.answer_points(actor=cast.wendell, revision=story.revision, answers=given, now=story.now)
    return story.deliver("Another text")


def _cancelled(cast: Cast) -> Story:
    story = Story(cast).revision_requested()
    revision_scope.cancel_revision(actor=cast.clara, revision=story.revision, now=story.now)
    return story.reread()


TIME, DESK_TIME = {"propose_deadline"}, {"judge_scope", "propose_deadline", "cancel_revision"}
GIVING = {*DESK_TIME, "assign_revision"}
#: where the revision stands -> person -> verbs that may be used. Whoever is not named may do nothing.
ALLOWED: dict[str, dict[str, set[str]]] = {
    "open": {
        "clara": {"propose_deadline", "cancel_revision"},
        "wendell": TIME,
        "sam": DESK_TIME,
        "max": GIVING,
        "otto": GIVING,
    },
    "in_progress": {
        "clara": TIME,
        "wendell": {"answer_points", *TIME},
        "sam": DESK_TIME,
        "max": GIVING,
        "otto": GIVING,
    },
    "asked": {
        "clara": {"answer_question", *TIME},
        "wendell": {"answer_points", *TIME},
        "sam": DESK_TIME,
        "max": GIVING,
        "otto": GIVING,
    },
    "in_review": {},
    "answered": {"clara": {"judge_points"}},
    "out_of_scope": {"max": {"offer_change"}, "otto": {"offer_change"}},
    "change_offered": {
        "clara": {"accept_change", "drop_change"},
        "max": {"withdraw_change"},
        "otto": {"withdraw_change"},
    },
    "cancelled": {},
}


def fresh(story: Story) -> RevisionRequest:
    return RevisionRequest.objects.select_related("order").get(pk=story.revision.pk)


@pytest.mark.parametrize("at", STORIES)
def test_who_may_do_what(cast: Cast, at: str) -> None:
    story = STORIES[at](cast)

    found = {
        name: {choice.transition.verb for choice in REVISIONS.choices(person, fresh(story)) if choice.allowed}
        for name, person in cast.of_inkwell.items()
    }

    assert {name: verbs for name, verbs in found.items() if verbs} == ALLOWED[at]


def acts(cast: Cast, story: Story) -> dict[str, Callable[[Member], Any]]:
    """Each verb as an act of somebody on the story's revision."""
    facts = {"revision": story.revision, "now": story.now}
    verdict = {
        "within": True,
        "severity": "minor",
        "uses_round": False,
        "cause": "work",
        "clause": "",
        "judgement": "",
        "client_review": True,
    }
    return {
        "judge_scope": lambda actor: revision_scope.judge_scope(actor=actor, **facts, **verdict),
        "answer_question": lambda actor: revision_verdicts.answer_question(
            actor=actor, replies={1: "Both."}, **facts
        ),
        "answer_points": lambda actor: revision_requests.answer_points(
            actor=actor, answers={1: PointAnswer("done", "So")}, **facts
        ),
        "judge_points": lambda actor: revision_verdicts.judge_points(
            actor=actor, verdicts={1: Judged("met")}, **facts
        ),
        "close_revision": lambda actor: revision_verdicts.close_revision(actor=actor, **facts),
        "propose_deadline": lambda actor: revision_deadlines.propose_deadline(
            actor=actor, due_at=story.now + 9 * DAY, note="", **facts
        ),
        "accept_deadline": lambda actor: revision_deadlines.accept_deadline(
            actor=actor, due_at=story.now + 9 * DAY, **facts
        ),
        "assign_revision": lambda actor: revision_assignment.assign_revision(
            actor=actor, person=cast.wanda.membership, fee=REVISION_FEE, **facts
        ),
        "cancel_revision": lambda actor: revision_scope.cancel_revision(actor=actor, **facts),
        "offer_change": lambda actor: change_orders.offer_change(
            actor=actor, items=[("More", AMOUNT)], note="More of it", hours=8, **facts
        ),
        "accept_change": lambda actor: change_orders.accept_change(actor=actor, number=1, **facts),
        "drop_change": lambda actor: change_orders.drop_change(actor=actor, number=1, **facts),
        "withdraw_change": lambda actor: change_orders.withdraw_change(actor=actor, number=1, **facts),
    }


@pytest.mark.parametrize("at", STORIES)
def test_the_action_obeys_the_table(cast: Cast, at: str) -> None:
    """Refused for whoever the table does not allow it to: by right, or for
    everybody by state. Nothing is written then, so that one story serves all verbs."""
    story = STORIES[at](cast)
    state, pk = RevisionState(story.revision.state), story.revision.pk
    before = written(pk)

    for verb in sorted(row.verb for row in REVISIONS.transitions):
        done, act = state in REVISIONS[verb].done, acts(cast, story)[verb]
        for name, person in cast.of_inkwell.items():
            if verb in ALLOWED[at].get(name, set()):
                continue
            if done and REVISIONS.may(verb, person, fresh(story)):
                act(person)
            else:
                with pytest.raises((NotAllowed, WrongState)):
                    act(person)
            assert written(pk) == before, (verb, name)


def written(pk: int) -> tuple[str, int]:
    """What any verb would leave, in one query, asked for some six hundred times."""
    [row] = _written(pk=pk)
    return row.state, row.acts


@compiled
def _written(pk: Slot) -> Any:
    return RevisionRequest.objects.annotate(acts=Count("order__events")).filter(pk=pk)


@pytest.mark.parametrize("verb", sorted(row.verb for row in REVISIONS.transitions))
def test_nobody_of_another_agency(cast: Cast, verb: str) -> None:
    story = with_question(Story(cast).revising())

    for stranger in (cast.nick, cast.nora, cast.mara):
        with pytest.raises((NotAllowed, NotVisible)):
            acts(cast, story)[verb](stranger)


def test_every_blocked_verb_says_why(cast: Cast) -> None:
    for at, tell in STORIES.items():
        story = tell(cast)
        for person in cast.of_inkwell.values():
            for choice in REVISIONS.choices(person, fresh(story)):
                assert choice.allowed or str(choice.reason).endswith((".", "”.")), (at, choice)


def test_every_state_can_be_reached(cast: Cast) -> None:
    reached = {STORIES[at](cast).revision.state for at in STORIES}

    assert reached | {"accepted"} == set(RevisionState.values)
