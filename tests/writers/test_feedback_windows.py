"""The window of client and writer ends by the clock: what is read waits for no sweep, which only notes it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.management import call_command

from orders.actions.revision_requests import Point, request_revision
from project.base.errors import WrongState
from tests.helpers.api import Api
from tests.helpers.cast import Cast, browser
from tests.helpers.factories import DAY
from tests.orders.helpers.support import stop_clock
from tests.writers.helpers.feedback import LATER, completed, give, said
from writers.actions.feedback_contests import reply_to_feedback
from writers.actions.feedback_edits import delete_feedback, edit_feedback
from writers.actions.feedback_publication import publish_feedback
from writers.actions.feedback_sweeps import release_due
from writers.models import Feedback, FeedbackEvent
from writers.rules.feedback import judged
from writers.rules.feedback_ratings import overall_averages
from writers.states.feedback import Direction, FeedbackVerb

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)


def given(cast: Cast) -> tuple[Feedback, dt.datetime]:
    """What Clara says of Wendell, and when it is released although he says nothing."""
    row = give(cast, Direction.CLIENT_TO_WRITER, completed(cast), allow_public=True)
    assert row.order.closed_at is not None and row.released_at is None
    return row, row.order.closed_at + 14 * DAY


def ways_in(cast: Cast, row: Feedback) -> dict[str, Any]:
    """Where its receiver reads it, and what the desk reads of it."""
    person, path = cast.wendell, f"/feedback/{row.public_id}/"
    writer, api, desk = browser(person), Api(person), browser(cast.max)
    own = writer.get("/studio/feedback/").context["page"].rows
    one = api.get(f"writer-management/feedback/{row.public_id}/")
    return {
        "page": writer.get(path).status_code == 200,
        "list": [each.feedback.pk for each in own] == [row.pk],
        "history": "4.0" in writer.get("/studio/feedback/history/").text,
        "order page": path in writer.get(f"/orders/{row.order.number}/").text,
        "api": one.status == 200 and one.json["is_released"],
        "api list": bool(api.get("writer-management/feedback/received/").results),
        "averages": overall_averages(cast.inkwell, [person.member_id])[person.member_id].n == 1,
        "rows": Feedback.objects.visible_to(person).filter(pk=row.pk).exists(),
        "desk": path in desk.get("/desk/feedback/").text,
        "not waiting": path not in desk.get("/desk/feedback/?state=waiting").text,
        "badge": "Not released yet" not in desk.get(path).text,
    }


@pytest.mark.parametrize(("late", "seen"), [(-SECOND, False), (0 * SECOND, True)])
def test_it_is_read_from_the_second_on_at_which_the_window_ends(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, late: dt.timedelta, seen: bool
) -> None:
    row, ends = given(cast)
    stop_clock(monkeypatch, ends + late)

    assert set(ways_in(cast, row).values()) == {seen}, ways_in(cast, row)
    if seen:
        assert release_due(agency=cast.inkwell, now=ends + 3 * SECOND) == 1
        assert set(ways_in(cast, row).values()) == {True}
        stored = Feedback.objects.get(pk=row.pk)
        assert stored.released_at == ends
        assert FeedbackEvent.objects.get(feedback=row, verb=FeedbackVerb.RELEASE).at == ends + 3 * SECOND


def test_the_history_is_proved_before_the_sweep_notes_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row, ends = given(cast)
    for now in (ends - SECOND, ends, ends + SECOND):
        stop_clock(monkeypatch, now)
        call_command("check_feedback", agency="INK")

    assert Feedback.objects.get(pk=row.pk).released_at is None


def test_an_act_notes_it_first(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row, ends = given(cast)
    now = ends + SECOND
    stop_clock(monkeypatch, now)
    read = judged(Feedback.objects.select_related("order").get(pk=row.pk), now)

    with pytest.raises(WrongState, match="already reads"):
        delete_feedback(actor=cast.clara, feedback=row, now=now)
    reply_to_feedback(actor=cast.wendell, feedback=read, text="Thank you.", now=now)
    publish_feedback(actor=cast.max, feedback=read, now=now)
    edited = edit_feedback(
        actor=cast.clara, feedback=read, said=said(notes="More."), version=row.version, now=now
    )

    verbs = list(FeedbackEvent.objects.filter(feedback=row).order_by("id").values_list("verb", flat=True))
    assert verbs[:4] == ["give", "release", "reply", "publish"] and verbs.count("release") == 1
    assert edited.released_at == ends and release_due(agency=cast.inkwell, now=now) == 0


def test_an_order_that_goes_on_keeps_it_back(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row, ends = given(cast)
    facts: dict[str, Any] = {"order": row.order, "severity": "minor", "points": [Point(issue="Too long")]}
    request_revision(actor=cast.clara, summary="Shorter, please", now=LATER + SECOND, **facts)

    stop_clock(monkeypatch, ends + SECOND)
    assert Feedback.objects.get(pk=row.pk).releases_at is None
    assert not Feedback.objects.visible_to(cast.wendell).filter(pk=row.pk).exists()
    assert release_due(agency=cast.inkwell, now=ends + SECOND) == 0


def test_what_is_anonymous_waits_for_others_still(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row = give(cast, Direction.CLIENT_TO_WRITER, completed(cast), anonymous=True)

    stop_clock(monkeypatch, LATER + 30 * DAY)
    assert row.releases_at is None
    assert not Feedback.objects.visible_to(cast.wendell).filter(pk=row.pk).exists()
