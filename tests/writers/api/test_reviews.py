"""Rubrics, points, verdicts and saved comments in the API."""

from __future__ import annotations

import pytest

from orders.models import Order
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.story import Story
from tests.writers.helpers.reviews import point, stored_rubric
from writers.models import Feedback, FeedbackPoint, Rubric, SavedComment

pytestmark = pytest.mark.django_db
ROOT = "writer-management/"
LEVELS = [{"name": "Weak", "points": 1}, {"name": "Good", "points": 4}]
CRITERIA = [{"name": "Structure", "category": "quality", "levels": LEVELS}]


def test_points_until_and_after_the_verdict(cast: Cast) -> None:
    story, edith, wendell = Story(cast).claimed(), Api(cast.edith), Api(cast.wendell)
    body = {"order": story.order.number, "version": 1, "issue": "Who says so?", "tag": "sources"}

    made = edith.post(f"{ROOT}feedback-points/", body)
    address = f"{ROOT}feedback-points/{made.json['id']}/"
    assert made.status == 201 and made.json["shown_at"] is None and made.json["tag"] == "sources"
    assert wendell.get(address).status == 404
    assert edith.patch(address, {"issue": "Says who?"}).json["issue"] == "Says who?"
    assert edith.patch(address, {"issue": ""}).status == 400
    verdict = {"verdict": "send_back", "version": 1, "note": "Check the tides."}
    assert edith.post(f"{ROOT}reviews/{story.order.number}/verdict/", verdict).status == 200
    assert wendell.get(address).json["issue"] == "Says who?"
    assert wendell.post(f"{address}mark-done/", {"done": True}).json["done"] is True
    assert wendell.get(f"{ROOT}feedback-points/?done=true").json["results"][0]["id"] == made.json["id"]
    assert wendell.get(f"{ROOT}feedback-points/?done=false").json["results"] == []
    assert edith.delete(address).status == 409 and FeedbackPoint.objects.exists()


def test_a_draft_point_is_deleted(cast: Cast) -> None:
    story = Story(cast).claimed()
    made = point(story)

    assert Api(cast.edith).delete(f"{ROOT}feedback-points/{made.public_id}/").status == 204
    assert not FeedbackPoint.objects.exists()


def test_verdict_with_ratings_and_levels(cast: Cast) -> None:
    story, rubric = Story(cast).claimed(), stored_rubric(cast)
    body = {
        "verdict": "approve",
        "version": 1,
        "overall_rating": 4,
        "quality_rating": 5,
        "areas_for_improvement": "The ferry",
        "rubric": rubric.public_id,
        "levels": [{"criterion": 2, "level": 1}],
    }

    answer = Api(cast.edith).post(f"{ROOT}reviews/{story.order.number}/verdict/", body)

    feedback = Feedback.objects.get()
    assert answer.status == 200 and answer.json["state"] == "delivered"
    assert (feedback.overall, feedback.quality, feedback.improvements) == (4, 5, "The ferry")
    assert feedback.levels.get().criterion.position == 2


def test_refused_verdicts_name_the_fields_of_the_body(cast: Cast) -> None:
    story, edith = Story(cast).claimed(), Api(cast.edith)
    address, body = f"{ROOT}reviews/{story.order.number}/verdict/", {"verdict": "approve", "version": 1}

    no_overall = edith.post(address, {**body, "strengths": "x"})
    strange = edith.post(address, {**body, "overall_rating": 4, "levels": [{"criterion": 9, "level": 1}]})
    no_note = edith.post(address, {"verdict": "send_back", "version": 1})
    stale = edith.post(address, {**body, "version": 7})

    assert "overall_rating" in no_overall.json["errors"] and "levels" in strange.json["errors"]
    assert "note" in no_note.json["errors"] and stale.status == 409
    assert Order.objects.get().state == "in_review" and not Feedback.objects.exists()


def test_rubrics_version_by_version(cast: Cast) -> None:
    manager = Api(cast.max)
    first = manager.post(f"{ROOT}rubrics/", {"based_on": 0, "criteria": CRITERIA})
    own = manager.post(f"{ROOT}rubrics/", {"service": "article", "based_on": 0, "criteria": CRITERIA})
    stale = manager.post(f"{ROOT}rubrics/", {"based_on": 0, "criteria": [{**CRITERIA[0], "name": "Another"}]})

    assert (first.status, own.status, stale.status) == (201, 201, 409)
    assert first.json["criteria"][0]["levels"][1]["points"] == 4
    reader = Api(cast.wendell)
    assert reader.get(f"{ROOT}rubrics/current/?service=article").json["id"] == own.json["id"]
    manager.post(f"{ROOT}rubrics/{own.json['id']}/archive/", {})
    assert reader.get(f"{ROOT}rubrics/current/?service=article").json["id"] == first.json["id"]
    assert reader.get(f"{ROOT}rubrics/{own.json['id']}/").json["is_current"] is False
    listed = reader.get(f"{ROOT}rubrics/?state=all").json["results"]
    assert len(listed) == Rubric.objects.count() == 2
    assert manager.post(f"{ROOT}rubrics/", {"based_on": 1, "criteria": []}).status == 400


def test_saved_comments(cast: Cast) -> None:
    edith = Api(cast.edith)
    made = edith.post(f"{ROOT}saved-comments/", {"issue": "Name it", "tag": "sources"})
    address = f"{ROOT}saved-comments/{made.json['id']}/"

    assert made.json["mine"] is True
    assert edith.patch(address, {"shared": True}).json == {**made.json, "shared": True}
    assert edith.get(f"{ROOT}saved-comments/").json["results"][0]["tag"] == "sources"
    assert edith.delete(address).status == 204 and not SavedComment.objects.exists()
