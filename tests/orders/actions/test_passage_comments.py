"""An editor comments on passages: kept with the version, and told with the verdict."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from orders.actions import passage_comments
from orders.actions.passage_comments import comment_passage
from orders.models import PassageComment
from project.base.errors import Conflict, Invalid, NotAllowed, NotVisible, WrongState
from tests.helpers.cast import Cast
from tests.helpers.story import Story
from tests.orders.helpers.verbs import play

pytestmark = pytest.mark.django_db


def comment(story: Story, who: str = "edith", **changed: Any) -> PassageComment:
    given = {"number": 1, "passage": "nobody hurries", "text": "Who says so?", **changed}
    return comment_passage(actor=getattr(story.cast, who), order=story.order, now=story.now, **given)


def test_a_comment_is_kept_with_its_version_and_leaves_an_event(cast: Cast) -> None:
    story = Story(cast).claimed()

    made = comment(story)

    event = story.order.events.latest("id")
    assert (made.delivery.number, made.passage, made.by) == (1, "nobody hurries", cast.edith.membership)
    assert (event.verb, event.delivery, event.to_state) == ("comment_passage", made.delivery, "in_review")


def test_a_second_click_is_no_second_comment(cast: Cast) -> None:
    story = Story(cast).claimed()

    assert comment(story) == comment(story) and PassageComment.objects.count() == 1


@pytest.mark.parametrize("field", ["passage", "text"])
def test_nothing_is_refused_beside_its_field(cast: Cast, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        comment(Story(cast).claimed(), **{field: ""})

    assert list(refused.value.errors) == [field]


def test_there_is_a_bound(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passage_comments, "MAX_COMMENTS", 1)
    story = Story(cast).claimed().comment()

    with pytest.raises(Invalid):
        comment(story, text="Another one")


def test_another_version_than_the_one_that_was_read(cast: Cast) -> None:
    with pytest.raises(Conflict):
        comment(Story(cast).claimed().correct(), number=1)


@pytest.mark.parametrize("name", ["clara", "wendell", "wanda", "sam", "max", "otto", "mara", "nora"])
def test_nobody_but_its_editor_comments(cast: Cast, name: str) -> None:
    with pytest.raises((NotAllowed, NotVisible)):
        comment(Story(cast).claimed(), name)


@pytest.mark.parametrize("at", ["delivered", "revision_requested", "completed"])
def test_only_what_is_in_review_is_commented_on(cast: Cast, at: str) -> None:
    with pytest.raises(WrongState):
        comment(play(cast, at))


SEE = {"clara": [], "wendell": [1], "wanda": [], "edith": [1], "sam": [1], "max": [1], "mara": [], "nora": []}


@pytest.mark.parametrize("name", SEE)
@pytest.mark.parametrize("verdict", ["", "returned", "approve"])
def test_who_reads_it_when(cast: Cast, name: str, verdict: str) -> None:
    story = Story(cast).claimed().comment()
    if verdict:
        getattr(story, verdict)()

    seen = PassageComment.objects.visible_to(getattr(cast, name))

    waits = not verdict and name != "edith"
    assert [row.delivery.number for row in seen] == ([] if waits else SEE[name])


def test_the_database_keeps_comments_as_they_are(cast: Cast) -> None:
    story = Story(cast).claimed().comment()
    row = PassageComment.objects.get()

    for act in (lambda: PassageComment.objects.update(text="Other"), row.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        PassageComment.objects.create(
            agency=cast.inkwell,
            delivery=row.delivery,
            passage="",
            text="x",
            by=cast.edith.membership,
            at=story.now,
        )
