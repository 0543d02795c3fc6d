"""A draft becomes an order: once, complete, at the price that stood on the page."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from agencies.models import Agency, StoredFile
from catalog.pricing.offering import current_offering
from drafts.actions import drafts, files
from drafts.models import DraftFile, OrderDraft
from orders.actions import placing
from orders.actions.numbering import next_number
from orders.actions.placing import SeenPrice, convert_draft, writer_deadline
from orders.models import Attachment, LedgerEntry, Order, OrderCounter
from project.base.errors import NotAllowed, NotVisible
from project.base.viewer import Member
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import DAY, HOUR, make_draft, place_order, seen_price

pytestmark = pytest.mark.django_db


def convert(
    member: Member, draft: OrderDraft, seen: SeenPrice | None = None, now: dt.datetime = START
) -> Order:
    return convert_draft(actor=member, draft=draft, seen=seen or seen_price(member, draft, now), now=now)


def test_everything_of_the_draft_is_in_the_order(cast: Cast) -> None:
    offering = current_offering(cast.inkwell)
    draft = make_draft(
        cast.clara,
        audience="Visitors",
        purpose="To make them stay",
        tone="Calm",
        locale="en-US",
        format="Two columns",
        citation_style="None",
        references="A map",
        notes="Call first",
        addons=offering.addons[:2],
        preferred_writer=cast.wanda.membership,
    )

    order = convert(cast.clara, draft)

    for name in placing.COPIED_FIELDS:
        assert getattr(order, name) == getattr(draft, name), name
    assert (order.account, order.requested_by, order.draft) == (draft.account, cast.clara.membership, draft)
    assert (order.state, order.currency, order.placed_at) == ("placed", "EUR", START)
    assert list(order.addons.order_by("position")) == list(offering.addons[:2])
    assert order.price_book_id == offering.book_id
    assert OrderDraft.objects.get(pk=draft.pk).converted_at == START


def test_the_lines_are_the_quote_and_the_charge_is_their_sum(cast: Cast) -> None:
    draft = make_draft(
        cast.clara,
        deadline=START + dt.timedelta(hours=60),
        addons=current_offering(cast.inkwell).addons,
        preferred_writer=cast.wanda.membership,
    )
    seen = seen_price(cast.clara, draft, START)

    order = convert(cast.clara, draft, seen)

    lines = list(order.lines.all())
    assert [line.position for line in lines] == list(range(1, len(lines) + 1))
    assert [line.kind for line in lines] == ["work", *["addon"] * 5, "surcharge", "tax"]
    entry = order.ledger.get()
    assert entry.amount == sum(line.amount for line in lines) == seen.total
    assert (entry.kind, entry.currency, entry.account, entry.at) == ("charge", "EUR", order.account, START)
    event = order.events.get()
    assert (event.verb, event.actor, event.amount) == ("place", cast.clara.membership, seen.total)
    assert (entry.event, event.from_state, event.to_state) == (event, "", "placed")
    assert order.urgency.key == "express"


def test_the_writer_has_his_part_of_the_time(cast: Cast) -> None:
    Agency.objects.filter(pk=cast.inkwell.pk).update(writer_span=Decimal("0.50"))
    clara = load_cast().clara

    order = place_order(clara, deadline=START + 8 * DAY)

    assert (order.client_deadline, order.writer_deadline) == (START + 8 * DAY, START + 4 * DAY)


@pytest.mark.parametrize("hours", [3, 24, 24 * 730])
def test_the_writers_deadline_never_passes_the_clients(cast: Cast, hours: int) -> None:
    deadline = START + dt.timedelta(hours=hours)

    assert START < writer_deadline(cast.inkwell, START, deadline) < deadline


def test_a_second_click_gives_the_same_order(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    seen = seen_price(cast.clara, draft, START)

    first = convert(cast.clara, draft, seen)
    again = convert(cast.clara, draft, seen, START + DAY)
    absurd = convert(
        cast.clara, OrderDraft.objects.get(pk=draft.pk), SeenPrice(Decimal(1), 1, START), START + DAY
    )

    assert first == again == absurd
    assert (Order.objects.count(), LedgerEntry.objects.count(), first.lines.count()) == (1, 1, 2)


def test_files_are_linked_again_and_not_copied(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    uploads = [SimpleUploadedFile("a.txt", b"first"), SimpleUploadedFile("b.txt", b"second")]
    files.attach_to_draft(actor=cast.clara, draft=draft, uploads=uploads, now=START)

    order = convert(cast.clara, draft, now=START + HOUR)

    ours, theirs = list(order.attachments.all()), list(draft.attachments.all())
    assert [(use.file, use.name) for use in ours] == [(use.file, use.name) for use in theirs]
    assert {use.public_id for use in ours}.isdisjoint(use.public_id for use in theirs)
    assert [(use.added_by, use.added_at) for use in ours] == [(cast.clara.membership, START + HOUR)] * 2
    assert (StoredFile.objects.count(), Attachment.objects.count(), DraftFile.objects.count()) == (2, 2, 2)


@pytest.mark.parametrize("name", ["nick", "wendell", "edith", "sam", "max", "otto", "mara"])
def test_only_the_client_orders(cast: Cast, name: str) -> None:
    draft = make_draft(cast.clara)
    seen = seen_price(cast.clara, draft, START)

    with pytest.raises(NotAllowed):
        convert_draft(actor=getattr(cast, name), draft=draft, seen=seen, now=START)

    assert not Order.objects.exists()


def test_a_reader_of_the_account_does_not_order(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    seen = seen_price(cast.clara, draft, START)
    draft.account.people.update(role="reader")

    with pytest.raises(NotAllowed):
        convert_draft(actor=load_cast().clara, draft=draft, seen=seen, now=START)


def test_a_draft_that_was_discarded_meanwhile(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    seen = seen_price(cast.clara, draft, START)
    drafts.discard_draft(actor=cast.clara, draft=draft, now=START)

    with pytest.raises(NotVisible):
        convert_draft(actor=cast.clara, draft=draft, seen=seen, now=START)


def test_numbers_follow_each_other_by_agency_and_year(cast: Cast) -> None:
    late = dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC)

    numbers = [place_order(cast.clara).number, place_order(cast.clara).number, place_order(cast.nick).number]
    turn = [place_order(cast.clara, now=late).number, place_order(cast.nick, now=late).number]

    assert numbers == ["INK-2026-00001", "INK-2026-00002", "NOR-2026-00001"]
    assert turn == ["INK-2026-00003", "NOR-2027-00001"]  # it is past midnight in Oslo


def test_a_number_of_an_order_that_failed_is_given_again(cast: Cast) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        next_number(cast.inkwell, START)
        raise RuntimeError("the order could not be written")

    assert place_order(cast.clara).number == "INK-2026-00001"


def test_a_number_beyond_five_digits(cast: Cast) -> None:
    OrderCounter.objects.create(agency=cast.inkwell, year=2026, last=99_999)

    number = place_order(cast.clara).number

    assert number == "INK-2026-100000"
    assert re.fullmatch(r"[A-Z]{2,6}-[0-9]{4}-[0-9]{5,8}", number)
