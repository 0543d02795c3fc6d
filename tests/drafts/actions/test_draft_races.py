"""Twenty at once on one draft: nothing is ordered twice, nothing is overwritten unseen."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest

from drafts.actions import drafts
from drafts.models import OrderDraft
from orders.actions.placing import convert_draft
from orders.models import Order, OrderCounter
from tests.helpers.cast import START, load_cast
from tests.helpers.factories import make_draft, seen_price
from tests.helpers.races import each_round, kinds, race

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_twenty_saves_of_one_version(rounds: int) -> None:
    """Rounds of 20 tabs that save one version: one is stored, the other
    nineteen are told, no text is a mixture."""
    cast = load_cast()
    for round_ in each_round(rounds):
        draft = make_draft(cast.clara)
        saves = [
            partial(
                drafts.save_draft,
                actor=cast.clara,
                draft=draft,
                version=1,
                fields={"title": f"Tab {tab}", "tone": f"Tab {tab}"},
                now=START + dt.timedelta(minutes=round_),
            )
            for tab in range(20)
        ]

        results = race(saves)

        stored = OrderDraft.objects.get(pk=draft.pk)
        assert kinds(results) == {"OrderDraft": 1, "Stale": 19}
        assert (stored.version, stored.title) == (2, stored.tone)


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_on_one_draft(rounds: int) -> None:
    """Rounds of 20 presses of one button: every one of them gets the one order."""
    cast = load_cast()
    for _round in range(rounds):
        draft = make_draft(cast.clara)
        seen = seen_price(cast.clara, draft, START)

        results = race([partial(convert_draft, actor=cast.clara, draft=draft, seen=seen, now=START)] * 20)

        assert kinds(results) == {"Order": 20}
        assert len({order.pk for order in results}) == 1
        order = Order.objects.get(draft=draft)
        assert (order.ledger.count(), order.events.count(), order.lines.count()) == (1, 1, 2)
    assert OrderCounter.objects.get(agency=cast.inkwell).last == Order.objects.count() == rounds


@pytest.mark.django_db(transaction=True)
def test_numbers_of_parallel_orders_have_no_gaps() -> None:
    cast = load_cast()
    made = [make_draft(cast.clara) for _number in range(20)]
    seen = seen_price(cast.clara, made[0], START)

    results = race(
        [partial(convert_draft, actor=cast.clara, draft=draft, seen=seen, now=START) for draft in made]
    )

    assert sorted(order.number for order in results) == [f"INK-2026-{number:05d}" for number in range(1, 21)]


@pytest.mark.django_db(transaction=True)
def test_saving_while_ordering(rounds: int) -> None:
    """An order is made of the text before a save or after it, never of a
    mixture; the save is stored or refused."""
    cast = load_cast()
    for _round in each_round(rounds):
        draft = make_draft(cast.clara, tone="Old", purpose="Old")
        seen = seen_price(cast.clara, draft, START)
        new = {"tone": "New", "purpose": "New"}

        placed, saved = race(
            [
                partial(convert_draft, actor=cast.clara, draft=draft, seen=seen, now=START),
                partial(drafts.save_draft, actor=cast.clara, draft=draft, version=1, fields=new, now=START),
            ]
        )

        order, stored = Order.objects.get(draft=draft), OrderDraft.objects.get(pk=draft.pk)
        assert placed == order
        assert type(saved).__name__ in ("OrderDraft", "WrongState")
        assert (order.tone, order.purpose) == (stored.tone, stored.purpose)
        assert order.tone == order.purpose == ("New" if isinstance(saved, OrderDraft) else "Old")
