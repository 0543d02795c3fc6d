"""Orders as the API answers with them: each part for those who may know it, by the rules of their page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from agencies.models import FileUse, Membership
from orders.models import Delivery, Order
from orders.pages.order import brief, ledger
from orders.pages.order.deliveries import read_deliveries, read_files
from orders.pages.order.extensions import extension_of
from orders.pages.order.page import reason_of
from orders.pages.order.style_guide import GuideText, GuideView, style_guide_of
from orders.pages.order.turn import dues_of, turn_of
from orders.pages.order.verbs import verbs_of
from orders.pricing.ledger_balances import Balance
from orders.rules.extensions import open_ask
from orders.rules.ledger import reads_ledger
from orders.rules.live_revision import active_revision
from orders.rules.offer_times import offer_state_at
from orders.rules.orders import sees_client_name
from orders.rules.sides import Sides, sides_of
from orders.states.orders import RESUMABLE, TURN, State
from project.base.api.fields import moment_text, money_text
from project.base.states import Choice
from project.base.viewer import Member

Answer = dict[str, Any]
WORDS = (
    "title",
    "brief",
    "locale",
    "audience",
    "purpose",
    "tone",
    "format",
    "citation_style",
    "references",
    "house_style",
    "style_preferences",
)


def order_answer(viewer: Member, order: Order, choices: list[Choice], now: dt.datetime) -> Answer:
    """A visible order (order_or_404, read_around) with the choices that the viewer has."""
    sides, balance = sides_of(viewer, order), ledger.balance_for(viewer, order)
    deliveries = read_deliveries(viewer, order) if sides.party else []
    brief_files, files = read_files(order, deliveries)
    fee = brief.fee_amount(viewer, order, sides)
    return {
        "number": order.number,
        "state": order.state,
        "resumes_to": order.resumes_to if order.state in RESUMABLE else None,
        "reason": reason_of(order, sides),
        **_standing(viewer, order, sides, choices, now),
        **_commission(order, sides),
        **style_guide_answer(style_guide_of(order)),
        "files": [file_answer(file) for file in brief_files],
        **_people(viewer, order, sides),
        "placed_at": moment_text(order.placed_at),
        "delivered_at": moment_text(order.delivered_at),
        "closed_at": moment_text(order.closed_at),
        "price": _price(order, balance),
        "balance": balance_answer(order, balance) if balance and reads_ledger(viewer, order) else None,
        "fee": money_text(fee),
        "currency": None if fee is None and balance is None else order.currency,
        "offers": _offers(order, sides, now),
        "extension": _extension(order, sides),
        "deliveries": [version_answer(sides, row, files.get(row.pk, [])) for row in deliveries],
    }


def _standing(viewer: Member, order: Order, sides: Sides, choices: list[Choice], now: dt.datetime) -> Answer:
    mine = verbs_of(order, choices, sides, now).my_turn
    turn = turn_of(viewer, order, sides, mine)
    dues = dues_of(order, sides, active_revision(order))
    return {
        "turn": {"side": turn.side or TURN[State(order.state)], "mine": turn.mine, "words": turn.words},
        "deadlines": [
            {"name": due.key, "at": moment_text(due.when), "done": due.done} for due in dues if due.when
        ],
    }


def _commission(order: Order, sides: Sides) -> Answer:
    return {
        **{name: getattr(order, name) for name in WORDS},
        "source_locale": order.source_locale or None,
        "service": order.service.key,
        "quantity": order.quantity,
        "unit": order.service.unit,
        "subject": order.subject.key if order.subject else None,
        "quality": order.quality.key,
        "notes": brief.notes_of(order, sides),
        "addons": list(order.facts.addon_names) if order.facts else [],
    }


def style_guide_answer(guide: GuideView | None) -> Answer:
    """The client's style guide, and what stood when the order was placed where that is another version."""
    return {
        "style_guide": _guide_text(guide.now) if guide and guide.now.says_something else None,
        "style_guide_when_placed": _guide_text(guide.then) if guide and guide.then else None,
    }


def _guide_text(text: GuideText) -> Answer:
    return {"version": text.number, "text": text.text, "link": text.link, "at": moment_text(text.at)}


def _people(viewer: Member, order: Order, sides: Sides) -> Answer:
    """As `brief.people_of` names them."""
    known, desk_only = sees_client_name(viewer, order), sides.client or sides.staff
    account = {"id": order.account.public_id, "name": order.account.name}
    return {
        "account": account if known else None,
        "requested_by": order.requested_by.public_name if known else None,
        "preferred_writer": person_answer(order.preferred_writer if desk_only else None),
        "writer": person_answer(order.writer if sides.party else None),
        "editor": person_answer(order.editor if sides.inside else None),
    }


def person_answer(person: Membership | None) -> Answer | None:
    """A member by id and public name."""
    return {"id": person.public_id, "name": person.public_name} if person else None


def file_answer(file: FileUse) -> Answer:
    """A file as a list of it shows it."""
    stored = file.file
    return {
        "id": file.public_id,
        "name": file.name,
        "content_type": stored.content_type,
        "size": stored.size,
    }


def _price(order: Order, balance: Balance | None) -> Answer | None:
    if balance is None:
        return None
    lines = list(order.lines.all())
    return {
        "currency": order.currency,
        "lines": [line_answer(line) for line in lines],
        "total": money_text(sum((line.amount for line in lines), Decimal(0))),
        "charged": money_text(balance.charged),
        "quote": order.quote.number if hasattr(order, "quote") else None,
    }


def line_answer(line: Any) -> Answer:
    """A priced line, of an order or of a change order."""
    return {"kind": line.kind, "label": line.label, "amount": money_text(line.amount)}


def balance_answer(order: Order, balance: Balance) -> Answer:
    """A balance of the order with its client."""
    sums = {"charged": balance.charged, "paid": balance.paid, "owed": balance.owed}
    return {"currency": order.currency, **{name: money_text(amount) for name, amount in sums.items()}}


def _offers(order: Order, sides: Sides, now: dt.datetime) -> list[Answer]:
    if not sides.desk or order.writer_id is not None:
        return []
    return [
        {
            "writer": person_answer(offer.writer),
            "fee": money_text(offer.fee),
            "state": offer_state_at(offer, order, now).value,
            "offered_at": moment_text(offer.offered_at),
            "answer_by": moment_text(offer.answer_by),
            "why": offer.decline_code,
            "reason": offer.decline_reason,
        }
        for offer in order.offers.all()
    ]


def _extension(order: Order, sides: Sides) -> Answer | None:
    asked, ask = extension_of(order, sides), open_ask(order)
    if asked is None or ask is None:
        return None
    return {
        "id": ask.public_id,
        "deadline": moment_text(ask.deadline),
        "wanted": moment_text(ask.wanted),
        "reason": ask.reason,
        "asked_at": moment_text(ask.asked_at),
        "mine": not asked.mine,
    }


def version_answer(sides: Sides, delivery: Delivery, files: Iterable[FileUse]) -> Answer:
    """A version as `deliveries.version_of` prints it: what writer and editor told each other is not for the
    client's side."""
    seen = (delivery.reviewed_at or delivery.delivered_at) if sides.client else delivery.delivered_at
    inside = sides.inside
    return {
        "number": delivery.number,
        "delivered_at": moment_text(seen),
        "words": delivery.word_count,
        "revision": getattr(delivery, "revision_number", None),
        "verdict": delivery.verdict if inside else None,
        "corrected_by": (getattr(delivery, "maker", None) or None) if inside else None,
        "note": delivery.note if inside else "",
        "review_note": delivery.review_note if inside else "",
        "files": [file_answer(file) for file in files],
    }
