"""What the desk does with a quote: saved, sent within bounds and
limits, and never changed once it was sent."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from agencies.models import Membership
from catalog.actions import price_versions
from catalog.pricing.offering import current_offering
from catalog.pricing.terms import Terms, price_agreed
from drafts.actions import drafts
from drafts.models.commission import COPIED_FIELDS
from drafts.pricing.draft_price import facts_of_draft
from project.base.errors import Invalid, Stale, WrongState
from quotes.actions import asking, sending
from quotes.models import OrderQuote, QuoteLine, QuoteVersion
from quotes.pricing.quote_terms import terms_of
from tests.catalog.helpers.prices import change, current
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import DAY, HOUR
from tests.orders.helpers.support import colleague, dearer_book
from tests.quotes.helpers.quotes import (
    VISIT,
    accept,
    asked,
    cheaper,
    fresh,
    reworked,
    save,
    send,
    sent,
    withdrawn,
)

pytestmark = pytest.mark.django_db


def terms(cast: Cast) -> Terms:
    return Terms((cheaper(cast.max),), (VISIT,), discount_percent=Decimal("2.50"))


def test_what_is_saved_is_kept_as_it_was_typed(cast: Cast) -> None:
    quote = save(cast, asked(cast), terms(cast), assumptions="One interview", fields={"tone": "Dry"})

    assert terms_of(quote.terms.all()) == terms(cast)
    assert (quote.assumptions, quote.desk_draft.tone, quote.draft.version) == ("One interview", "Dry", 2)
    assert (quote.state, quote.version, quote.events.count()) == ("requested", 0, 1)


def test_saved_again_it_is_not_saved(cast: Cast) -> None:
    quote = save(cast, asked(cast), terms(cast))

    again = save(cast, quote, terms(cast), version=1)

    assert again.draft.version == 2


@pytest.mark.parametrize("what", ["terms", "fields", "assumptions", "addressee"])
def test_a_colleague_has_saved_meanwhile(cast: Cast, what: str) -> None:
    other = colleague(cast, "payer").membership
    changed = {"terms": terms(cast), "fields": {"tone": "Dry"}, "assumptions": "None", "addressee": other}[
        what
    ]
    quote = save(cast, asked(cast), assumptions="Pictures come from you")

    with pytest.raises(Stale):
        save(cast, quote, **{what: changed}, version=1)
    with pytest.raises(Stale):
        send(cast, quote, version=1)
    assert fresh(quote).draft.version == 2 and not QuoteVersion.objects.exists()


def test_it_goes_to_nobody_who_cannot_answer(cast: Cast) -> None:
    reader, payer = colleague(cast, "reader"), colleague(cast, "payer")
    quote = asked(cast)
    with pytest.raises(Invalid):
        save(cast, quote, addressee=reader.membership)
    quote = save(cast, quote, addressee=payer.membership)

    for lost in ({"ended_at": START}, {"roles": ["writer"], "ended_at": None}):
        Membership.objects.filter(pk=payer.member_id).update(**lost)
        with pytest.raises(Invalid) as refusal:
            send(cast, quote)
        assert set(refusal.value.errors) == {"addressee"}
    Membership.objects.filter(pk=payer.member_id).update(roles=["client"])
    assert send(cast, quote).addressee_id == payer.member_id


@pytest.mark.parametrize("missing", ["service", "quality", "quantity", "deadline"])
def test_what_has_no_price_is_not_sent(cast: Cast, missing: str) -> None:
    with pytest.raises(Invalid) as refusal:
        send(cast, asked(cast, **{missing: None}))

    assert set(refusal.value.errors) == {missing}


@pytest.mark.parametrize(
    ("holds", "right"),
    [
        (HOUR - dt.timedelta(seconds=1), False),
        (HOUR, True),
        (10 * DAY - 3 * HOUR, True),
        (10 * DAY - 3 * HOUR + dt.timedelta(seconds=1), False),
        (181 * DAY, False),
        (-DAY, False),
    ],
)
def test_how_long_it_may_hold(cast: Cast, holds: dt.timedelta, right: bool) -> None:
    quote = asked(cast)
    if right:
        assert send(cast, quote, holds=holds).valid_until == START + holds
        return
    with pytest.raises(Invalid) as refusal:
        send(cast, quote, holds=holds)
    assert set(refusal.value.errors) == {"valid_until"}


def test_the_longest_is_half_a_year(cast: Cast) -> None:
    quote = asked(cast, deadline=START + 300 * DAY)
    with pytest.raises(Invalid):
        send(cast, quote, holds=180 * DAY + dt.timedelta(seconds=1))

    assert send(cast, quote, holds=180 * DAY).state == "sent"


def test_a_version_is_a_copy_with_its_price_to_the_cent(cast: Cast) -> None:
    offering = current_offering(cast.inkwell)
    quote = asked(cast, addons=offering.addons[:2], preferred_writer=cast.wanda.membership, tone="Calm")
    quote = save(cast, quote, terms(cast), assumptions="One interview")
    price = price_agreed(offering.book, facts_of_draft(cast.inkwell, quote.draft, START), terms(cast))

    version = send(cast, quote).versions.get()

    for name in COPIED_FIELDS:
        assert getattr(version, name) == getattr(quote.draft, name), name
    assert set(version.addons.all()) == set(offering.addons[:2])
    assert (version.deadline, version.assumptions) == (quote.draft.deadline, "One interview")
    assert (version.price_book_id, version.currency, version.urgency) == (offering.book_id, "EUR", None)
    columns = ("kind", "key", "label", "rule", "amount")
    assert list(version.lines.values_list(*columns)) == [
        (line.kind, line.key, str(line.label), str(line.rule), line.amount) for line in price.lines
    ]
    assert version.total == sum(line.amount for line in version.lines.all()) == price.total
    assert [line.kind for line in version.lines.all()][-4:] == ["adjustment", "custom", "discount", "tax"]


def test_what_was_sent_stays_whatever_becomes_of_book_and_draft(cast: Cast) -> None:
    quote = sent(cast, terms(cast))
    before = _print(quote)
    dearer_book(cast.inkwell, Decimal(3))
    sending.rework_quote(actor=load_cast().max, quote=quote, now=START + HOUR)
    quote = save(
        load_cast(), quote, Terms(), fields={"title": "Another", "quantity": 900}, assumptions="Nothing"
    )
    assert _print(quote) == before

    again = send(load_cast(), quote, now=START + 2 * HOUR)

    assert _print(again) == before
    assert (again.version, again.versions.last().title) == (2, "Another")
    for rows in (QuoteVersion.objects, QuoteLine.objects):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.update(agency=cast.northwind)


def _print(quote: OrderQuote) -> Any:
    version = quote.versions.get(number=1)
    return list(QuoteVersion.objects.filter(pk=version.pk).values()), list(version.lines.values())


def test_a_price_book_of_a_quote_is_not_taken_back(cast: Cast) -> None:
    change(cast.max, "services", current_offering(cast.inkwell).services[0].key, rate=Decimal("0.50"))
    quote = sent(load_cast())
    book = current(cast.max)

    assert quote.versions.get().price_book == book
    with pytest.raises(WrongState, match="1 quote was based on"):
        price_versions.take_back(actor=load_cast().otto, book=book, now=START)


def test_taken_back_to_change_nobody_accepts_it(cast: Cast) -> None:
    quote = reworked(cast)

    with pytest.raises(WrongState):
        accept(cast, quote)
    again = send(cast, quote, now=START + HOUR)
    assert (again.version, accept(cast, again, now=START + 2 * HOUR).quote) == (2, quote)


def test_given_up_with_a_reason_the_draft_is_the_clients_again(cast: Cast) -> None:
    quote = sent(cast)
    for reason in ("", " \n ", "x" * 501):
        with pytest.raises(Invalid):
            sending.withdraw_quote(actor=cast.max, quote=quote, reason=reason, now=START)

    gone = withdrawn(cast, quote)

    assert (gone.state, gone.reason) == ("withdrawn", "No capacity")
    draft = drafts.save_draft(
        actor=cast.clara, draft=quote.draft, version=quote.draft.version, fields={"tone": "Dry"}, now=START
    )
    assert draft.tone == "Dry"
    assert asking.ask_quote(actor=cast.clara, draft=draft, wish="", now=START).number != quote.number
