"""Giving feedback on pages: the form, one's own page of it, lists, and the order page."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.cast import Cast, browser
from tests.helpers.factories import DAY
from tests.orders.helpers.support import stop_clock, url_of
from tests.writers.helpers.feedback import LATER, completed, give
from writers.actions.feedback_contests import contest_feedback
from writers.models import Feedback
from writers.states.feedback import Direction

pytestmark = pytest.mark.django_db
TYPED = {"overall": "4", "quality": "", "strengths": "Lively.", "allow_public": "on"}


def released(cast: Cast, **facts: Any) -> Feedback:
    return give(cast, Direction.CLIENT_TO_WRITER, completed(cast), now=LATER + 14 * DAY, **facts)


def page(row: Feedback, verb: str = "") -> str:
    return f"/feedback/{row.public_id}/{verb}"


def test_the_order_page_leads_to_it(cast: Cast) -> None:
    order = completed(cast)
    clara = browser(cast.clara)
    url = url_of(order, "feedback/client_to_writer/")
    assert url in clara.get(url_of(order)).content.decode()

    form = clara.get(url).content.decode()
    assert "checked" not in form.split('name="quality"')[0]

    answer = clara.post(url, TYPED)
    row = Feedback.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == page(row)
    assert (row.overall, row.quality, row.strengths, row.allow_public) == (4, None, "Lively.", True)
    assert clara.get(page(row)).status_code == 200
    html = clara.get(url_of(order)).content.decode()
    assert url not in html
    assert page(row) in html


def test_errors_stand_beside_their_fields_and_nothing_is_lost(cast: Cast) -> None:
    answer = browser(cast.clara).post(
        url_of(completed(cast), "feedback/client_to_writer/"), {"strengths": "Typed already"}
    )

    assert answer.status_code == 422
    assert "Choose an overall rating." in answer.content.decode()
    assert "Typed already" in answer.content.decode()


@pytest.mark.parametrize("name", ["wendell", "edith", "sam", "max"])
def test_not_one_s_own_direction(cast: Cast, name: str) -> None:
    url = url_of(completed(cast), "feedback/client_to_writer/")
    assert browser(getattr(cast, name)).get(url).status_code == 403


def test_beyond_the_receivers(cast: Cast) -> None:
    url = url_of(completed(cast), "feedback/client_to_writer/?to=2")
    assert browser(cast.clara).get(url).status_code == 404


def test_given_twice_in_other_words(cast: Cast) -> None:
    row = released(cast)
    answer = browser(cast.clara).post(url_of(row.order, "feedback/client_to_writer/"), TYPED)
    assert answer.status_code == 409
    assert "Lively." in answer.content.decode()


def test_an_edit_and_a_stale_one(cast: Cast) -> None:
    row, clara = released(cast), browser(cast.clara)
    typed = {**TYPED, "version": "1"}
    assert clara.post(page(row, "edit/"), typed).status_code == 302

    answer = clara.post(page(row, "edit/"), {**typed, "strengths": "Mine instead"})

    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Mine instead" in html
    assert "Lively." in html
    assert 'name="version" value="2"' in html
    history = clara.get(page(row)).content.decode()
    assert "Clear and lively." in history


def test_reply_contest_decision(cast: Cast) -> None:
    row = released(cast)
    wendell, max_, clara = browser(cast.wendell), browser(cast.max), browser(cast.clara)
    assert wendell.post(page(row, "reply/"), {"text": ""}).status_code == 422
    wendell.post(page(row, "reply/"), {"text": "Thanks for that."})
    assert "Thanks for that." in clara.get(page(row)).content.decode()
    assert wendell.post(page(row, "contest/"), {"reason": ""}).status_code == 422
    wendell.post(page(row, "contest/"), {"reason": "There was no brief."})
    listed = max_.get("/desk/feedback/?state=contested").content.decode()
    assert page(row) in listed
    assert max_.post(page(row, "contest/decide/"), {"outcome": "upheld"}).status_code == 422
    max_.post(page(row, "contest/decide/"), {"outcome": "upheld", "explanation": "There was none."})
    for reader in (wendell, clara, max_):
        assert "There was none." in reader.get(page(row)).content.decode()
    assert wendell.post(page(row, "contest/withdraw/")).status_code == 409


def test_publication(cast: Cast) -> None:
    row = released(cast, allow_public=True)
    max_ = browser(cast.max)
    assert page(row) in max_.get("/desk/feedback/?state=publication").content.decode()
    max_.post(page(row, "publish/"))
    assert page(row) in max_.get("/desk/feedback/?state=published").content.decode()
    browser(cast.clara).post(page(row, "disallow/"))
    assert page(row) not in max_.get("/desk/feedback/?state=published").content.decode()
    assert max_.post(page(row, "publish/")).status_code == 409


def test_deleting_it_twice(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, LATER)
    row = give(cast, Direction.CLIENT_TO_WRITER, completed(cast))
    clara = browser(cast.clara)
    for _click in range(2):
        assert clara.post(page(row, "delete/")).status_code == 302
    assert clara.get(page(row)).status_code == 404


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("wendell", "/studio/feedback/"),
        ("clara", "/orders/feedback/"),
        ("sam", "/desk/feedback/"),
        ("max", "/desk/feedback/?direction=client_to_writer&min_rating=4"),
    ],
)
def test_lists(cast: Cast, name: str, url: str) -> None:
    row = released(cast)
    assert page(row) in browser(getattr(cast, name)).get(url).content.decode()


def test_filters(cast: Cast) -> None:
    row, max_ = released(cast), browser(cast.max)
    for query in ("min_rating=5", "direction=client_to_editor", "rating=3", "tag=citations"):
        assert page(row) not in max_.get(f"/desk/feedback/?{query}").content.decode()
    assert page(row) in max_.get("/desk/feedback/?rating=4&category=overall").content.decode()
    assert page(row) in max_.get("/desk/feedback/?rating=x&direction=y&since=z").content.decode()


def test_an_editor_reads_theirs(cast: Cast) -> None:
    row = give(cast, Direction.CLIENT_TO_EDITOR, completed(cast))
    edith = browser(cast.edith)
    assert page(row) in edith.get("/editing/feedback/").content.decode()
    assert page(row) not in edith.get("/editing/feedback/?list=given").content.decode()
    html = browser(cast.clara).get(page(row)).content.decode()
    assert cast.edith.membership.public_name not in html


def test_what_is_about_a_client_is_not_theirs_to_read(cast: Cast) -> None:
    row = give(cast, Direction.WRITER_TO_CLIENT, completed(cast), now=LATER + 14 * DAY)
    assert browser(cast.clara).get(page(row)).status_code == 404
    assert browser(cast.sam).get(page(row)).status_code == 200


def test_nobody_decides_in_their_own_matter(cast: Cast) -> None:
    row = released(cast)
    contest_feedback(actor=cast.wendell, feedback=row, reason="No.", now=LATER + 15 * DAY)
    answer = browser(cast.sam).post(page(row, "contest/decide/"), {"outcome": "upheld", "explanation": "No."})
    assert answer.status_code == 403


def test_what_was_typed_is_not_lost_to_a_conflict(cast: Cast) -> None:
    """An edit, a contest and a decision that come too late are shown again with what was typed."""
    row = released(cast)
    contest_feedback(actor=cast.wendell, feedback=row, reason="Not so.", now=LATER + 14 * DAY)
    edited = browser(cast.clara).post(page(row, "edit/"), {**TYPED, "strengths": "EDIT-KEPT", "version": "1"})
    contested = browser(cast.wendell).post(page(row, "contest/"), {"reason": "REASON-KEPT"})
    decision = {"outcome": "upheld", "explanation": "It was another order."}
    browser(cast.max).post(page(row, "contest/decide/"), decision)
    decided = browser(cast.otto).post(
        page(row, "contest/decide/"), {"outcome": "dismissed", "explanation": "DECISION-KEPT"}
    )

    for answer, kept in ((edited, "EDIT-KEPT"), (contested, "REASON-KEPT"), (decided, "DECISION-KEPT")):
        assert answer.status_code == 409
        assert f">\n{kept}</textarea>" in answer.content.decode() or f">{kept}<" in answer.content.decode()
