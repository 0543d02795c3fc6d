"""What was commissioned, by whom, for how much: each part for those who may know it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from agencies.states.roles import is_staff
from catalog.pages.price import printed
from catalog.pricing.words import units
from clients.rules.accounts import can_order
from drafts.pages.commission_words import Words, words_of
from drafts.pages.languages import languages_of
from orders.models import Offer, Order
from orders.pricing.ledger_balances import Balance
from orders.rules.favourites import can_favour
from orders.rules.live_revision import active_revision, reviser_id
from orders.rules.marked import is_imported, own_number
from orders.rules.offer_times import offer_state_at
from orders.rules.orders import sees_client_name, sees_fee
from orders.rules.sides import Sides
from orders.states.badges import OFFER_TONES
from orders.states.offers import OfferState
from project.base import clock, marks
from project.base.markdown import render
from project.base.money import format_money
from project.base.viewer import Viewer


@dataclass(frozen=True)
class Person:
    """Somebody of the order, by the role they play in it."""

    role: str
    name: str
    face: SafeString
    note: str = ""
    url: str = ""
    keep_url: str = ""
    kept: bool = False


@dataclass(frozen=True)
class OfferRow:
    """One offer as the desk reads it. `public_id` names the writer in the
    address that takes it back ("" when closed)."""

    writer: str
    public_id: str
    fee: str
    badge: tuple[Any, str]
    answer_by: Any
    why: str
    reason: str


def brief_html(order: Order) -> SafeString:
    """The brief, its headings beneath those of the page."""
    return render(order.brief, top=3)


def brief_rows(viewer: Viewer, order: Order, sides: Sides) -> list[dict[str, Any]]:
    """The commission in short facts; what was left open is left out. The
    notes are for the agency's desk alone."""
    quantity = order.quantity or 0
    desk_only = sides.client or sides.staff
    facts = [
        (_("Service"), order.service.name),
        (_("Number in another program"), own_number(order) if desk_only else ""),
        (_("Quantity"), f"{quantity:,} {units(order.service.unit, quantity)}"),
        (_("Subject"), order.subject.name if order.subject else ""),
        (_("Quality"), order.quality.name),
        (_("Language"), languages_of(viewer.agency, order)),
        (_("Audience"), order.audience),
        (_("Purpose"), order.purpose),
        (_("Tone"), order.tone),
        (_("Format"), order.format),
        (_("Citation style"), order.citation_style),
        (_("Add-ons"), ", ".join(order.facts.addon_names if order.facts else [])),
        (
            _("Preferred writer"),
            order.preferred_writer.public_name if desk_only and order.preferred_writer else "",
        ),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def again_url(viewer: Viewer, order: Order) -> str:
    """Where a client begins the same order anew, as a draft with these words,
    choices and files; "" for all others."""
    if order.draft is None or not can_order(viewer, order.account_id):
        return ""
    return reverse("drafts:draft_copy", args=[order.draft.public_id])


def notes_of(order: Order, sides: Sides) -> str:
    """What the client told the agency beside the brief: for the desk and the client's own side."""
    return order.notes if sides.client or sides.staff else ""


def words_for(order: Order, sides: Sides) -> list[Words]:
    """What stands beside the brief for whoever reads that; the notes only for those of notes_of."""
    return words_of(order, desk=sides.client or sides.staff)


def people_of(viewer: Viewer, order: Order, sides: Sides) -> list[Person]:
    """Those whom the viewer may know: a client no editor, writer and editor no client."""
    people = []
    if sees_client_name(viewer, order):
        personal = order.requested_by.public_name == order.account.name
        account = _person(
            viewer, _("Client"), order.account.name, order.requested_by_id if personal else None
        )
        page = "clients:desk_client" if is_staff(viewer) else "clients:account"
        people.append(replace(account, url=reverse(page, args=[order.account.public_id])))
        if not personal:
            people.append(
                _person(viewer, _("Requested by"), order.requested_by.public_name, order.requested_by_id)
            )
    if order.writer and sides.party:
        writer = _person(viewer, _("Writer"), order.writer.public_name, order.writer_id)
        people.append(replace(writer, **_keeping(viewer, order)))
    if order.editor and sides.inside:
        people.append(_person(viewer, _("Editor"), order.editor.public_name, order.editor_id))
    return people


def _keeping(viewer: Viewer, order: Order) -> dict[str, Any]:
    """Where a client keeps the writer as a favourite, and whether they do."""
    if not can_favour(viewer, order):
        return {}
    return {
        "keep_url": reverse("orders:order_favourite", args=[order.number]),
        "kept": order.facts is not None and order.facts.favoured,
    }


def _person(viewer: Viewer, role: str, name: str, member_id: int | None) -> Person:
    """The viewer is told by their id: two people may have one name."""
    return Person(role, name, marks.avatar(name), _("you") if member_id == viewer.member_id else "")


def price_of(order: Order, balance: Balance | None) -> dict[str, Any] | None:
    """The priced lines for ui/price_lines.html, a note when the price was changed since, and the number of
    the quote that was accepted; without a balance, nothing."""
    if balance is None:
        return None
    lines = list(order.lines.all())
    note = ""
    if is_imported(order) and not balance.charged:
        note = _("The order comes from another program. Nothing is charged for it here.")
    elif balance.charged != sum((line.amount for line in lines), Decimal(0)):
        charged = format_money(balance.charged, order.currency)
        note = _("The price has changed since the order was placed. It is now %(charged)s.") % {
            "charged": charged
        }
    quote = order.quote.number if hasattr(order, "quote") else ""
    return {**printed(lines, order.currency), "note": note, "quote": quote}


def fee_amount(viewer: Viewer, order: Order, sides: Sides) -> Decimal | None:
    """The fee that the viewer may see: of the order's writer, of the revision that the viewer was given, or
    of their own offer."""
    if order.writer_fee is not None and sees_fee(viewer, order):
        return order.writer_fee
    revision = active_revision(order) if reviser_id(order) == viewer.member_id else None
    if revision and revision.fee is not None:
        return revision.fee
    return sides.offer.fee if sides.offer else None


def fee_of(viewer: Viewer, order: Order, sides: Sides) -> str:
    """The same in words, "" for nobody else."""
    amount = fee_amount(viewer, order, sides)
    return "" if amount is None else format_money(amount, order.currency)


def offers_of(order: Order, sides: Sides) -> list[OfferRow]:
    """Every offer, for the desk, while the order looks for a writer."""
    if not sides.desk or order.writer_id is not None:
        return []
    now = clock.now()
    return [_offer(order, offer, now) for offer in order.offers.all()]


def _offer(order: Order, offer: Offer, now: dt.datetime) -> OfferRow:
    state = offer_state_at(offer, order, now)
    return OfferRow(
        writer=offer.writer.public_name,
        public_id=offer.writer.public_id if state == OfferState.OPEN else "",
        fee=format_money(offer.fee, order.currency),
        badge=(state.label, OFFER_TONES[state]),
        answer_by=offer.answer_by if state == OfferState.OPEN else None,
        why=offer.why_declined,
        reason=offer.decline_reason,
    )
