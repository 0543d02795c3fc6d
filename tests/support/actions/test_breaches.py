"""What was missed is kept for good, and somebody says why."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction

from agencies.states.sla import ClockState, Target
from project.base.errors import Invalid, NotAllowed, WrongState
from support.actions.breaches import explain_breach, keep_overdue
from support.actions.ticket_handling import press_ticket, prioritise_ticket
from support.models import Breach, BreachCause, Ticket
from tests.helpers.cast import START, Cast, load_cast
from tests.support.helpers.tickets import MINUTE, asked, fresh, opened, replied, timer, verbs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_hours")]
FIRST, NEXT = Target.FIRST_REPLY, Target.NEXT_REPLY
LATE = START + dt.timedelta(days=20)


def said(cast: Cast, ticket: Ticket, target: Target = FIRST, run: int = 1, **facts: object) -> Breach:
    words = {"cause": "staffing", "note": "", "now": LATE, "actor": cast.sam, **facts}
    return explain_breach(ticket=ticket, target=target, run=run, **words)  # type: ignore[arg-type]


def missed(ticket: Ticket) -> list[tuple[str, int, bool]]:
    rows = Breach.objects.filter(ticket=ticket).order_by("due_at", "id")
    return [(row.target, row.run, row.ended_at is not None) for row in rows]


def test_a_late_answer_is_kept_as_missed_and_one_in_time_is_not(cast: Cast) -> None:
    late, quick = opened(cast), opened(cast)
    replied(cast, quick, now=START + MINUTE)
    due = timer(late, FIRST).due_at
    replied(cast, late, now=LATE, then="open")

    (row,) = Breach.objects.filter(target=FIRST)
    assert (row.ticket, row.due_at, row.ended_at, row.cause) == (late, due, LATE, "")


def test_each_run_of_a_target_is_kept(cast: Cast) -> None:
    """A timer says the last run alone; a breach of an earlier one stays."""
    ticket = opened(cast)
    replied(cast, ticket, now=START + MINUTE)
    for day in (1, 20):
        asked(cast, ticket, now=START + dt.timedelta(days=day))
        replied(cast, ticket, now=START + dt.timedelta(days=day + 10))

    assert missed(ticket) == [(NEXT, 1, True), (NEXT, 2, True)]


def test_a_lower_priority_takes_no_breach_away(cast: Cast) -> None:
    """The sweep keeps it while it is overdue; then the clock counts anew, and the row stays."""
    ticket = opened(cast)
    prioritise_ticket(actor=cast.sam, ticket=ticket, priority="critical", now=START)
    hour = START + 60 * MINUTE
    assert [keep_overdue(agency=cast.inkwell, now=hour) for _run in range(2)] == [1, 0]

    prioritise_ticket(actor=cast.sam, ticket=ticket, priority="low", now=hour)
    replied(cast, ticket, now=hour + MINUTE)

    assert timer(ticket, FIRST).outcome == ClockState.MET
    assert missed(ticket) == [(FIRST, 1, False)]


def test_a_cause_is_named_and_named_anew_and_both_can_be_read(cast: Cast) -> None:
    ticket = opened(cast)
    replied(cast, ticket, now=LATE)
    said(cast, ticket)
    said(cast, ticket)
    row = said(cast, ticket, cause="outage", note="The mail server was down.", actor=cast.max)

    assert [(one.cause, one.note, one.by) for one in row.causes.all()] == [
        ("staffing", "", cast.sam.membership),
        ("outage", "The mail server was down.", cast.max.membership),
    ]
    assert Breach.objects.get(pk=row.pk).cause == "outage" and verbs(ticket).count("explain") == 2


def test_a_cause_can_be_named_from_the_second_on_and_when_all_is_over(cast: Cast) -> None:
    """No sweep is needed, and neither closing nor merging ends it."""
    ticket = opened(cast)
    due = timer(ticket, FIRST).due_at
    assert due is not None
    with pytest.raises(WrongState, match="Nothing was missed"):
        said(cast, ticket, now=due - MINUTE)
    said(cast, ticket, now=due)
    press_ticket(actor=cast.sam, ticket=ticket, verb="close", now=LATE)

    said(cast, fresh(ticket), cause="volume")

    assert Breach.objects.get(ticket=ticket, target=FIRST).cause == "volume"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"cause": "fate"}, "cause"),
        ({"cause": "other"}, "note"),
        ({"run": 2}, "breach"),
        ({"target": NEXT}, "breach"),
    ],
)
def test_what_is_wrong(cast: Cast, facts: dict[str, object], field: str) -> None:
    ticket = opened(cast)
    replied(cast, ticket, now=LATE)

    with pytest.raises(Invalid) as told:
        said(cast, ticket, **facts)  # type: ignore[arg-type]

    assert list(told.value.errors) == [field] and not BreachCause.objects.exists()


def test_nobody_explains_in_a_matter_of_their_own(cast: Cast) -> None:
    own, clients = opened(cast, by=cast.sam), opened(cast)
    replied(cast, clients, now=LATE)
    for actor, ticket in ((cast.sam, own), (cast.clara, clients)):
        with pytest.raises(NotAllowed):
            said(cast, ticket, actor=actor)


def test_the_database_keeps_history_and_the_words_of_another_cause(cast: Cast) -> None:
    ticket = opened(cast)
    replied(cast, ticket, now=LATE)
    row = said(cast, ticket).causes.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        BreachCause.objects.filter(pk=row.pk).update(cause="volume")
    with pytest.raises(DatabaseError, match="breachcause_other_says_what"), transaction.atomic():
        BreachCause.objects.create(
            agency=cast.inkwell, breach=row.breach, cause="other", note="", by=cast.sam.membership, at=LATE
        )


@pytest.mark.django_db(transaction=True)
def test_ten_sweeps_and_an_answer_keep_each_breach_once() -> None:
    cast = load_cast()
    ticket = opened(cast)

    def sweep(number: int) -> None:
        try:
            if number == 5:
                replied(cast, ticket, now=LATE, then="open")
            else:
                keep_overdue(agency=cast.inkwell, now=LATE)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(sweep, range(10)))
    keep_overdue(agency=cast.inkwell, now=LATE)

    assert sorted(missed(ticket)) == [(FIRST, 1, True), (Target.RESOLUTION, 1, False)]
