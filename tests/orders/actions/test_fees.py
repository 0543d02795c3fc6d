"""Each fee is booked once, to whoever earned it: for writing, for revising, for work beyond the order."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from orders.actions import calling_off, reassigning, revision_requests, revision_scope, revision_verdicts
from orders.actions.ledger import book
from orders.models import LedgerEntry
from orders.models.ledger import EntryKind
from orders.rules.fees import fees_due
from project.base.errors import Invalid
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import HOUR
from tests.helpers.races import each_round, race
from tests.helpers.story import FEE, REVISION_FEE, Story
from tests.orders.helpers.fees import CHANGE_FEE, accept, booked, give, given, hand_in, of, sold
from tests.orders.helpers.revision_acts import verdict

pytestmark = pytest.mark.django_db


def ask_again(story: Story) -> Story:
    """Clara asks for a revision once more, which is part of the order."""
    points = [revision_requests.Point("Again")]
    revision_requests.request_revision(
        actor=story.cast.clara, summary="Again", severity="minor", points=points, **story.tick()
    )
    now = story.tick()["now"]
    story.reread()
    revision_scope.judge_scope(actor=story.cast.max, revision=story.revision, now=now, **verdict())
    return story.reread()


def test_who_revises_for_the_writer_earns_it_at_the_end(cast: Cast) -> None:
    story = hand_in(given(Story(cast), cast.wanda), cast.wanda)
    assert booked(story.order) == []

    accept(story)

    assert booked(story.order) == of(cast, ("wendell", "work", FEE), ("wanda", "revision", REVISION_FEE))
    assert fees_due(story.order) == []


@pytest.mark.parametrize("how", ["accept_points", "close_revision", "request_revision"])
def test_a_revision_that_is_accepted_alone_is_paid_then(cast: Cast, how: str) -> None:
    story = hand_in(given(Story(cast), cast.wanda), cast.wanda)
    facts = story.tick()
    if how == "accept_points":
        revision_verdicts.accept_points(actor=cast.clara, revision=story.revision, now=facts["now"])
    elif how == "close_revision":
        story.order.revisions.update(client_review=False)
        revision_verdicts.close_revision(actor=cast.sam, revision=story.revision, now=facts["now"])
    else:
        points = [revision_requests.Point("Again")]
        revision_requests.request_revision(
            actor=cast.clara, summary="Again", severity="minor", points=points, **facts
        )

    assert booked(story.order) == of(cast, ("wanda", "revision", REVISION_FEE))


def test_what_was_paid_is_not_paid_again_when_the_order_completes(cast: Cast) -> None:
    story = hand_in(given(Story(cast), cast.wanda), cast.wanda)
    revision_verdicts.accept_points(actor=cast.clara, revision=story.revision, now=story.tick()["now"])

    accept(story)

    assert booked(story.order) == of(cast, ("wanda", "revision", REVISION_FEE), ("wendell", "work", FEE))


def test_each_revision_of_a_complete_order_is_paid(cast: Cast) -> None:
    """Two rounds by the same reviser are two fees; the writing is one."""
    story = accept(hand_in(given(Story(cast), cast.wanda), cast.wanda))
    ask_again(story)
    give(story, cast.wanda, fee=Decimal(5))

    accept(hand_in(story, cast.wanda))

    assert booked(story.order) == of(
        cast,
        ("wendell", "work", FEE),
        ("wanda", "revision", REVISION_FEE),
        ("wanda", "revision", Decimal(5)),
    )


def test_a_change_order_is_paid_to_the_writer(cast: Cast) -> None:
    story = accept(hand_in(sold(Story(cast)), cast.wendell))

    assert booked(story.order) == of(cast, ("wendell", "work", FEE), ("wendell", "change", CHANGE_FEE))


def test_a_change_order_is_paid_to_who_does_it(cast: Cast) -> None:
    story = sold(Story(cast))
    give(story, cast.wanda, fee=Decimal(0))

    accept(hand_in(story, cast.wanda))

    assert booked(story.order) == of(
        cast,
        ("wendell", "work", FEE),
        ("wanda", "revision", Decimal(0)),
        ("wanda", "change", CHANGE_FEE),
    )


def test_nobody_revises_for_nothing_by_accident(cast: Cast) -> None:
    story = Story(cast).revision_requested()

    for fee in (None, Decimal(-1), Decimal(1_000_001)):
        with pytest.raises(Invalid) as refused:
            give(story, cast.wanda, fee=fee)
        assert refused.value.errors.keys() == {"fee"}
    assert story.reread().revision.assignee is None


def test_the_fee_goes_when_the_revision_goes_back(cast: Cast) -> None:
    story = given(Story(cast), cast.wanda)
    assert story.revision.fee == REVISION_FEE
    give(story, cast.wanda, fee=Decimal(99))
    assert story.revision.fee == REVISION_FEE, "frozen"

    give(story, cast.wendell, fee=Decimal(99))

    assert (story.revision.assignee, story.revision.fee) == (None, None)


def test_the_fee_goes_when_the_order_is_reassigned(cast: Cast) -> None:
    story = given(Story(cast), cast.edith)

    reassigning.reassign_order(actor=cast.max, writer=cast.wanda.membership, fee=Decimal(70), **story.tick())

    assert (story.reread().revision.assignee, story.revision.fee) == (None, None)


def test_a_new_writer_of_a_complete_order_is_paid(cast: Cast) -> None:
    """Wendell was paid when the order was complete; whoever takes over then has agreed on a fee as well."""
    story = ask_again(Story(cast).completed())
    reassigning.reassign_order(actor=cast.max, writer=cast.wanda.membership, fee=Decimal(30), **story.tick())

    accept(hand_in(story.reread(), cast.wanda))

    assert booked(story.order) == of(cast, ("wendell", "work", FEE), ("wanda", "work", Decimal(30)))


def call_off(story: Story, fee: Decimal, **fees: Decimal) -> None:
    people = {getattr(story.cast, name).membership.public_id: amount for name, amount in fees.items()}
    calling_off.call_off_order(
        actor=story.cast.max, reason="Off", refund=Decimal(0), fee=fee, fees=people, **story.tick()
    )


def test_calling_off_decides_on_each_person(cast: Cast) -> None:
    story = given(Story(cast), cast.wanda)

    call_off(story, Decimal(30), wanda=Decimal(10))

    assert booked(story.order) == of(
        cast, ("wendell", "work", Decimal(30)), ("wanda", "revision", Decimal(10))
    )


def test_calling_off_pays_the_work_first_then_the_change_order(cast: Cast) -> None:
    story = sold(Story(cast))

    call_off(story, FEE + 1)

    assert booked(story.order) == of(cast, ("wendell", "work", FEE), ("wendell", "change", Decimal(1)))


@pytest.mark.parametrize(
    ("fees", "field"),
    [({}, "wanda"), ({"wanda": REVISION_FEE + 1}, "wanda"), ({"wanda": Decimal(0), "edith": FEE}, "edith")],
)
def test_calling_off_forgets_nobody_and_pays_no_more(
    cast: Cast, fees: dict[str, Decimal], field: str
) -> None:
    story = given(Story(cast), cast.wanda)

    with pytest.raises(Invalid) as refused:
        call_off(story, Decimal(0), **fees)

    assert refused.value.errors.keys() == {f"fee_{getattr(cast, field).membership.public_id}"}
    assert booked(story.order) == []


@pytest.mark.parametrize("cause", ["work", "revision", "change"])
def test_the_database_holds_each_fee_once(cast: Cast, cause: str) -> None:
    story = accept(hand_in(sold(Story(cast)), cast.wendell))
    entry = LedgerEntry.objects.filter(order=story.order, kind="writer_fee").first()
    assert entry is not None
    about = {"revision": {"revision": story.revision}, "change": {"change": story.order.changes.get()}}
    facts = {"event": entry.event, "now": story.now, "writer_id": entry.writer_id, **about.get(cause, {})}
    if cause == "revision":
        book(story.order, EntryKind.WRITER_FEE, Decimal(1), **facts)

    with pytest.raises(IntegrityError), transaction.atomic():
        book(story.order, EntryKind.WRITER_FEE, Decimal(1), **facts)


def test_only_a_fee_is_for_a_revision(cast: Cast) -> None:
    story = given(Story(cast), cast.wanda)
    event = story.order.events.latest("id")

    with pytest.raises(IntegrityError), transaction.atomic():
        book(
            story.order,
            EntryKind.REFUND,
            Decimal(-1),
            event=event,
            now=story.now,
            revision=story.revision,
        )


@pytest.mark.django_db(transaction=True)
def test_two_ends_at_once_pay_once() -> None:
    for _round in each_round(5):
        cast = load_cast()
        story = hand_in(given(Story(cast), cast.wanda), cast.wanda)
        now = story.now + HOUR

        race(
            [
                lambda story=story, now=now: accept(story),
                lambda story=story, now=now: revision_verdicts.accept_points(
                    actor=story.cast.clara, revision=story.revision, now=now
                ),
            ]
        )

        paid = booked(story.reread().order)
        assert sorted(paid) == sorted(of(cast, ("wendell", "work", FEE), ("wanda", "revision", REVISION_FEE)))


def test_a_change_order_is_paid_to_who_did_it_before_another_took_over(cast: Cast) -> None:
    """Wendell did what the change order adds; Wanda has the order for what comes after it."""
    story = ask_again(hand_in(sold(Story(cast)), cast.wendell))
    assert booked(story.order) == of(cast, ("wendell", "change", CHANGE_FEE))
    reassigning.reassign_order(actor=cast.max, writer=cast.wanda.membership, fee=FEE, **story.tick())

    accept(hand_in(story.reread(), cast.wanda))

    assert booked(story.order) == of(cast, ("wendell", "change", CHANGE_FEE), ("wanda", "work", FEE))


def test_a_change_order_of_a_revision_that_is_accepted_alone_is_paid_then(cast: Cast) -> None:
    story = hand_in(sold(Story(cast)), cast.wendell)

    revision_verdicts.accept_points(actor=cast.clara, revision=story.revision, now=story.tick()["now"])

    assert booked(story.order) == of(cast, ("wendell", "change", CHANGE_FEE))
