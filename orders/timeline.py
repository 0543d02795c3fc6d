"""The timeline of an order: events as sentences, each for those who may read it and with the names they may know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.roles import is_staff
from project import marks
from project.base.money import format_money
from project.base.viewer import Member

from .models import Order, OrderEvent
from .sight import Sight
from .states import State

#: The newest events that a page prints; older ones exist in the database only.
MOST = 200

DESK, WRITER, EDITOR, CLIENT, CONCERNED = "desk", "writer", "editor", "client", "concerned"
INSIDE = (DESK, WRITER, EDITOR)
ALL = (*INSIDE, CLIENT)
#: Offers and their fees, and asks for more time, are between the desk and the writer concerned.
OFFERS = (DESK, CONCERNED)


@dataclass(frozen=True)
class Line:
    """How one verb reads. `texts` maps a reader to the words after the actor's name; whoever is missing sees nothing.

    `side` is the side that usually acts ("" when nobody does): readers who may not know the name read that instead.
    """

    icon: str
    tone: str
    side: str
    texts: dict[str, Any]


def _same(text: Any, readers: Iterable[str]) -> dict[str, Any]:
    return dict.fromkeys(readers, text)


LINES: dict[str, Line] = {
    "place": Line("inbox", "info", CLIENT, _same(gettext_lazy("placed the order"), (*ALL, CONCERNED))),
    "offer": Line(
        "send", "accent", DESK,
        {DESK: gettext_lazy("offered it to {person} for {amount}, to be answered by {until}"),
         CONCERNED: gettext_lazy("offered it to you for {amount}, to be answered by {until}")},
    ),
    "expire_offer": Line(
        "hourglass", "neutral", "",
        {DESK: gettext_lazy("The offer to {person} expired"), CONCERNED: gettext_lazy("The offer to you expired")},
    ),
    "withdraw_offer": Line(
        "x", "neutral", DESK,
        {DESK: gettext_lazy("ended the offer to {person}"), CONCERNED: gettext_lazy("took the offer to you back")},
    ),
    "decline_offer": Line("circle-x", "warn", WRITER, _same(gettext_lazy("declined the offer"), OFFERS)),
    "accept_offer": Line(
        "user-check", "good", WRITER,
        {**_same(gettext_lazy("took the order on"), (EDITOR, CLIENT)),
         **_same(gettext_lazy("accepted the offer for {amount}"), OFFERS)},
    ),
    "assign": Line(
        "user-plus", "info", DESK,
        {**_same(gettext_lazy("gave the order to {person}"), (EDITOR, CLIENT)),
         DESK: gettext_lazy("assigned {person} for {amount}"),
         CONCERNED: gettext_lazy("assigned you for {amount}")},
    ),
    "start": Line("player-play", "info", WRITER, _same(gettext_lazy("started the work"), ALL)),
    "deliver": Line("upload", "info", WRITER, _same(gettext_lazy("delivered version {delivery}"), INSIDE)),
    "claim_review": Line("eye", "info", EDITOR, _same(gettext_lazy("took the review"), INSIDE)),
    "give_review": Line(
        "user-plus", "info", DESK,
        {DESK: gettext_lazy("gave the review to {person}"), CONCERNED: gettext_lazy("gave the review to you")},
    ),
    "approve": Line(
        "circle-check", "good", EDITOR,
        {**_same(gettext_lazy("approved version {delivery}; the client has it now"), INSIDE),
         CLIENT: gettext_lazy("delivered version {delivery} to you")},
    ),
    "send_back": Line("arrow-back", "warn", EDITOR, _same(gettext_lazy("sent version {delivery} back"), INSIDE)),
    "request_revision": Line(
        "rotate", "warn", CLIENT, _same(gettext_lazy("asked for revision {revision}, due {until}"), ALL)
    ),
    "answer_points": Line(
        "list-check", "info", WRITER, _same(gettext_lazy("answered points of revision {revision}"), ALL)
    ),
    "accept": Line("thumb-up", "good", CLIENT, _same(gettext_lazy("accepted the work"), ALL)),
    "reassign": Line(
        "user-plus", "warn", DESK,
        {**_same(gettext_lazy("gave the order to {person}"), (EDITOR, CLIENT)),
         DESK: gettext_lazy("gave the order to {person} for {amount}"),
         CONCERNED: gettext_lazy("gave the order to you for {amount}")},
    ),
    "release_review": Line("arrow-back", "neutral", EDITOR, _same(gettext_lazy("gave the review back"), INSIDE)),
    "change_deadlines": Line("clock", "info", DESK, _same(gettext_lazy("moved the deadline to {until}"), ALL)),
    "ask_extension": Line("clock", "warn", WRITER, _same(gettext_lazy("asked for more time, until {until}"), OFFERS)),
    "withdraw_extension": Line("x", "neutral", WRITER, _same(gettext_lazy("withdrew the ask for more time"), OFFERS)),
    "grant_extension": Line("clock", "good", DESK, _same(gettext_lazy("granted more time, until {until}"), OFFERS)),
    "refuse_extension": Line("x", "warn", DESK, _same(gettext_lazy("refused more time"), OFFERS)),
    "close_extension": Line(
        "clock", "neutral", "", _same(gettext_lazy("The ask for more time ended without an answer"), OFFERS)
    ),
    "lapse": Line(
        "circle-check", "good", "", _same(gettext_lazy("The review window ended, the order is complete"), ALL)
    ),
    "hold": Line("player-pause", "warn", DESK, _same(gettext_lazy("put the order on hold"), ALL)),
    "resume": Line("player-play", "info", DESK, _same(gettext_lazy("resumed the order"), ALL)),
    "record_payment": Line("coin", "good", DESK, _same(gettext_lazy("recorded a payment of {amount}"), (DESK,))),
    "return_payment": Line("coin", "neutral", DESK, _same(gettext_lazy("recorded {amount} as paid back"), (DESK,))),
    "raise_charge": Line(
        "coin", "warn", DESK, _same(gettext_lazy("raised the price by {amount}"), (DESK, CLIENT))
    ),
    "lower_charge": Line(
        "coin", "good", DESK, _same(gettext_lazy("lowered the price by {amount}"), (DESK, CLIENT))
    ),
    "issue_invoice": Line("file-text", "neutral", DESK, _same(gettext_lazy("made an invoice of {amount}"), (DESK,))),
    "cancel": Line("x", "bad", CLIENT, _same(gettext_lazy("cancelled the order"), ALL)),
}  # fmt: skip
#: Beside the verb's own words: a delivery that no editor reads goes straight to the client, a start may be a revision's.
STRAIGHT = gettext_lazy("delivered version {delivery} to you")
REVISION_STARTED = gettext_lazy("started revision {revision}")
SIDE_NAMES = {
    DESK: gettext_lazy("The agency"),
    WRITER: gettext_lazy("The writer"),
    EDITOR: gettext_lazy("The editor"),
    CLIENT: gettext_lazy("The client"),
}


def events_of(order: Order) -> list[OrderEvent]:
    """The newest MOST events, newest first, with what sentences need. One query."""
    return list(with_numbers(order.events.all()).order_by("-id")[:MOST])


def with_numbers(events: Any) -> Any:
    """Rows of events with what `sentences` reads of them."""
    numbers = {"delivery_number": F("delivery__number"), "revision_number": F("revision__number")}
    return events.select_related("actor", "person", "extension").annotate(**numbers)


def sentences(order: Order, sight: Sight, events: Iterable[OrderEvent], now: dt.datetime) -> list[dict[str, Any]]:
    """The events that this viewer may read, prepared for ui/timeline.html, in the given order. No queries."""
    told = (_sentence(order, sight, event, now) for event in events)
    return [row for row in told if row is not None]


def _sentence(order: Order, sight: Sight, event: OrderEvent, now: dt.datetime) -> dict[str, Any] | None:
    line = LINES.get(event.verb)
    text = _text(line, sight, event) if line else None
    if line is None or text is None:
        return None
    return {
        "icon": line.icon,
        "tone": line.tone,
        "who": _who(order, sight, line, event),
        "text": str(text).format(**_facts(order, event, now)),
        "when": event.at,
        "note": _note(order, sight, event),
        "url": _url(order, sight, event),
    }


def readers(sight: Sight, event: OrderEvent) -> list[str]:
    """As whom this viewer reads the event, the closest first. A client who also works here reads as the client."""
    if sight.client:
        return [CLIENT]
    concerned = sight.member_id == event.person_id
    sides = ((concerned, CONCERNED), (sight.staff, DESK), (sight.writer, WRITER), (sight.editor, EDITOR))
    found = [name for holds, name in sides if holds]
    return found or ([CONCERNED] if event.verb == "place" else [])


def _text(line: Line, sight: Sight, event: OrderEvent) -> Any:
    if event.verb == "deliver" and sight.client and event.to_state == State.DELIVERED:
        return STRAIGHT
    text = next((line.texts[reader] for reader in readers(sight, event) if reader in line.texts), None)
    return REVISION_STARTED if text and event.verb == "start" and event.revision_id else text


def _facts(order: Order, event: OrderEvent, now: dt.datetime) -> dict[str, Any]:
    return {
        "person": event.person.public_name if event.person else "",
        "amount": "" if event.amount is None else format_money(event.amount, order.currency),
        "until": "" if event.until is None else _unbroken(marks.moment(timezone.localtime(event.until), now)[0]),
        "delivery": getattr(event, "delivery_number", None) or "",
        "revision": getattr(event, "revision_number", None) or "",
    }


def _unbroken(date: str) -> str:
    """A date that stays on one line: its column is narrow."""
    return date.replace(" ", "\N{NO-BREAK SPACE}")


def _who(order: Order, sight: Sight, line: Line, event: OrderEvent) -> str:
    if not line.side:
        return ""
    if event.actor_id is None:
        return str(SIDE_NAMES[DESK])
    if event.actor_id == sight.member_id:
        return _("You")
    side = _side(order, line, event)
    if sight.desk or (side, _reader(sight)) in KNOWN:
        return str(event.actor.public_name)
    # A client deals with the agency: neither the desk's nor the editor's people are named to them.
    return str(SIDE_NAMES[DESK if sight.client and side == EDITOR else side])


#: (side of the actor, reader): who is called by name to whom, beside the desk, which knows everybody.
KNOWN = {(CLIENT, CLIENT), (WRITER, CLIENT), (WRITER, EDITOR), (EDITOR, WRITER), (EDITOR, EDITOR)}


def _reader(sight: Sight) -> str:
    if sight.client:
        return CLIENT
    return WRITER if sight.writer else EDITOR if sight.editor else ""


def _side(order: Order, line: Line, event: OrderEvent) -> str:
    """The actor's side. Cancelling, and giving a review back, are the verbs of two sides."""
    if event.verb not in ("cancel", "release_review") or event.actor_id in (order.requested_by_id, event.person_id):
        return line.side
    return DESK if is_staff(Member(order.agency, membership=event.actor)) else line.side


def _note(order: Order, sight: Sight, event: OrderEvent) -> str:
    if event.verb == "cancel" and event.amount and (sight.client or sight.staff):
        return _("Refund: %(amount)s") % {"amount": format_money(-event.amount, order.currency)}
    if event.extension and event.verb in ("ask_extension", "refuse_extension"):
        words = event.extension.reason if event.verb == "ask_extension" else event.extension.refusal
        return f"“{words}”"
    return ""


def _url(order: Order, sight: Sight, event: OrderEvent) -> str:
    number = getattr(event, "delivery_number", None)
    if not number or not sight.party:
        return ""
    return reverse("orders:order_delivery", args=[order.number, number])
