"""Change orders: the desk offers work beyond the order at a price, the client accepts or drops it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.pricing.formula import Line, price_items
from catalog.pricing.taxes import tax_of
from orders.models import ChangeOrder, ChangeOrderLine, Order, OrderEvent, RevisionRequest
from orders.models.change_orders import NOTE_LIMIT
from orders.models.ledger import NOTE_LIMIT as ENTRY_LIMIT
from orders.models.ledger import EntryKind
from orders.models.revisions import RevisionState, Scope
from orders.rules import revision_policy, revisions
from orders.rules.revision_guards import open_change
from orders.states.orders import State
from orders.states.revision_choices import ChangeState
from project.base.errors import Conflict, Invalid, require
from project.base.money import LARGEST
from project.base.viewer import Member

from .eligibility import check_fee
from .fees import ZERO, book_revision_fees
from .ledger import book, ledger_balance
from .locking import locked_revision
from .moving import move_order
from .revision_moving import REVISIONS, move_revision, note_event, reopen_order
from .revision_requests import close_answered

MOST_LINES = 20
MOST_HOURS = 1000


def offer_change(
    *,
    actor: Member,
    revision: RevisionRequest,
    items: Sequence[tuple[str, Decimal]],
    note: str,
    hours: int,
    now: dt.datetime,
    writer_fee: Decimal | None = None,
) -> ChangeOrder:
    """Offer what an out-of-scope request asked for: `items` are (what, amount), taxed as the order was, with
    the tax within the amounts if it was so there.

    `hours` are the working hours that it takes once accepted. Valid for revision_policy.CHANGE_VALID. An
    order has one open change order: offering again is refused while it waits, until it has expired.
    `writer_fee` is what whoever does the work earns by it, booked when the order is complete. Raises Invalid
    under "items", "note", "hours" or "writer_fee".
    """
    require(revisions.can_offer_change(actor, revision))
    with transaction.atomic():
        stored = locked_revision(actor, revision, now)
        REVISIONS.check("offer_change", actor, stored)
        _check(stored.order, items, note, hours)
        check_fee(writer_fee or ZERO, "writer_fee")
        lines = _priced(stored.order, items)
        numbers = stored.order.changes.values_list("number", flat=True)
        change = ChangeOrder.objects.create(
            agency_id=stored.agency_id,
            order=stored.order,
            revision=stored,
            number=max(numbers, default=0) + 1,
            note=note,
            hours=hours,
            writer_fee=writer_fee,
            valid_until=now + revision_policy.CHANGE_VALID,
            offered_by_id=actor.member_id,
            offered_at=now,
        )
        _write_lines(change, lines)
        note_event(
            stored, "offer_change", actor=actor, now=now, amount=change.total, until=change.valid_until
        )
    return change


def accept_change(*, actor: Member, revision: RevisionRequest, number: int, now: dt.datetime) -> ChangeOrder:
    """Order change order `number`, as it stands: its price is charged, and its
    revision is in work again, due after its hours.

    Exactly once: accepting an accepted one answers the same. Raises Conflict when it is another one that
    waits, or when its time is over.
    """
    require(revisions.can_answer_change(actor, revision))
    with transaction.atomic():
        stored = locked_revision(actor, revision, now)
        done = stored.changes.filter(number=number, state=ChangeState.ACCEPTED).first()
        if done:
            return done
        change = _waiting(actor, stored, "accept_change", number)
        order = stored.order
        _end(change, ChangeState.ACCEPTED, actor, now)
        closed = close_answered(order, now)
        stored.scope = Scope.PAID
        stored.due_at = revision_policy.due_after(order.agency, now, change.hours)
        stored.asked_from = order.state
        move_revision(stored, RevisionState.OPEN, now)
        reopen_order(order, now)
        facts = {"revision": stored, "amount": change.total, "until": stored.due_at}
        event = move_order(order, "accept_change", actor=actor, now=now, to=State.REVISION_REQUESTED, **facts)
        _charge(order, change, event, now)
        book_revision_fees(order, closed, event, now)
    return change


def drop_change(*, actor: Member, revision: RevisionRequest, number: int, now: dt.datetime) -> ChangeOrder:
    """Decline change order `number`; nothing is charged. Dropping a dropped one does nothing."""
    require(revisions.can_answer_change(actor, revision))
    return _put_away(actor, revision, number, "drop_change", ChangeState.DROPPED, now)


def withdraw_change(
    *, actor: Member, revision: RevisionRequest, number: int, now: dt.datetime
) -> ChangeOrder:
    """The desk takes change order `number` back. Twice does nothing."""
    require(revisions.can_offer_change(actor, revision))
    return _put_away(actor, revision, number, "withdraw_change", ChangeState.WITHDRAWN, now)


def _put_away(
    actor: Member, revision: RevisionRequest, number: int, verb: str, state: ChangeState, now: dt.datetime
) -> ChangeOrder:
    with transaction.atomic():
        stored = locked_revision(actor, revision, now)
        done = stored.changes.filter(number=number, state=state).first()
        if done:
            return done
        change = _waiting(actor, stored, verb, number)
        _end(change, state, actor, now)
        note_event(stored, verb, actor=actor, now=now, amount=change.total)
    return change


def _waiting(actor: Member, revision: RevisionRequest, verb: str, number: int) -> ChangeOrder:
    if revision.changes.filter(number=number, state=ChangeState.EXPIRED).exists():
        raise Conflict(_("This change order has expired. Ask the agency for a new one."))
    REVISIONS.check(verb, actor, revision)
    change = open_change(revision)
    assert change is not None  # the guard has asked
    if change.number != number:
        raise Conflict(_("A different change order is now open. Check that one instead."))
    return change


def _end(change: ChangeOrder, state: ChangeState, actor: Member, now: dt.datetime) -> None:
    change.state, change.answered_by_id, change.answered_at = state, actor.member_id, now
    change.save(update_fields=["state", "answered_by", "answered_at"])


def _check(order: Order, items: Sequence[tuple[str, Decimal]], note: str, hours: int) -> None:
    problems = {}
    if not note or len(note) > NOTE_LIMIT:
        problems["note"] = _("Describe the extra work. The client will read your description.")
    if not 1 <= hours <= MOST_HOURS:
        problems["hours"] = _("Enter between 1 and %(most)s working hours.") % {"most": MOST_HOURS}
    if not 1 <= len(items) <= MOST_LINES:
        problems["items"] = _("Add between 1 and %(most)s lines.") % {"most": MOST_LINES}
    elif any(not 0 < amount <= LARGEST for _label, amount in items):
        problems["items"] = _("Enter an amount above zero for each line.")
    elif ledger_balance(order).charged + sum(line.amount for line in _priced(order, items)) > LARGEST:
        problems["items"] = _("An order’s price can’t be this high. Enter a lower amount.")
    if problems:
        raise Invalid(problems)


def _priced(order: Order, items: Sequence[tuple[str, Decimal]]) -> tuple[Line, ...]:
    return price_items(items, tax_of(order.lines.all(), order.price_book), order.currency)


def _write_lines(change: ChangeOrder, lines: Sequence[Line]) -> None:
    ChangeOrderLine.objects.bulk_create(
        ChangeOrderLine(
            agency_id=change.agency_id,
            change=change,
            position=position,
            kind=line.kind,
            key=line.key,
            label=line.label,
            rule=line.rule,
            base=line.base,
            multiplier=line.multiplier,
            amount=line.amount,
        )
        for position, line in enumerate(lines, start=1)
    )


def _charge(order: Order, change: ChangeOrder, event: OrderEvent, now: dt.datetime) -> None:
    words = _("Change order %(number)s: %(note)s") % {"number": change.number, "note": change.note}
    note = " ".join(words.split())[:ENTRY_LIMIT]
    book(order, EntryKind.CHANGE, change.total, event=event, now=now, note=note)
