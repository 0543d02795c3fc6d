"""What somebody takes along of points, comments and rubrics, and what stays when they go."""

from __future__ import annotations

import pytest

from tests.helpers.cast import Cast
from tests.helpers.story import Story
from tests.writers.helpers.reviews import point, saved_comment, stored_rubric
from tests.writers.own_data.test_giving import rows
from writers.models import FeedbackPoint, Rubric, SavedComment
from writers.own_data.keeper import WritersKeeper

pytestmark = pytest.mark.django_db


def test_points_comments_and_rubrics_are_taken_along(cast: Cast) -> None:
    story = Story(cast).claimed()
    point(story, issue="SHOWN")
    story.returned().deliver()
    point(story, issue="UNREAD")
    saved_comment(cast)
    stored_rubric(cast)

    assert [row["issue"] for row in rows(cast.edith, "points_written")] == ["SHOWN", "UNREAD"]
    assert [row["issue"] for row in rows(cast.wendell, "points_received")] == ["SHOWN"]
    assert "Edith" not in str(rows(cast.wendell, "points_received"))
    assert [row["issue"] for row in rows(cast.edith, "saved_comments")] == ["Name the source"]
    assert [row["number"] for row in rows(cast.max, "rubrics")] == [1]
    for name in ("points_written", "points_received", "saved_comments", "rubrics"):
        assert rows(cast.wanda, name) == []


def test_unread_points_and_comments_go_with_the_editor(cast: Cast) -> None:
    story = Story(cast).claimed()
    point(story, issue="SHOWN")
    story.returned().deliver()
    point(story, issue="UNREAD")
    saved_comment(cast)
    stored_rubric(cast)

    for member in (cast.edith, cast.max):
        WritersKeeper().erase(member.membership, story.now)

    assert [row.issue for row in FeedbackPoint.objects.all()] == ["SHOWN"]
    assert not SavedComment.objects.exists() and Rubric.objects.exists()
