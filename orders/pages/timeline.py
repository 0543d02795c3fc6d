"""The timeline of an order: events as sentences, each for those who may
read it and with the names they may know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.states.roles import is_staff
from clients.rules.accounts import is_client
from orders.hooks.words import timeline_lines
from orders.models import Order, OrderEvent, RevisionRequest
from orders.rules.sides import Sides
from orders.states.orders import State
from orders.states.timeline import CLIENT, CONCERNED, DESK, EDITOR, WRITER, Line
from project.base import marks
from project.base.compiled import Slot, compiled
from project.base.components import Happening, happening
from project.base.money import format_money
from project.base.paging import Reader, cut
from project.base.viewer import Member

from .timeline_words import BEYOND, LINES, REVISION_STARTED, SIDE_NAMES, STRAIGHT

#: The events of a revision, or of a former writer's order, that a page prints.
MOST = 200
#: The newest of an order, on its page; all of them have a page of their own.
NEWEST = 5
ORDER = ("-id",)


def events_of(order: Order, size: int = NEWEST) -> list[OrderEvent]:
    """The newest events, newest first, with what sentences need: one more than `size` if there are. One
    query."""
    return reader_of(order, size)(None, False)


def reader_of(order: Order, size: int) -> Reader:
    """Pages of an order's events, for page_of. Each is one query."""

    def read(cursor: Any, back: bool) -> list[OrderEvent]:
        beyond = cursor[0] if cursor else None
        events = _events(size=size, back=back, order_id=order.pk, beyond=beyond)
        for event in events:
            event.order = order
        return events

    return read


@compiled
def _events(size: int, back: bool, order_id: Slot, beyond: Slot | None) -> Any:
    events = with_numbers(OrderEvent.objects.filter(order_id=order_id))
    return cut(events, ORDER, None if beyond is None else [beyond], back=back, size=size)


def events_of_revision(revision: RevisionRequest) -> list[OrderEvent]:
    """Those of one revision, newest first. One query."""
    rows = with_numbers(OrderEvent.objects.filter(order_id=revision.order_id, revision=revision))
    return list(rows.order_by("-id")[:MOST])


def with_numbers(events: Any) -> Any:
    """Rows of events with what `sentences` reads of them."""
    numbers = {"delivery_number": F("delivery__number"), "revision_number": F("revision__number")}
    numbers["reviser_id"] = F("revision__assignee_id")
    return events.select_related("actor", "person", "extension").annotate(**numbers)


def sentences(order: Order, sides: Sides, events: Iterable[OrderEvent], now: dt.datetime) -> list[Happening]:
    """The events that this viewer may read, prepared for ui/timeline.html, in the given order. No queries."""
    told = (_sentence(order, sides, event, now) for event in events)
    return [row for row in told if row is not None]


def line_of(verb: str) -> Line | None:
    """How a verb reads, the order's own or one of an app to the right; None for one that nobody reads of."""
    return LINES.get(verb) or timeline_lines.get(verb)


def _sentence(order: Order, sides: Sides, event: OrderEvent, now: dt.datetime) -> Happening | None:
    line = line_of(event.verb)
    text = _text(line, sides, event) if line else None
    if line is None or text is None:
        return None
    return happening(
        event.at,
        _filled(str(text), order, event, now),
        icon=line.icon,
        tone=line.tone,
        who=_who(order, sides, line, event),
        note=_note(order, sides, event),
        url=_url(order, sides, event),
    )


def readers(sides: Sides, event: OrderEvent) -> list[str]:
    """As whom this viewer reads the event, the closest first. A client
    who also works here reads as the client."""
    if sides.client:
        return [CLIENT]
    concerned = sides.member_id == event.person_id
    parts = ((concerned, CONCERNED), (sides.staff, DESK), (sides.writer, WRITER), (sides.editor, EDITOR))
    found = [name for holds, name in parts if holds]
    return found or ([CONCERNED] if event.verb == "place" else [])


def _text(line: Line, sides: Sides, event: OrderEvent) -> Any:
    if event.verb == "deliver" and sides.client and event.to_state == State.DELIVERED:
        return STRAIGHT
    if event.verb == "judge_scope" and event.from_state != event.to_state:
        return BEYOND
    text = next((line.texts[reader] for reader in readers(sides, event) if reader in line.texts), None)
    return REVISION_STARTED if text and event.verb == "start" and event.revision_id else text


def _filled(text: str, order: Order, event: OrderEvent, now: dt.datetime) -> str:
    """A sentence with its facts; most name none."""
    return text.format(**_facts(order, event, now)) if "{" in text else text


def _facts(order: Order, event: OrderEvent, now: dt.datetime) -> dict[str, Any]:
    return {
        "person": event.person.public_name if event.person else "",
        "amount": "" if event.amount is None else format_money(event.amount, order.currency),
        "until": ""
        if event.until is None
        else _unbroken(marks.moment(timezone.localtime(event.until), now)[0]),
        "delivery": getattr(event, "delivery_number", None) or "",
        "revision": getattr(event, "revision_number", None) or "",
    }


def _unbroken(date: str) -> str:
    """A date that stays on one line: its column is narrow."""
    return date.replace(" ", "\N{NO-BREAK SPACE}")


def _who(order: Order, sides: Sides, line: Line, event: OrderEvent) -> str:
    if not line.side:
        return ""
    if event.actor_id is None:
        return str(SIDE_NAMES[DESK])
    if event.actor_id == sides.member_id:
        return _("You")
    side = _side(order, line, event)
    if sides.desk or (side, _reader(sides)) in KNOWN:
        assert event.actor is not None  # its id is there
        return str(event.actor.public_name)
    # A client deals with the agency: neither the desk's nor the editor's people are named to them.
    return str(SIDE_NAMES[DESK if sides.client and side == EDITOR else side])


#: (side of the actor, reader): who is called by name to whom, beside the desk, which knows everybody.
KNOWN = {(CLIENT, CLIENT), (WRITER, CLIENT), (WRITER, EDITOR), (EDITOR, WRITER), (EDITOR, EDITOR)}


def _reader(sides: Sides) -> str:
    if sides.client:
        return CLIENT
    return WRITER if sides.writer else EDITOR if sides.editor else ""


#: Verbs of more than one side.
SHARED = ("place", "cancel", "release_review", "propose_deadline", "accept_deadline", "cancel_revision")


def _side(order: Order, line: Line, event: OrderEvent) -> str:
    """The actor's side, where the verb alone does not say it."""
    if line.shared:
        return _side_of_actor(order, event)
    if event.verb not in SHARED or event.actor_id in (order.requested_by_id, event.person_id):
        return line.side
    if event.revision_id and event.actor_id in (order.writer_id, getattr(event, "reviser_id", None)):
        return WRITER
    return DESK if is_staff(Member(order.agency, membership=event.actor)) else line.side


def _side_of_actor(order: Order, event: OrderEvent) -> str:
    """Of a verb that any side may use: also of a writer who has handed the order over since."""
    actor = Member(order.agency, membership=event.actor)
    if is_staff(actor):
        return DESK
    return WRITER if actor.member_id == order.writer_id or not is_client(actor) else CLIENT


def _note(order: Order, sides: Sides, event: OrderEvent) -> str:
    if event.verb in ("cancel", "call_off") and event.amount and (sides.client or sides.staff):
        # Whether anything was paid, and so goes back, only the ledger knows.
        words = _("The charge of %(amount)s was reversed.")
        return words % {"amount": format_money(-event.amount, order.currency)}
    if event.extension and event.verb in ("ask_extension", "refuse_extension"):
        words = event.extension.reason if event.verb == "ask_extension" else event.extension.refusal
        return f"“{words}”"
    return ""


def _url(order: Order, sides: Sides, event: OrderEvent) -> str:
    number = getattr(event, "delivery_number", None)
    if not number or not sides.party:
        return ""
    return reverse("orders:order_delivery", args=[order.number, number])
