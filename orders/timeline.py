"""What happened to an order, in words for who reads it.

Each verb says from which side it came, who may read it, and how it looks. Names are chosen by what the reader may know:
clients never learn editors' or managers' names, writers never learn who the client is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from project.base.money import format_money
from project.base.viewer import Viewer

from . import rules
from .models import Order, OrderEvent

ALL = frozenset({"client", "writer", "editor", "desk"})
INSIDE = frozenset({"writer", "editor", "desk"})
DESK = frozenset({"desk"})


@dataclass(frozen=True)
class Telling:
    """How an event is told. `side`: where its actor stands; `audience`: who reads it, beside the person it concerns."""

    text: Any
    side: str
    audience: frozenset[str]
    icon: str = "circle"
    tone: str = "neutral"


TELLINGS = {
    "place": Telling(gettext_lazy("placed the order"), "client", ALL, "inbox", "info"),
    "offer": Telling(gettext_lazy("offered the order to %(person)s"), "desk", DESK, "send", "accent"),
    "assign": Telling(gettext_lazy("assigned the order to %(person)s"), "desk", ALL, "user-plus", "info"),
    "accept_offer": Telling(gettext_lazy("took the order"), "writer", ALL, "check", "info"),
    "decline_offer": Telling(gettext_lazy("declined the offer"), "writer", DESK, "x"),
    "withdraw_offer": Telling(gettext_lazy("The offer to %(person)s ended"), "", DESK, "x"),
    "expire_offer": Telling(
        gettext_lazy("The offer to %(person)s was not answered in time"), "", DESK, "clock", "warn"
    ),
    "start": Telling(gettext_lazy("started to work"), "writer", ALL, "player-play", "info"),
    "deliver": Telling(gettext_lazy("delivered version %(number)s"), "writer", ALL, "upload", "good"),
    "claim_review": Telling(gettext_lazy("took the review"), "editor", INSIDE, "eye"),
    "approve": Telling(
        gettext_lazy("passed version %(number)s on to the client"), "editor", ALL, "circle-check", "good"
    ),
    "send_back": Telling(gettext_lazy("sent version %(number)s back"), "editor", INSIDE, "arrow-back", "warn"),
    "accept": Telling(gettext_lazy("accepted the work"), "client", ALL, "thumb-up", "good"),
    "lapse": Telling(gettext_lazy("The review window ended; the order is complete"), "", ALL, "circle-check", "good"),
    "request_revision": Telling(gettext_lazy("asked for revision %(round)s"), "client", ALL, "rotate", "warn"),
    "answer_points": Telling(gettext_lazy("answered points of revision %(round)s"), "writer", ALL, "message"),
    "hold": Telling(gettext_lazy("put the order on hold"), "desk", ALL, "player-pause", "warn"),
    "resume": Telling(gettext_lazy("resumed the order"), "desk", ALL, "player-play", "info"),
    "cancel": Telling(gettext_lazy("cancelled the order"), "", ALL, "x", "bad"),
}


@dataclass(frozen=True)
class Told:
    """One line of the timeline, for ui/timeline.html."""

    icon: str
    tone: str
    who: str
    text: str
    when: dt.datetime
    note: str


def told(events: Iterable[OrderEvent], *, viewer: Viewer, order: Order) -> list[Told]:
    """The events that the viewer may read, newest first. Events come with actor, person, delivery and revision joined."""
    sides = rules.sides(viewer, order)
    lines = [_tell(event, viewer, order, sides) for event in events if _may_read(event, viewer, sides)]
    return lines[::-1]


def _may_read(event: OrderEvent, viewer: Viewer, sides: frozenset[str]) -> bool:
    return bool(TELLINGS[event.verb].audience & sides) or event.person_id == viewer.member_id


def _tell(event: OrderEvent, viewer: Viewer, order: Order, sides: frozenset[str]) -> Told:
    telling = TELLINGS[event.verb]
    facts = {
        "person": _person(event, viewer, sides),
        "number": event.delivery.number if event.delivery else "",
        "round": event.revision.number if event.revision else "",
    }
    who = _who(event, telling.side, viewer, order, sides)
    return Told(
        telling.icon, telling.tone, who, str(telling.text) % facts, event.at, _note(event, viewer, order, sides)
    )


def _person(event: OrderEvent, viewer: Viewer, sides: frozenset[str]) -> str:
    if event.person is None:
        return ""
    return _("you") if event.person_id == viewer.member_id else event.person.public_name


def _who(event: OrderEvent, side: str, viewer: Viewer, order: Order, sides: frozenset[str]) -> str:
    if event.verb in ("withdraw_offer", "expire_offer", "lapse"):
        return ""
    if event.actor is None:
        return _("The agency")
    if event.actor_id == viewer.member_id:
        return _("You")
    side = side or ("client" if event.actor_id == order.requested_by_id else "desk")
    known = {
        "client": bool(sides & {"client", "desk"}),
        "writer": True,
        "editor": bool(sides & {"writer", "editor", "desk"}),
        "desk": "desk" in sides,
    }
    if known[side]:
        return event.actor.public_name
    return {"client": _("The client"), "editor": _("An editor"), "desk": _("The agency")}[side]


def _note(event: OrderEvent, viewer: Viewer, order: Order, sides: frozenset[str]) -> str:
    concerns = event.person_id == viewer.member_id
    if event.verb in ("offer", "assign", "accept_offer") and event.amount is not None and ("desk" in sides or concerns):
        return _("Fee %(fee)s") % {"fee": format_money(event.amount, order.currency)}
    if event.verb == "hold" and "desk" in sides:
        return order.hold_reason
    if event.verb == "cancel":
        return order.cancel_reason if sides & {"desk", "client"} else ""
    if event.verb == "decline_offer" and "desk" in sides:
        offers = [offer for offer in order.offers.all() if offer.writer_id == event.person_id and offer.decline_reason]
        return offers[-1].decline_reason if offers else ""
    return ""
