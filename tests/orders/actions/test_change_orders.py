"""Scope verdicts, change orders and their money, times that are
negotiated, people, and what the clock does."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from hypothesis import given
from hypothesis import strategies as st

from catalog.pricing.formula import price_items
from catalog.pricing.taxes import Tax
from clients.models import AccountPerson
from orders.actions import acceptance, change_orders, revision_requests, revision_scope
from orders.actions.ledger import ledger_balance
from orders.models import ChangeOrder, ChangeOrderLine, LedgerEntry, RevisionRequest
from project.base.errors import Conflict, Invalid, NotAllowed, WrongState
from project.base.money import cents
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.races import each_round, kinds, race
from tests.helpers.story import Story
from tests.orders.helpers.revision_acts import AMOUNT, OUT, out_of_scope, verdict, with_change

pytestmark = pytest.mark.django_db


def offered(cast: Cast) -> Story:
    return with_change(Story(cast).revision_requested())


def accept(story: Story, **changed: Any) -> ChangeOrder:
    story.now += HOUR
    facts = {"actor": story.cast.clara, "number": 1, "now": story.now, **changed}
    return change_orders.accept_change(revision=story.revision, **facts)


# --- scope --------------------------------------------------------------------------------------


def test_beyond_the_order(cast: Cast) -> None:
    """The request ends, the order is where it was, and the review window runs on by what was left of it."""
    story = Story(cast).delivered()
    ends = story.order.review_ends_at
    revision_requests.request_revision(
        actor=cast.clara,
        order=story.order,
        summary="More",
        severity="moderate",
        points=[revision_requests.Point(issue="An interview")],
        now=story.now,
    )
    asked = story.now

    out_of_scope(story)

    revision, order = story.revision, story.order
    assert (revision.state, revision.scope, revision.uses_round) == ("out_of_scope", "out", False)
    assert (revision.cause, revision.judged_by_id) == ("change", cast.max.member_id)
    assert (order.state, order.review_left) == ("delivered", None)
    assert order.review_ends_at - story.now == ends - asked


def test_beyond_a_completed_order(cast: Cast) -> None:
    story = Story(cast).completed()
    closed = story.order.closed_at
    story.now += DAY
    revision_requests.request_revision(
        actor=cast.clara,
        order=story.order,
        summary="More",
        severity="moderate",
        points=[revision_requests.Point(issue="An interview")],
        now=story.now,
    )

    out_of_scope(story)

    assert (story.order.state, story.order.closed_at, story.order.review_ends_at) == (
        "completed",
        closed,
        None,
    )


@pytest.mark.parametrize(("lost", "field"), [("clause", "clause"), ("judgement", "judgement")])
def test_a_no_needs_the_brief_and_a_reason(cast: Cast, lost: str, field: str) -> None:
    story = Story(cast).revision_requested()

    with pytest.raises(Invalid) as refusal:
        revision_scope.judge_scope(
            actor=cast.max, revision=story.revision, now=story.now, **verdict(**{**OUT, lost: ""})
        )

    assert set(refusal.value.errors) == {field}


def test_the_desk_corrects_severity_and_round(cast: Cast) -> None:
    story = Story(cast).revision_requested()

    revision = revision_scope.judge_scope(
        actor=cast.sam, revision=story.revision, now=story.now, **verdict(severity="minor", uses_round=False)
    )

    assert (revision.severity, revision.uses_round, revision.scope) == ("minor", False, "within")
    assert revision.due_at >= story.revision.due_at


@pytest.mark.parametrize("name", ["clara", "wendell", "edith", "wanda"])
def test_the_asker_never_judges(cast: Cast, name: str) -> None:
    story = Story(cast).revision_requested()

    with pytest.raises(NotAllowed):
        revision_scope.judge_scope(
            actor=getattr(cast, name), revision=story.revision, now=story.now, **verdict()
        )


def test_a_manager_does_not_judge_for_their_own_account(cast: Cast) -> None:
    """Max orders for Clara's account, too: then another one decides."""
    story = Story(cast).revision_requested()
    AccountPerson.objects.create(
        agency=cast.inkwell, account=story.order.account, membership=cast.max.membership, role="orderer"
    )

    with pytest.raises(NotAllowed):
        revision_scope.judge_scope(actor=load_cast().max, revision=story.revision, now=story.now, **verdict())


# --- change orders ------------------------------------------------------------------------------


def test_an_offer_is_taxed_as_the_orders_price_book_says(cast: Cast) -> None:
    story = offered(cast)

    change = ChangeOrder.objects.get()
    lines = list(change.lines.values_list("kind", "amount"))
    tax = cents(AMOUNT * story.order.price_book.tax_rate / 100)
    assert lines == [("custom", AMOUNT), ("tax", tax)]
    assert change.total == sum(amount for _kind, amount in lines)
    assert LedgerEntry.objects.filter(order=story.order, kind="change").count() == 0


def test_accepting_charges_once_and_begins_the_work(cast: Cast) -> None:
    story = offered(cast)
    before = ledger_balance(story.order).charged

    change = accept(story)
    accept(story)  # the second click

    order, revision = story.reread().order, story.revision
    assert (order.state, revision.state, revision.scope) == ("revision_requested", "open", "paid")
    assert (revision.uses_round, revision.due_at > story.now) == (False, True)
    entry = LedgerEntry.objects.get(order=order, kind="change")
    assert (entry.amount, entry.event.verb) == (change.total, "accept_change")
    assert ledger_balance(order).charged == before + change.total
    assert order.events.filter(verb="accept_change").count() == 1


def test_the_total_of_an_order_is_the_sum_of_its_accepted_lines(cast: Cast) -> None:
    story = offered(cast)
    accept(story)

    own = story.order.lines.aggregate(sum=Sum("amount"))["sum"]
    added = ChangeOrderLine.objects.filter(change__order=story.order, change__state="accepted")
    assert ledger_balance(story.order).charged == own + added.aggregate(sum=Sum("amount"))["sum"]


def test_a_dropped_offer_charges_nothing(cast: Cast) -> None:
    story = offered(cast)
    for _twice in range(2):
        change_orders.drop_change(actor=cast.clara, revision=story.revision, number=1, now=story.now)

    assert ChangeOrder.objects.get().state == "dropped"
    assert story.order.events.filter(verb="drop_change").count() == 1
    assert not LedgerEntry.objects.filter(kind="change").exists()
    with pytest.raises(WrongState):
        accept(story)


def test_the_desk_may_offer_again_after_taking_it_back(cast: Cast) -> None:
    story = offered(cast)
    offer = partial(
        change_orders.offer_change,
        actor=cast.max,
        revision=story.revision,
        items=[("Less", Decimal("9.99"))],
        note="Less",
        hours=2,
        now=story.now,
    )
    with pytest.raises(WrongState):
        offer()
    change_orders.withdraw_change(actor=cast.max, revision=story.revision, number=1, now=story.now)

    assert offer().number == 2


def test_another_offer_than_the_one_that_was_read(cast: Cast) -> None:
    story = offered(cast)

    with pytest.raises(Conflict):
        accept(story, number=2)


def test_an_offer_that_is_over_cannot_be_accepted(cast: Cast) -> None:
    story = offered(cast)

    with pytest.raises(Conflict, match="This change order has expired"):
        accept(story, now=ChangeOrder.objects.get().valid_until)


def test_an_offer_outlives_the_order(cast: Cast) -> None:
    """The client accepts the order first and the offer later: the order is opened again."""
    story = offered(cast)
    acceptance.accept_order(actor=cast.clara, **story.tick())
    accept(story)

    assert (story.reread().order.state, story.order.closed_at) == ("revision_requested", None)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"items": []}, "items"),
        ({"items": [("Nothing", Decimal(0))]}, "items"),
        ({"items": [("Less", Decimal("-1"))]}, "items"),
        ({"items": [("Much", Decimal("99999999999"))]}, "items"),
        ({"items": [("x", AMOUNT)] * 21}, "items"),
        ({"note": ""}, "note"),
        ({"hours": 0}, "hours"),
        ({"hours": 1001}, "hours"),
    ],
)
def test_what_cannot_be_offered(cast: Cast, facts: dict[str, Any], field: str) -> None:
    story = out_of_scope(Story(cast).revision_requested())
    given = {"items": [("x", AMOUNT)], "note": "More", "hours": 4, **facts}

    with pytest.raises(Invalid) as refusal:
        change_orders.offer_change(actor=cast.max, revision=story.revision, now=story.now, **given)

    assert set(refusal.value.errors) == {field} and not ChangeOrder.objects.exists()


def test_a_request_in_between_does_not_lose_the_offer(cast: Cast) -> None:
    """The client asks for something else first; the offer can be accepted when that is answered."""
    story = offered(cast)
    revision_requests.request_revision(
        actor=cast.clara,
        order=story.order,
        summary="Comma",
        severity="minor",
        points=[revision_requests.Point(issue="A comma")],
        now=story.now,
    )

    with pytest.raises(WrongState, match="Not possible while"):
        change_orders.accept_change(
            actor=cast.clara, revision=RevisionRequest.objects.get(number=1), number=1, now=story.now
        )
    assert ChangeOrder.objects.get().state == "offered"


def test_lines_cannot_be_rewritten(cast: Cast) -> None:
    offered(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeOrderLine.objects.update(amount=1)


def test_no_other_agency_reads_it(cast: Cast) -> None:
    offered(cast)

    seen = {
        name for name, person in cast.everybody.items() if ChangeOrder.objects.visible_to(person).exists()
    }

    assert seen == {"clara", "sam", "max", "otto"}


@pytest.mark.django_db(transaction=True)
def test_ten_acceptances_at_once(rounds: int) -> None:
    for _round in each_round(rounds):
        story = offered(load_cast())
        act = partial(
            change_orders.accept_change,
            actor=story.cast.clara,
            revision=story.revision,
            number=1,
            now=story.now,
        )

        results = race([act] * 10)

        assert kinds(results) == {"ChangeOrder": 10}
        assert LedgerEntry.objects.filter(order=story.order, kind="change").count() == 1


@pytest.mark.django_db(transaction=True)
def test_accepted_and_taken_back_at_once(rounds: int) -> None:
    for _round in each_round(rounds):
        story = offered(load_cast())
        facts = {"revision": story.revision, "number": 1, "now": story.now}
        take = partial(change_orders.withdraw_change, actor=story.cast.max, **facts)
        yes = partial(change_orders.accept_change, actor=story.cast.clara, **facts)

        race([take, yes] * 3)

        state = ChangeOrder.objects.get(order=story.order).state
        charged = LedgerEntry.objects.filter(order=story.order, kind="change").count()
        assert (state, charged) in (("accepted", 1), ("withdrawn", 0))


AMOUNTS = st.lists(st.decimals("0.01", "9999.99", places=2), min_size=1, max_size=8)


@given(amounts=AMOUNTS, rate=st.decimals("0", "30", places=2))
def test_a_total_is_the_sum_of_its_lines(amounts: list[Decimal], rate: Decimal) -> None:
    items = [(f"Line {at}", amount) for at, amount in enumerate(amounts)]

    lines = price_items(items, Tax("VAT", rate), "EUR")

    net = sum(amounts)
    tax = sum(line.amount for line in lines if line.kind == "tax")
    assert [line.amount for line in lines if line.kind == "custom"] == amounts
    assert abs(tax - net * rate / 100) <= Decimal("0.005")
    assert sum(line.amount for line in lines) == net + tax
