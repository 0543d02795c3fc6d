"""The conversation of an order and its internal notes, prepared for one reader: who
wrote, under which name, what is new."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Membership
from agencies.states.roles import is_staff
from orders.actions.messages import readers, side_of, why_closed, why_not_edit
from orders.forms.messages import Choice
from orders.models import Attachment, Message, MessageMention, MessageText, Order
from orders.models.messages import Side, unread_count
from orders.pages.order.deliveries import file_rows
from orders.rules.messages import can_message, reads_conversation, shares_notes
from orders.rules.sides import as_viewer
from project.base import marks
from project.base.compiled import CompiledQuery, Slot, compiled
from project.base.features import is_on
from project.base.text import excerpt
from project.base.viewer import Member, Viewer

#: How many of each thread stand on the order page.
NEWEST = 2
EXCERPT = 200
#: How a side is called for those who may not know its people.
UNNAMED = {
    Side.CLIENT: gettext_lazy("The client"),
    Side.WRITER: gettext_lazy("An earlier writer"),
    Side.DESK: gettext_lazy("The agency"),
}
#: (reader, author): who is called by name to whom in the conversation, beside the desk, which knows
#: everybody.
KNOWN = {(Side.CLIENT, Side.CLIENT), (Side.CLIENT, Side.WRITER)}


@dataclass(frozen=True)
class Line:
    """One message as one reader sees it. `side` stands beside a name, never instead of one; `fresh`: not read
    before; `earlier`: its former wordings, for the desk."""

    anchor: str
    who: str
    side: str
    internal: bool
    mine: bool
    sent_at: dt.datetime
    text: str
    fresh: bool
    edited: bool
    named: str
    to_me: bool
    has_files: bool
    files: list[dict[str, Any]] = field(default_factory=list)
    edit_url: str = ""
    earlier: list[MessageText] = field(default_factory=list)


@dataclass(frozen=True)
class ShortLine:
    """The same on the order page. `when` is the moment as a mark."""

    who: str
    when: SafeString
    text: str
    fresh: bool
    to_me: bool
    has_files: bool


@dataclass(frozen=True)
class Thread:
    """A thread on the order page: the newest few in short, how many are new, and where the whole is."""

    internal: bool
    url: str
    lines: list[ShortLine]
    unread: int
    may_write: bool


def may_read(viewer: Viewer, order: Order, internal: bool) -> bool:
    """Whether the viewer reads that thread of the order."""
    return shares_notes(viewer, order) if internal else reads_conversation(viewer, order)


def may_write(viewer: Viewer, order: Order, internal: bool) -> bool:
    """Whether the viewer writes there; whether it is still open is another question (why_closed)."""
    if not is_on(viewer.agency, "messages"):
        return False
    return shares_notes(viewer, order) if internal else can_message(viewer, order)


def url_of(order: Order, internal: bool) -> str:
    return thread_url(order.number, internal)


def thread_url(number: str, internal: bool) -> str:
    """Where the conversation of an order stands, or its internal notes."""
    return reverse("orders:order_notes" if internal else "orders:order_messages", args=[number])


def messages_of(viewer: Viewer, order: Order | Slot) -> Any:
    """The messages that the viewer may read, each with what a line needs beside its files."""
    of_it = {"agency_id": viewer.agency_id, "message": OuterRef("pk")}
    mentions = MessageMention.objects.filter(**of_it).order_by("person__public_name", "id")
    person = JSONObject(id="person_id", name="person__public_name", roles="person__roles")
    rows = Message.objects.visible_to(viewer).filter(order=order).with_wording().select_related("author")
    return rows.annotate(
        named=ArraySubquery(mentions.values(facts=person)),
        fresh=Exists(Message.objects.unread_by(viewer).filter(pk=OuterRef("pk"))),
        has_files=Exists(Attachment.objects.filter(**of_it)),
    )


def panels_of(viewer: Viewer, order: Order, now: dt.datetime) -> list[Thread]:
    """The threads that the viewer reads, for the order page. One query for both."""
    kinds = tuple(internal for internal in (False, True) if may_read(viewer, order, internal))
    found: list[Any] = NEWEST_OF[kinds](viewer, order=order.pk) if kinds else []
    panels = []
    for internal in kinds:
        rows = [row for row in found if row.internal == internal]
        panels.append(
            Thread(
                internal=internal,
                url=url_of(order, internal),
                lines=[_short(viewer, order, row, now) for row in rows],
                unread=rows[0].unread if rows else 0,
                may_write=may_write(viewer, order, internal) and not why_closed(order, now),
            )
        )
    return panels


def _newest(kinds: tuple[bool, ...]) -> CompiledQuery[Message]:
    """The newest few of each of these threads, oldest first, each with the `unread` of its thread."""

    @compiled
    def newest(viewer: Viewer, order: Any) -> Any:
        wanted = Q()
        for internal in kinds:
            rows = Message.objects.visible_to(viewer).filter(order=order, internal=internal).order_by("-id")
            wanted |= Q(pk__in=Subquery(rows.values("pk")[:NEWEST]))
        unread = unread_count(viewer, order=OuterRef("order"), internal=OuterRef("internal"))
        return messages_of(viewer, order).filter(wanted).annotate(unread=unread).order_by("id")

    return newest


#: By the threads that a viewer reads.
NEWEST_OF: dict[tuple[bool, ...], CompiledQuery[Message]] = {
    kinds: _newest(kinds) for kinds in ((False,), (True,), (False, True))
}


def _short(viewer: Viewer, order: Order, row: Any, now: dt.datetime) -> ShortLine:
    reader = side_of(viewer, order, row.internal)
    return ShortLine(
        who=_who(viewer, reader, row),
        when=marks.deadline(row.sent_at, now=now, done=True),
        text=excerpt(row.text, EXCERPT),
        fresh=row.fresh,
        to_me=_names(viewer, row),
        has_files=row.has_files,
    )


def line_of(viewer: Viewer, order: Order, row: Any, now: dt.datetime, **more: Any) -> Line:
    """A row of messages_of for printing. `more`: its files and earlier wordings."""
    mine = row.author_id == viewer.member_id
    editable = mine and may_write(viewer, order, row.internal) and not why_not_edit(row, now)
    reader = side_of(viewer, order, row.internal)
    named = [_mentioned(viewer, order, row, reader, facts) for facts in row.named]
    return Line(
        anchor=f"message-{row.public_id}",
        who=_who(viewer, reader, row),
        side="" if mine or not _knows(reader, Side(row.side), row.internal) else str(Side(row.side).label),
        internal=row.internal,
        mine=mine,
        sent_at=row.sent_at,
        text=row.text,
        fresh=row.fresh,
        edited=row.wording > 1,
        named=", ".join(dict.fromkeys(named)),
        to_me=_names(viewer, row),
        has_files=row.has_files,
        edit_url=reverse("orders:order_message", args=[order.number, row.public_id]) if editable else "",
        **more,
    )


def _who(viewer: Viewer, reader: Side, row: Any) -> str:
    """The author of a message, as the viewer, a reader on that side, may know them."""
    if row.author_id == viewer.member_id:
        return _("You")
    return name_of(reader, Side(row.side), row.internal, row.author.public_name)


def _names(viewer: Viewer, row: Any) -> bool:
    """Whether a message mentions the viewer."""
    return any(facts["id"] == viewer.member_id for facts in row.named)


def name_of(reader: Side, side: Side, internal: bool, name: str) -> str:
    """How the author of a message, or somebody named in it, is called to a reader on the side `reader`."""
    return name if _knows(reader, side, internal) else str(UNNAMED[side])


def _knows(reader: Side, side: Side, internal: bool) -> bool:
    return internal or reader == Side.DESK or (reader, side) in KNOWN


def _mentioned(viewer: Viewer, order: Order, row: Any, reader: Side, facts: dict[str, Any]) -> str:
    if facts["id"] == viewer.member_id:
        return _("you")
    side = Side.DESK
    if facts["id"] == row.writer_id:
        side = Side.WRITER
    elif not is_staff(Member(order.agency, membership=Membership(pk=facts["id"], roles=facts["roles"]))):
        side = Side.CLIENT
    return name_of(reader, side, row.internal, facts["name"])


def choices_of(viewer: Viewer, order: Order, internal: bool) -> list[Choice]:
    """Whom the viewer may mention: people by name where the name is
    known to them, otherwise a side as one."""
    reader = side_of(viewer, order, internal)
    named: list[Choice] = []
    sides: dict[Side, list[Membership]] = {}
    for person in readers(order, internal):
        if person.pk == viewer.member_id:
            continue
        side = side_of(as_viewer(order, person), order, internal)
        if _knows(reader, side, internal):
            named.append(Choice(person.public_id, f"{person.public_name} ({side.label})", (person,)))
        else:
            sides.setdefault(side, []).append(person)
    unnamed = [Choice(side.value, str(UNNAMED[side]), tuple(people)) for side, people in sides.items()]
    return unnamed + named


def lines_of(viewer: Viewer, order: Order, rows: list[Any], now: dt.datetime) -> list[Line]:
    """Whole lines with their files and, for the desk, what they said before. One query, or two."""
    ids = [row.pk for row in rows]
    files: dict[int | None, list[Attachment]] = {}
    for attachment in Attachment.objects.filter(message_id__in=ids).select_related("file").order_by("id"):
        files.setdefault(attachment.message_id, []).append(attachment)
    earlier = _earlier(rows) if rows and side_of(viewer, order, rows[0].internal) == Side.DESK else {}
    return [
        line_of(
            viewer, order, row, now, files=file_rows(files.get(row.pk, [])), earlier=earlier.get(row.pk, [])
        )
        for row in rows
    ]


def _earlier(rows: list[Any]) -> dict[int, list[MessageText]]:
    """The former wordings of each message, oldest first."""
    last = {row.pk: row.wording for row in rows}
    found: dict[int, list[MessageText]] = {}
    for text in MessageText.objects.filter(message_id__in=last).order_by("message_id", "number"):
        if text.number < last[text.message_id]:
            found.setdefault(text.message_id, []).append(text)
    return found
