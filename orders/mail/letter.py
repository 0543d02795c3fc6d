"""What stands in the mail about an order: the same for its text and its HTML, in the reader's own zone and
with the names that the reader may know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agencies.rules.absolute_urls import agency_url
from orders.actions.moving import ORDERS
from orders.models import Message, Order, OrderEvent
from orders.pages import timeline
from orders.pages.order import page as panels
from orders.pages.order import verbs
from orders.pages.order.page import reason_of
from orders.pages.order.turn import dues_of, turn_of
from orders.rules.live_revision import active_revision
from orders.rules.messages import can_message
from orders.rules.orders import sees_fee, sees_price
from orders.states.mail_parts import FAREWELL, UNASKED
from project.base import marks
from project.base.money import format_money
from project.base.text import excerpt
from project.base.viewer import Member

from .audience import Reader
from .confirmation import confirmed
from .words import BECAUSE, MESSAGE, NAMED, NOTE, words_of

#: How much of a title a subject holds, and how much of a message its mail quotes.
SUBJECT_TITLE, QUOTED = 90, 1_500


def zone_of(viewer: Member) -> dt.tzinfo:
    """The reader's own zone, the agency's for whoever never chose one."""
    return viewer.membership.user.zone or viewer.agency.zone


@contextmanager
def read_by(viewer: Member) -> Iterator[None]:
    """Times, numbers and words as this reader wants them, whoever caused the mail."""
    language = viewer.membership.user.speaks_at(viewer.agency)
    with timezone.override(zone_of(viewer)), translation.override(language):
        yield


def of_event(order: Order, event: OrderEvent, reader: Reader, now: dt.datetime) -> dict[str, Any]:
    """What the templates emails/order.* print of an event, for one reader."""
    words = words_of(event.verb)[reader.part]
    with read_by(reader.viewer):
        facts = {
            **_common(order, words.subject, reader.viewer),
            "happened": _happened(order, event, reader, now) if words.told else [],
            "more": str(words.more).format(fee=_fee(order, reader), amount=_amount(order, event, reader)),
            "button": str(words.button),
            "because": str(BECAUSE[reader.part]).format(agency=order.agency.name),
            **(confirmed(order, reader.viewer) if words.confirms else {}),
        }
        if reader.part in FAREWELL:
            page = "writers:offers" if reader.part == UNASKED else "writers:studio"
            return {**facts, "url": agency_url(order.agency, reverse(page))}
        return {**facts, **_way_in(order, reader, now)}


def of_message(order: Order, message: Message, reader: Reader, now: dt.datetime) -> dict[str, Any]:
    """What the templates emails/order.* print of a message: who wrote it, as
    this reader may name them, its words."""
    row = panels.messages.messages_of(reader.viewer, order).get(pk=message.pk)
    line = panels.messages.line_of(reader.viewer, order, row, now)
    words = NAMED if reader.named else NOTE if message.internal else MESSAGE
    thread = agency_url(order.agency, panels.messages.url_of(order, message.internal))
    who = f"{line.who} ({line.side})" if line.side else line.who
    with read_by(reader.viewer):
        return {
            **_common(order, words.subject, reader.viewer),
            "happened": [_("%(who)s wrote:") % {"who": who}],
            "quote": quoted(line.text),
            "more": _("The message includes files.") if line.has_files else "",
            "button": str(words.button),
            "because": str(BECAUSE[reader.part]),
            "url": f"{thread}#{line.anchor}",
            "messages_url": thread,
        }


def quoted(text: str) -> str:
    """The words of a message with its lines, cut where they are many."""
    return text if len(text) <= QUOTED else f"{text[:QUOTED].rpartition(' ')[0] or text[:QUOTED]} …"


def _common(order: Order, subject: Any, viewer: Member) -> dict[str, Any]:
    return {
        "number": order.number,
        "title": order.title,
        "subject": str(subject),
        "subject_title": excerpt(order.title, SUBJECT_TITLE),
        "zone_name": str(zone_of(viewer)),
    }


def _happened(order: Order, event: OrderEvent, reader: Reader, now: dt.datetime) -> list[str]:
    """The sentence of the timeline, its note, and the reason of a hold or
    an end; each only for who may read it."""
    told = timeline.sentences(order, reader.sides, [event], now)
    sentences = [" ".join(part for part in (row.who, row.text) if part) + "." for row in told]
    notes = [row.note for row in told if row.note]
    reason = reason_of(order, reader.sides) if event.verb in ("hold", "cancel", "call_off") and told else ""
    return [*sentences, *notes, *([f"“{reason}”"] if reason else [])]


def _way_in(order: Order, reader: Reader, now: dt.datetime) -> dict[str, Any]:
    """What to do and by when, as the order page says it, and the addresses of that page."""
    choices = ORDERS.choices(reader.viewer, order)
    mine = verbs.verbs_of(order, choices, reader.sides, now).my_turn
    dues = dues_of(order, reader.sides, active_revision(order))
    talks = can_message(reader.viewer, order)
    turn = turn_of(reader.viewer, order, reader.sides, mine)
    return {
        "turn": turn.words if turn.mine else "",
        "dues": [(due.label, moment(due.when, now)) for due in dues if due.when and not due.done],
        "url": agency_url(order.agency, reverse("orders:order", args=[order.number])),
        "messages_url": agency_url(order.agency, panels.messages.url_of(order, False)) if talks else "",
    }


def moment(when: dt.datetime, now: dt.datetime) -> str:
    """A moment in the present zone, in words."""
    return marks.moment(timezone.localtime(when), now)[1]


def _fee(order: Order, reader: Reader) -> str:
    sees = sees_fee(reader.viewer, order) and order.writer_fee is not None
    return format_money(order.writer_fee, order.currency) if sees and order.writer_fee is not None else ""


def _amount(order: Order, event: OrderEvent, reader: Reader) -> str:
    sees = sees_price(reader.viewer, order) and event.amount is not None
    return format_money(event.amount, order.currency) if sees and event.amount is not None else ""
