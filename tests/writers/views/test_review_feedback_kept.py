"""What an editor typed on the page of a review is neither lost nor lays itself over what was said since."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from project.base.errors import WrongState
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.pages import words_of
from tests.helpers.story import Story
from tests.writers.helpers.reviews import level, point, stored_rubric
from writers.actions.feedback import Said
from writers.actions.feedback_contests import contest_feedback
from writers.actions.feedback_edits import edit_feedback
from writers.actions.feedback_levels import keep_levels
from writers.actions.feedback_verdict import judge_with_feedback
from writers.models import Feedback, FeedbackPoint

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
TYPED = {"number": "1", "note": "NOTE-KEPT", "strengths": "STRENGTHS-KEPT", "overall": "4"}


def page_of(story: Story) -> str:
    return f"/editing/{story.order.number}/"


def judged(story: Story, **changed: Any) -> Feedback:
    """Sent back with ratings, then delivered again."""
    facts: dict[str, Any] = {"number": 1, "approve": False, "note": "Check.", "said": Said({"overall": 4})}
    judge_with_feedback(actor=story.cast.edith, **{**story.tick(), **facts, **changed})
    story.reread().deliver()
    return Feedback.objects.get()


def test_a_point_that_was_typed_goes_with_the_verdict(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).claimed()
    typed = {**TYPED, "point-issue": "Who says so?", "point-passage": "come in at dusk"}

    answer = sign_in(cast.edith).post(page_of(story), {**typed, "do": "approve"})

    made = FeedbackPoint.objects.get()
    assert answer.status_code == 302
    assert (made.issue, made.shown_at is not None) == ("Who says so?", True)


def test_a_point_that_was_edited_goes_with_the_verdict(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).claimed()
    made = point(story)
    typed = {**TYPED, "point-issue": "Otherwise", "editing": made.public_id}

    sign_in(cast.edith).post(page_of(story), {**typed, "do": "send_back"})

    made.refresh_from_db()
    assert (made.issue, made.shown_at is not None) == ("Otherwise", True)


def test_half_a_point_refuses_the_verdict(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).claimed()
    made = point(story)
    typed = {**TYPED, "point-section": "SECTION-KEPT", "editing": made.public_id, "do": "approve"}

    answer = sign_in(cast.edith).post(page_of(story), typed)

    html = answer.content.decode()
    assert answer.status_code == 422 and "Enter what should change." in words_of(answer)
    assert "SECTION-KEPT" in html and f'name="editing" value="{made.public_id}"' in html
    assert story.reread().order.state == "in_review"


def test_another_version_keeps_ratings_and_words(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).claimed().correct()

    answer = sign_in(cast.edith).post(page_of(story), {**TYPED, "do": "approve"})

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "STRENGTHS-KEPT" in html and "NOTE-KEPT" in html and 'name="number" value="2"' in html
    assert 'value="4"' in html.split('name="overall"', 4)[4] and "checked" in html


def test_a_contest_leaves_the_verdict_possible(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).claimed()
    feedback = judged(story)
    contest_feedback(actor=cast.wendell, feedback=feedback, reason="Not so.", now=story.now)
    client = sign_in(cast.edith)

    page = client.get(page_of(story))
    assert "You can edit it once the contest is decided." in words_of(page)
    assert 'name="overall"' not in page.content.decode()

    answer = client.post(page_of(story), {"number": "2", "note": "Fine.", "do": "approve"})
    assert answer.status_code == 302 and story.reread().order.state == "delivered"


def test_levels_of_what_is_contested_stay(cast: Cast) -> None:
    story, rubric = Story(cast).claimed(), stored_rubric(cast)
    feedback = judged(story, levels=[level(rubric, 1, 2)])
    contest_feedback(actor=cast.wendell, feedback=feedback, reason="Not so.", now=story.now)

    with pytest.raises(WrongState):
        keep_levels(Feedback.objects.get(), [level(rubric, 1, 1)], actor=cast.edith, now=story.now)


def test_levels_that_nobody_spoke_of_stay(cast: Cast, sign_in: SignIn) -> None:
    story, rubric = Story(cast).claimed(), stored_rubric(cast)
    feedback = judged(story, levels=[level(rubric, 1, 2)])

    body = {"verdict": "send_back", "version": 2, "note": "Again.", "overall_rating": 3}
    answer = Api(cast.edith).post(f"writer-management/reviews/{story.order.number}/verdict/", body)
    assert answer.status == 200 and feedback.levels.count() == 1

    story.reread().deliver()
    typed = {"number": "3", "note": "Fine.", "overall": "5", "do": "approve"}
    assert sign_in(cast.edith).post(page_of(story), typed).status_code == 302
    assert feedback.levels.count() == 1


def test_a_verdict_does_not_lie_over_an_edit_since(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).claimed()
    feedback = judged(story)
    client = sign_in(cast.edith)
    assert 'name="feedback_version" value="1"' in client.get(page_of(story)).content.decode()
    said = Said({"overall": 2}, strengths="SAVED-SINCE")
    edit_feedback(actor=cast.edith, feedback=feedback, said=said, version=1, now=story.now)

    typed = {**TYPED, "number": "2", "feedback_version": "1", "do": "approve"}
    answer = client.post(page_of(story), typed)

    html = answer.content.decode()
    assert answer.status_code == 409 and "STRENGTHS-KEPT" in html and "SAVED-SINCE" in html
    assert 'name="feedback_version" value="2"' in html
    assert client.post(page_of(story), {**typed, "feedback_version": "2"}).status_code == 302
    feedback.refresh_from_db()
    assert feedback.strengths == "STRENGTHS-KEPT"


def test_a_verdict_of_the_api_does_not_either(cast: Cast) -> None:
    story = Story(cast).claimed()
    feedback = judged(story)
    edit_feedback(actor=cast.edith, feedback=feedback, said=Said({"overall": 2}), version=1, now=story.now)
    body = {"verdict": "approve", "version": 2, "overall_rating": 5, "feedback_version": 1}

    answer = Api(cast.edith).post(f"writer-management/reviews/{story.order.number}/verdict/", body)

    assert answer.status == 409 and story.reread().order.state == "in_review"


def test_a_second_click_on_remove_finds_it_removed(cast: Cast, sign_in: SignIn) -> None:
    story, client = Story(cast).claimed(), sign_in(cast.edith)
    made = point(story)
    for _click in range(2):
        answer = client.post(page_of(story), {**TYPED, "remove": made.public_id})
        assert answer.status_code == 200 and "Point removed." in words_of(answer)
    assert Api(cast.edith).delete(f"writer-management/feedback-points/{made.public_id}/").status == 404
