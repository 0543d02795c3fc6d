"""An accepted quote is an order exactly as the quote said, once, and only within its time."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from agencies.models import StoredFile
from catalog.pricing.offering import current_offering
from catalog.pricing.terms import Terms
from drafts.actions import files
from drafts.models import OrderDraft
from drafts.models.commission import COPIED_FIELDS
from orders.actions.numbering import next_number
from orders.actions.placing import writer_deadline
from orders.models import LedgerEntry, Order, OrderLine
from project.base.errors import Conflict, NotAllowed, WrongState
from project.base.viewer import Member
from quotes.actions import asking, sending, sweeps
from quotes.actions.quote_answers import Expired, ask_change, decline_quote
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import DAY, HOUR, make_draft
from tests.orders.helpers.support import colleague, dearer_book, upload
from tests.quotes.helpers.quotes import (
    HOLDS,
    VISIT,
    accept,
    accepted,
    asked,
    cheaper,
    fresh,
    save,
    send,
    sent,
)

pytestmark = pytest.mark.django_db
COLUMNS = ("position", "kind", "key", "label", "rule", "base", "multiplier", "amount")


def test_the_order_is_what_the_version_says(cast: Cast) -> None:
    offering = current_offering(cast.inkwell)
    fields = {"deadline": START + dt.timedelta(hours=60), "addons": offering.addons, "tone": "Calm"}
    terms = Terms((cheaper(cast.max),), (VISIT,), discount_percent=Decimal("7.50"))
    quote = save(cast, asked(cast, preferred_writer=cast.wanda.membership, **fields), terms)
    quote = send(cast, quote, holds=DAY)
    version = quote.versions.get()

    order = accept(cast, quote)

    for name in COPIED_FIELDS:
        assert getattr(order, name) == getattr(version, name), name
    assert (order.account_id, order.draft_id, order.requested_by) == (
        quote.account_id,
        quote.draft_id,
        cast.clara.membership,
    )
    assert (order.state, order.currency, order.placed_at) == ("placed", "EUR", START + HOUR)
    assert (order.urgency.key, order.price_book_id) == ("express", version.price_book_id)
    assert order.client_deadline == version.deadline == fields["deadline"]
    assert order.writer_deadline == writer_deadline(cast.inkwell, START + HOUR, version.deadline)
    assert set(order.addons.all()) == set(version.addons.all()) == set(offering.addons)
    assert list(order.lines.values_list(*COLUMNS)) == list(version.lines.values_list(*COLUMNS))
    assert {"adjustment", "custom", "discount", "surcharge", "addon", "tax"} < set(
        order.lines.values_list("kind", flat=True)
    )


def test_one_charge_of_the_total_and_one_event(cast: Cast) -> None:
    quote = sent(cast, Terms(discount=Decimal("3.33")))

    order = accept(cast, quote)

    entry, event = order.ledger.get(), order.events.get()
    total = quote.versions.get().total
    assert entry.amount == event.amount == total == sum(line.amount for line in order.lines.all())
    assert (entry.kind, entry.currency, entry.account_id, entry.event) == (
        "charge",
        "EUR",
        order.account_id,
        event,
    )
    assert (event.verb, event.actor, event.from_state, event.to_state) == (
        "place",
        cast.clara.membership,
        "",
        "placed",
    )
    noted = quote.events.last()
    assert (noted.verb, noted.to_state, noted.version, noted.by_link) == ("accept", "accepted", 1, False)
    quote = fresh(quote)
    assert (quote.order, quote.draft.converted_at) == (order, START + HOUR)


def test_an_order_for_nothing_is_one_as_well(cast: Cast) -> None:
    quote = save(cast, asked(cast), Terms(discount_percent=Decimal(100)))
    quote = send(cast, quote, actor=cast.otto)

    assert accept(cast, quote).ledger.get().amount == 0


def test_files_of_the_draft_are_linked_and_not_copied(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    uploads = [upload("a.txt", b"first"), upload("b.txt", b"second")]
    files.attach_to_draft(actor=cast.clara, draft=draft, uploads=uploads, now=START)
    quote = asking.ask_quote(actor=cast.clara, draft=draft, wish="", now=START)

    order = accept(cast, send(cast, quote))

    ours = list(order.attachments.order_by("id").values_list("file", "name"))
    assert ours == list(draft.attachments.order_by("id").values_list("file", "name"))
    assert (len(ours), StoredFile.objects.count()) == (2, 2)


def test_what_the_draft_became_after_sending_changes_nothing(cast: Cast) -> None:
    """Taken back, written anew, not sent again; then read by somebody with the old page: nothing is accepted.
    And what is sent is accepted as it was sent, even if the draft were changed behind it."""
    quote = sent(cast)
    OrderDraft.objects.filter(pk=quote.draft_id).update(
        title="Something else", quantity=9, deadline=START + 99 * DAY
    )

    order = accept(cast, fresh(quote))

    assert (order.title, order.quantity, order.client_deadline) == ("Harbour feature", 600, START + 10 * DAY)


def test_a_second_click_gives_the_same_order(cast: Cast) -> None:
    quote = accepted(cast)

    again = accept(cast, quote, now=START + 99 * DAY)
    of_an_old_page = accept(cast, quote, version=7)

    assert again == of_an_old_page == quote.order
    assert (Order.objects.count(), LedgerEntry.objects.count(), quote.events.count()) == (1, 1, 3)


@pytest.mark.parametrize("late", [dt.timedelta(0), dt.timedelta(seconds=1), 300 * DAY])
def test_an_expired_quote_is_never_accepted(cast: Cast, late: dt.timedelta) -> None:
    """Neither while the clock has not run yet, nor when it has: by no answer at all."""
    quote = sent(cast)
    answers = {
        "actor": cast.clara,
        "quote": quote,
        "version": 1,
        "now": quote.valid_until + late,
        "words": "x",
    }

    assert quote.state == "sent"
    with pytest.raises(Expired):
        accept(cast, quote, now=quote.valid_until + late)
    for answer in (decline_quote, ask_change):
        with pytest.raises(Expired):
            answer(**answers)
    assert sweeps.expire_quotes(agency=cast.inkwell, now=quote.valid_until + late) == 1
    with pytest.raises(WrongState):
        accept(cast, fresh(quote), now=START + HOUR)
    assert not Order.objects.exists() and not LedgerEntry.objects.exists()


def test_until_the_last_moment_it_is_accepted(cast: Cast) -> None:
    quote = sent(cast)
    last = quote.valid_until - dt.timedelta(microseconds=1)

    assert sweeps.expire_quotes(agency=cast.inkwell, now=last) == 0
    assert accept(cast, quote, now=last).state == "placed"


def test_the_clock_ends_what_is_over_and_nothing_else(cast: Cast) -> None:
    over, later, order = sent(cast), send(cast, asked(cast), holds=HOLDS + HOUR), accepted(cast)

    ended = sweeps.expire_quotes(agency=cast.inkwell, now=START + HOLDS)
    again = sweeps.expire_quotes(agency=cast.inkwell, now=START + HOLDS)
    elsewhere = sweeps.expire_quotes(agency=cast.northwind, now=START + 99 * DAY)

    assert (ended, again, elsewhere) == (1, 0, 0)
    assert [fresh(row).state for row in (over, later, order)] == ["expired", "sent", "accepted"]
    event = over.events.last()
    assert (event.verb, event.actor, event.from_state, event.to_state) == ("expire", None, "sent", "expired")


def test_another_version_is_not_accepted_unread(cast: Cast) -> None:
    first = sent(cast)
    sending.rework_quote(actor=cast.max, quote=first, now=START + HOUR)
    second = send(cast, save(cast, first, Terms((), (VISIT,))), now=START + HOUR)
    for page in (first, second):
        with pytest.raises(Conflict, match="There is a newer version"):
            accept(cast, page, version=1, now=START + 2 * HOUR)
    with pytest.raises(Conflict, match="There is a newer version"):
        accept(cast, second, version=3, now=START + 2 * HOUR)

    order = accept(cast, second, now=START + 2 * HOUR)

    assert order.lines.filter(kind="custom").count() == 1


def test_the_quoted_price_holds_when_the_prices_have_changed(cast: Cast) -> None:
    quote = sent(cast)
    total, book = quote.versions.get().total, quote.versions.get().price_book
    newer = dearer_book(cast.inkwell, Decimal(5))

    order = accept(load_cast(), quote)

    assert current_offering(load_cast().inkwell).book_id == newer.pk != book.pk
    assert (order.ledger.get().amount, order.price_book) == (total, book)


def test_nobody_accepts_in_anothers_name(cast: Cast) -> None:
    quote, payer = sent(cast), colleague(cast, "payer")
    with pytest.raises(NotAllowed):
        accept(cast, quote, actor=payer)
    quote.account.people.filter(membership=cast.clara.membership).update(role="reader")
    with pytest.raises(NotAllowed):
        accept(load_cast(), quote)
    assert not Order.objects.exists()


def test_the_addressee_of_today_answers(cast: Cast) -> None:
    """Readdressed in a later version: the former addressee, with the
    page of then, answers nothing any more."""
    payer = colleague(cast, "payer")
    page = sent(cast)
    sending.rework_quote(actor=cast.max, quote=page, now=START + HOUR)
    again = send(cast, save(cast, page, addressee=payer.membership), now=START + HOUR)

    for version in (1, 2):
        with pytest.raises(NotAllowed):
            accept(cast, page, version=version, now=START + 2 * HOUR)
    order = accept(cast, again, actor=Member(cast.inkwell, membership=payer.membership), now=START + 2 * HOUR)
    assert order.requested_by == payer.membership


def test_its_number_is_the_next_of_the_orders(cast: Cast) -> None:
    numbers = [accepted(cast).order.number for _time in range(2)]

    assert numbers == ["INK-2026-00001", "INK-2026-00002"]
    assert next_number(cast.inkwell, START) == "INK-2026-00003"


def test_its_lines_are_those_of_no_other(cast: Cast) -> None:
    quote = sent(cast)
    sent(cast, Terms((), (VISIT,)))

    order = accept(cast, quote)

    assert OrderLine.objects.count() == order.lines.count() == quote.versions.get().lines.count()
