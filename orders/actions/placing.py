"""A draft becomes an order: exactly once, at the price the client saw, or as a quote said (by quotes)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.actions.files import relink
from agencies.actions.legal import note_acceptance
from agencies.models import Agency
from agencies.models.legal import Occasion
from catalog.models import PriceBook, PriceBookTakeBack
from catalog.pricing.formula import Price
from catalog.pricing.offering import current_offering
from clients.querysets import current_id
from clients.rules.accounts import is_client
from clients.rules.marked import trial_mark_id
from drafts.actions.drafts import locked_draft, refuse_held
from drafts.models import OrderDraft
from drafts.models.commission import COPIED_FIELDS
from drafts.pricing.draft_price import missing_fields, price_as_seen, price_draft, urgency_key
from drafts.rules.drafts import can_edit_draft
from orders.actions.numbering import next_number, next_trial_number
from orders.models import MarkedOrder, Order, OrderAddOn, OrderLine
from orders.models.ledger import EntryKind
from orders.rules.writer_deadline import writer_deadline
from project.base.errors import Conflict, Invalid, Stale, require
from project.base.viewer import Member, Viewer

from .ledger import book
from .moving import record
from .quotas import require_order_place


@dataclass(frozen=True)
class SeenPrice:
    """The price that stood on the page when the client pressed the button: total
    with tax, book, and when it was made."""

    total: Decimal
    book_id: int
    at: dt.datetime


class PriceMoved(Conflict):
    """The price is no longer what the client saw. `old` is None when it cannot be worked out again."""

    title = gettext_lazy("The price has changed")

    def __init__(self, old: Price | None, new: Price) -> None:
        super().__init__(_("The price has changed since you saw it. Check the new price before you order."))
        self.old = old
        self.new = new


def convert_draft(
    *, actor: Member, draft: OrderDraft, seen: SeenPrice, now: dt.datetime, version: int | None = None
) -> Order:
    """Place the order of a draft: number, priced lines, ledger charge, files re-linked, draft closed.

    Exactly one order comes of a draft: a second call, however close, returns the same order. Raises Invalid
    with the fields that are still missing, PriceMoved when today's price is not `seen.total`, and WrongState
    while the draft is held. Given a `version`, it orders that text only: Stale when somebody has saved a
    newer one.
    """
    require(can_edit_draft(actor, draft))
    with transaction.atomic():
        stored = locked_draft(actor, draft)
        if stored.converted_at:
            return stored.order
        refuse_held(stored, now)
        if version not in (None, stored.version):
            raise Stale(_("Someone saved a newer version of this draft."), current=stored)
        quote = _checked_quote(actor.agency, stored, seen, now)
        order = place_order(actor, stored, _of_draft(actor, stored, quote, now), now)
        stored.converted_at = now
        stored.save(update_fields=["converted_at"])
    return order


def _checked_quote(agency: Agency, draft: OrderDraft, seen: SeenPrice, now: dt.datetime) -> Price:
    missing = missing_fields(draft, now)
    if missing:
        raise Invalid(missing)
    quote = price_draft(agency, draft, now=now)
    if quote.total != seen.total:
        raise PriceMoved(price_as_seen(agency, draft, seen.book_id, seen.at), quote)
    return quote


class Source(Protocol):
    """The commission that an order is a copy of: a draft, or what an app to the right keeps of one, such as a
    version of a quote.

    Every field that COPIED_FIELDS names is read of it, by name.
    """

    @property
    def addon_rows(self) -> Any:
        """A manager of rows with an `addon` each: what is ordered besides."""
        ...


@dataclass(frozen=True)
class Placement:
    """What becomes an order: the commission and its price, worked out before."""

    source: Source
    requested_by_id: int
    deadline: dt.datetime
    urgency_id: int | None
    price_book: PriceBook
    #: Of catalog.pricing.formula, or the stored ones of a quote: the same columns.
    lines: Iterable[Any]
    total: Decimal
    currency: str


def place_order(actor: Viewer, draft: OrderDraft, placement: Placement, now: dt.datetime) -> Order:
    """Write the order of a locked draft: number, priced lines, files, event and charge. Of an account for
    trying out, it is a trial order: it carries the account's mark and a number of that series. Within an
    open transaction. A client who orders accepts the terms in force (agencies.actions.legal). Who calls
    it has asked whether there is one already, and closes the draft. The actor may be the holder of a link
    that an app to the right gave."""
    order = _write_order(actor, draft, placement, now)
    OrderLine.write(placement.lines, agency_id=order.agency_id, order=order)
    for use in draft.attachments.order_by("id"):
        relink(use, order.attachments, added_by=use.added_by, now=now)
    event = record(order, "place", actor=actor, now=now, from_state="", amount=placement.total)
    book(order, EntryKind.CHARGE, placement.total, event=event, now=now)
    if isinstance(actor, Member) and is_client(actor) and placement.requested_by_id == actor.member_id:
        brand, occasion = actor.agency.brand, Occasion.ORDER
        note_acceptance(member=actor.membership, brand=brand, occasion=occasion, now=now)
    return order


def _of_draft(actor: Member, draft: OrderDraft, quote: Price, now: dt.datetime) -> Placement:
    offering = current_offering(actor.agency)
    assert draft.deadline is not None  # missing_fields has asked for it
    tier = urgency_key(offering.book, now, draft.deadline)
    return Placement(
        source=draft,
        requested_by_id=actor.member_id,
        deadline=draft.deadline,
        urgency_id=next((row.pk for row in offering.urgencies if row.key == tier), None),
        price_book=held_book(actor.agency, offering.book_id),
        lines=quote.lines,
        total=quote.total,
        currency=quote.currency,
    )


def _write_order(actor: Viewer, draft: OrderDraft, placement: Placement, now: dt.datetime) -> Order:
    agency, source = actor.agency, placement.source
    account_id = current_id(draft.account)
    mark_id = trial_mark_id(account_id, agency.pk)
    if not mark_id:
        require_order_place(agency, now, staff=not is_client(actor))
    order = Order.objects.create(
        agency=agency,
        number=next_trial_number(agency, now) if mark_id else next_number(agency, now),
        account_id=account_id,
        requested_by_id=placement.requested_by_id,
        receiver_id=draft.receiver_id,
        draft=draft,
        urgency_id=placement.urgency_id,
        price_book=placement.price_book,
        currency=placement.currency,
        placed_at=now,
        client_deadline=placement.deadline,
        writer_deadline=writer_deadline(agency, now, placement.deadline),
        **{name: getattr(source, name) for name in COPIED_FIELDS},
    )
    if mark_id:
        MarkedOrder.objects.create(agency=agency, order=order, mark_id=mark_id)
    OrderAddOn.objects.bulk_create(
        OrderAddOn(agency=agency, order=order, addon_id=pk)
        for pk in source.addon_rows.order_by("addon__position", "id").values_list("addon_id", flat=True)
    )
    return order


def held_book(agency: Agency, book_id: int) -> PriceBook:
    """The price book, held until the order (or the quote) is stored, so that nobody takes it back meanwhile.
    Raises Conflict when somebody has just done so."""
    book = PriceBook.objects.select_for_update(no_key=True).get(agency=agency, pk=book_id)
    if PriceBookTakeBack.objects.filter(agency=agency, book=book).exists():
        raise Conflict(_("Prices have just changed. Check the price again before you order."))
    return book
