"""Each fate of a revision in the demo ends where it says, whatever the dice."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from orders.models import RevisionRequest
from orders.querysets import revision_turns
from project.demo.library import draw
from project.demo.rounds import RevisionStory
from project.demo.seeding import FATES, crew_of
from tests.helpers.cast import START, Cast

pytestmark = pytest.mark.django_db
#: fate -> the state of its last revision, whose turn it is.
ENDS = {
    "revision_requested": ("open", "writer"),
    "revising": ("in_progress", "writer"),
    "answered": ("answered", "client"),
    "grace": ("open", "desk"),
    "questioned": ("in_progress", "client"),
    "told": ("in_progress", "writer"),
    "reopened": ("in_progress", "writer"),
    "given": ("open", "writer"),
    "refused": ("out_of_scope", "nobody"),
    "change_offered": ("out_of_scope", "client"),
    "change_bought": ("open", "writer"),
}


@pytest.mark.parametrize("fate", ENDS)
def test_a_fate_ends_where_it_says(cast: Cast, fate: str) -> None:
    rng, day = random.Random(fate), dt.timedelta(days=1)
    known = next(row for row in FATES if row.name == fate)
    begun, deadline = START, START + day * known.days[0]
    story = RevisionStory(
        crew_of(cast.inkwell),
        cast.clara,
        draw(rng, 1)[0],
        start=begun,
        deadline=deadline,
        end=begun + day * 30,
        rng=rng,
    )

    story.play(fate)

    found = revision_turns.with_turn(RevisionRequest.objects.filter(order=story.order), begun)
    revision = found.latest("number")
    assert (revision.state, revision.turn) == ENDS[fate]
    if fate == "given":
        assert revision.worker not in (story.writer.member_id, story.editor and story.editor.member_id)
