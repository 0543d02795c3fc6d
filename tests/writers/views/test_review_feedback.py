"""Points, rubric, ratings and verdict on the page of a review: one form, without JavaScript too."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from orders.models import Order
from tests.helpers.cast import Cast
from tests.helpers.pages import words_of
from tests.helpers.story import Story
from tests.orders.helpers.support import queries_of
from tests.writers.helpers.reviews import point, stored_rubric
from writers.actions.saved_comments import CommentSaid, save_comment
from writers.models import Feedback, FeedbackLevel, FeedbackPoint, SavedComment

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
POINT = {"point-issue": "Who says so?", "point-passage": "come in at dusk", "point-tag": "sources"}
TYPED = {"number": "1", "note": "NOTE-KEPT", "strengths": "STRENGTHS-KEPT", "overall": "4"}


def page_of(story: Story) -> str:
    return f"/editing/{story.order.number}/"


def send(client: Client, story: Story, **typed: str) -> Any:
    return client.post(page_of(story), {**TYPED, **{name.replace("_", "-"): typed[name] for name in typed}})


def chosen(html: str) -> set[tuple[str, str]]:
    """The ratings and levels that are chosen; "Not rated" is none."""
    radios = re.findall(r'<input[^>]*type="radio"[^>]*>', html)
    found = (re.search(r'name="([^"]+)" value="([^"]+)"', radio) for radio in radios if " checked" in radio)
    return {(each[1], each[2]) for each in found if each}


def test_a_point_is_added_and_nothing_typed_is_lost(cast: Cast, sign_in: SignIn) -> None:
    story, client = Story(cast).claimed(), sign_in(cast.edith)
    rubric = stored_rubric(cast)
    client.get(page_of(story))

    answer = client.post(
        page_of(story), {**TYPED, **POINT, "rubric": rubric.public_id, "level-1": "2", "do": "add"}
    )

    html, made = answer.content.decode(), FeedbackPoint.objects.get()
    assert answer.status_code == 200 and f'value="{made.public_id}"' in html
    assert "NOTE-KEPT" in html and "STRENGTHS-KEPT" in html
    assert '<a class="passage-number" href="#comment-1">' in html and 'id="comment-1"' in html
    assert chosen(html) == {("overall", "4"), ("level-1", "2")}
    assert made.tag and made.tag.name == "sources" and made.delivery and made.delivery.number == 1


def test_nothing_is_chosen_beforehand(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).claimed()
    stored_rubric(cast)

    page = sign_in(cast.edith).get(page_of(story)).content.decode()

    assert 'name="level-2"' in page and 'name="overall"' in page and not chosen(page)


def test_htmx_swaps_the_points_alone(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).claimed()
    headers = {"HX-Request": "true", "HX-Target": "feedback-points"}

    answer = sign_in(cast.edith).post(page_of(story), {**TYPED, **POINT, "do": "add"}, headers=headers)

    html = answer.content.decode()
    assert "<html" not in html and html.strip().startswith('<div id="feedback-points">')
    assert "Point added" in html and "HX-Target" in answer["Vary"]


def test_a_point_without_an_issue_is_refused_beside_its_field(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).claimed()

    answer = send(sign_in(cast.edith), story, do="add", point_section="SECTION-KEPT")

    assert answer.status_code == 422 and "Enter what should change." in words_of(answer)
    assert "SECTION-KEPT" in answer.content.decode() and "NOTE-KEPT" in answer.content.decode()


def test_a_point_is_edited_saved_to_the_bank_and_removed(cast: Cast, sign_in: SignIn) -> None:
    story, client = Story(cast).claimed(), sign_in(cast.edith)
    made = point(story)

    filled = send(client, story, edit=made.public_id).content.decode()
    assert "Edit point" in filled and f'name="editing" value="{made.public_id}"' in filled
    send(client, story, do="add", editing=made.public_id, point_issue="Says who?")
    made.refresh_from_db()
    assert made.issue == "Says who?" and FeedbackPoint.objects.count() == 1
    send(client, story, keep=made.public_id)
    assert SavedComment.objects.get().issue == "Says who?"
    send(client, story, remove=made.public_id)
    assert not FeedbackPoint.objects.exists()


def test_the_comment_bank_fills_the_form_of_a_point(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).claimed()
    saved = save_comment(
        actor=cast.edith, said=CommentSaid("Name it", "Add the year", "sources"), now=story.now
    )

    answer = send(sign_in(cast.edith), story, use=saved.public_id, point_passage="nobody hurries")

    html = answer.content.decode()
    assert (
        'value="nobody hurries"' in html and 'value="sources"' in html and "Add the year</textarea>" in html
    )


def test_approved_with_ratings_and_levels_in_one_act(cast: Cast, sign_in: SignIn) -> None:
    story, rubric = Story(cast).claimed(), stored_rubric(cast)
    point(story)

    answer = send(sign_in(cast.edith), story, do="approve", rubric=rubric.public_id, level_1="2", quality="5")

    feedback = Feedback.objects.get()
    assert answer.status_code == 302 and Order.objects.get().state == "delivered"
    assert (feedback.overall, feedback.quality, feedback.strengths) == (4, 5, "STRENGTHS-KEPT")
    assert FeedbackLevel.objects.get().level.name == "Good" and FeedbackPoint.objects.get().shown_at


def test_judged_by_the_version_of_the_rubric_that_was_read(cast: Cast, sign_in: SignIn) -> None:
    story, first = Story(cast).claimed(), stored_rubric(cast)
    first.retired_at = story.now
    first.save()
    stored_rubric(cast, number=2)

    send(sign_in(cast.edith), story, do="approve", rubric=first.public_id, level_1="2")

    assert Feedback.objects.get().rubric == first


def test_a_refused_verdict_keeps_what_was_typed_and_stores_nothing(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).claimed()
    typed = {**TYPED, "overall": "", "point-issue": "POINT-KEPT", "do": "approve"}

    answer = sign_in(cast.edith).post(page_of(story), typed)

    html = answer.content.decode()
    assert answer.status_code == 422 and "Choose an overall rating." in words_of(answer)
    assert all(words in html for words in ("NOTE-KEPT", "STRENGTHS-KEPT", "POINT-KEPT"))
    assert Order.objects.get().state == "in_review" and not Feedback.objects.exists()


def test_sent_back_needs_a_note(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).claimed()

    answer = send(sign_in(cast.edith), story, do="send_back", note="")

    assert answer.status_code == 422 and "Tell the writer what to change." in words_of(answer)


def test_another_version_shows_the_order_with_what_was_typed(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).claimed().correct()

    answer = send(sign_in(cast.edith), story, do="approve")

    assert answer.status_code == 409 and "NOTE-KEPT" in answer.content.decode()


def test_what_was_given_with_an_earlier_verdict_comes_back(cast: Cast, sign_in: SignIn) -> None:
    story, client = Story(cast).claimed(), sign_in(cast.edith)
    point(story, issue="EARLIER-POINT")
    send(client, story, do="send_back")
    story.reread().deliver()

    html = client.get(page_of(story)).content.decode()

    assert "EARLIER-POINT" in html and "not done yet" in html and "STRENGTHS-KEPT" in html
    assert chosen(html) == {("overall", "4")}


@pytest.mark.parametrize("name", ["wendell", "clara", "sam", "max"])
def test_drafts_are_nobody_elses_to_read(cast: Cast, sign_in: SignIn, name: str) -> None:
    story = Story(cast).claimed()
    point(story, issue="CANARY-POINT")
    client = sign_in(getattr(cast, name))

    for address in (f"/orders/{story.order.number}/", page_of(story)):
        assert "CANARY-POINT" not in client.get(address).content.decode()


def test_many_points_cost_as_many_queries_as_one(cast: Cast, sign_in: SignIn) -> None:
    story, client, counted = Story(cast).claimed(), sign_in(cast.edith), []
    stored_rubric(cast)
    for start in (0, 1, 2):
        for n in range(start * 3, start * 3 + 3 if start else 1):
            point(story, issue=f"No {n}", tag=f"tag {n}")
        counted.append(queries_of(client, page_of(story)))

    assert len(set(counted)) == 1 and counted[0] <= 17


def test_the_writer_ticks_points_off_on_the_page_of_the_order(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).claimed()
    made = point(story, issue="POINT-SHOWN")
    story.returned()
    address, wendell = f"/orders/{story.order.number}/", sign_in(cast.wendell)

    assert "POINT-SHOWN" in wendell.get(address).content.decode()
    assert wendell.post(f"/feedback/points/{made.public_id}/mark/", {"done": "yes"}).url == address

    assert "1 of 1 done" in words_of(sign_in(cast.edith).get(address))
    assert "POINT-SHOWN" not in sign_in(cast.clara).get(address).content.decode()
