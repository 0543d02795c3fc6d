"""What was wrong with feedback in the program that this one replaces; each test bears the name of a fault."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import JSONField

from project.base import clock
from project.base.errors import NotAllowed
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import DAY
from tests.orders.helpers.support import stop_clock
from tests.writers.helpers.feedback import LATER, completed, give, of_other_account
from tests.writers.helpers.feedback_rows import FeedbackRows
from writers.actions.feedback import Said
from writers.actions.feedback_contests import contest_feedback, withdraw_contest
from writers.actions.feedback_edits import delete_feedback, edit_feedback
from writers.actions.feedback_sweeps import release_anonymous
from writers.models import Feedback
from writers.rules.feedback_averages import PRIOR, SHOWN_FROM, STEADY
from writers.rules.feedback_history import History, histories
from writers.rules.fit import SPREAD, WEIGHTS
from writers.states.feedback import ContestOutcome, Direction

pytestmark = pytest.mark.django_db


def history(cast: Cast, name: str = "wendell") -> History:
    member = getattr(cast, name).member_id
    return histories(cast.inkwell, [member], clock.now())[member]


def test_history_is_one_behind(cast: Cast) -> None:
    """It is right in the same transaction: after giving, editing, contesting, withdrawing."""
    order, totals = completed(cast), []
    with transaction.atomic():
        feedback = give(cast, Direction.EDITOR_TO_WRITER, order)
        totals.append(history(cast).overall.total)
        said = Said({"overall": 1})
        feedback = edit_feedback(
            actor=cast.edith, feedback=feedback, said=said, version=feedback.version, now=LATER
        )
        totals.append(history(cast).overall.total)
        contest_feedback(actor=cast.wendell, feedback=feedback, reason="It was late.", now=LATER)
        totals.append(history(cast).overall.total)
        withdraw_contest(actor=cast.wendell, feedback=feedback, now=LATER)
        totals.append(history(cast).overall.total)

    assert totals == [4, 1, 0, 1]


def test_deleted_last_feedback_leaves_old_averages(cast: Cast) -> None:
    order, rows = completed(cast), FeedbackRows(cast)
    last = rows.give(cast.wendell, 5, quality=5)
    assert history(cast).overall.n == 1
    rows.contest(last, ContestOutcome.UPHELD)

    found = history(cast)

    assert (found.overall.n, found.overall.raw, found.overall.shrunk) == (0, None, None)
    assert (found.categories["quality"].shrunk, found.counts) == (None, [0] * 5)
    waiting = give(cast, Direction.CLIENT_TO_WRITER, order)
    delete_feedback(actor=cast.clara, feedback=waiting, now=LATER)
    assert history(cast).overall.n == 0


def test_no_unique_order_from_to(cast: Cast) -> None:
    """The database itself refuses a second one."""
    rows = FeedbackRows(cast)
    first = rows.give(cast.wendell, 5)

    for giver in (cast.clara, cast.max):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.give(cast.wendell, 1, order=first.order, giver=giver.membership)

    assert history(cast).overall.n == 1


@pytest.mark.parametrize("name", ["wanda", "sam", "max", "otto"])
@pytest.mark.parametrize("direction", Direction.values)
def test_pair_never_took_part(cast: Cast, name: str, direction: str) -> None:
    order = completed(cast)

    with pytest.raises(NotAllowed):
        give(cast, direction, order, giver=getattr(cast, name))

    assert not Feedback.objects.exists()


def test_from_user_email_although_anonymous(cast: Cast) -> None:
    """No history tells who, when or about what: neither its page nor its API, to its receiver or the desk."""
    rows, at = FeedbackRows(cast), clock.now() - 40 * DAY
    feedback = rows.give(cast.wendell, 2, anonymous=True, at=at, released_at=clock.now() - DAY, notes="Hm.")
    clara, public_id = cast.clara.membership, cast.wendell.membership.public_id
    telling = {clara.public_name, clara.user.email, clara.public_id, feedback.order.number}
    telling.add(at.date().isoformat())

    told = [
        browser(cast.wendell).get("/studio/feedback/history/").content.decode(),
        browser(cast.max).get(f"/desk/people/{public_id}/feedback/").content.decode(),
        Api(cast.wendell).get("writer-management/feedback-history/my-history/").content.decode(),
        Api(cast.max).get("writer-management/feedback-history/").content.decode(),
    ]

    assert [word for word in telling for text in told if word in text] == []


def test_an_anonymous_one_alone_moves_the_average(cast: Cast) -> None:
    """Three together do, one alone never: nobody can subtract."""
    rows, counted, now = FeedbackRows(cast), [], START + 30 * DAY
    for rating in (1, 2, 5):
        facts = {"direction": Direction.CLIENT_TO_EDITOR, "anonymous": True, "released_at": None}
        of_other_account(rows.give(cast.edith, rating, **facts))
        release_anonymous(agency=cast.inkwell, now=now)
        counted.append(history(cast, "edith").overall.n)

    assert counted == [0, 0, 3]


def test_unreleased_feedback_is_told_by_an_average(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for the other side moves nothing before it is released."""
    stop_clock(monkeypatch, LATER)
    order = completed(cast)
    give(cast, Direction.CLIENT_TO_WRITER, order)
    assert history(cast).overall.n == 0

    give(cast, Direction.WRITER_TO_CLIENT, order)

    assert history(cast).overall.n == 1


def test_weights_are_hard_coded() -> None:
    """What figures are weighed by has names, and stands in the docs with its values."""
    docs = (settings.BASE_DIR / "docs" / "writers.md").read_text()

    for words in (
        f"as {PRIOR} ratings",
        f"fewer than {SHOWN_FROM}",
        f"apart by {STEADY}",
        f"`SPREAD` = {SPREAD} points",
        *(f"{part.value} {weight}" for part, weight in WEIGHTS.items()),
    ):
        assert words in docs, words


def test_rating_payload_is_json() -> None:
    """Ratings are columns, points and levels are rows."""
    tables: Any = list(apps.get_app_config("writers").get_models())

    assert [model for model in tables for each in model._meta.fields if isinstance(each, JSONField)] == []


def test_two_review_systems_side_by_side() -> None:
    """One table holds ratings of people."""
    found = [model for model in apps.get_models() for each in model._meta.fields if each.name == "overall"]

    assert found == [Feedback]
