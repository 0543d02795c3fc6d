"""The file of a dispute: all that the agency has of the order, collected for one reader.

Each section is a list of items, so that page and PDF print the same. It shows what the reader may read of the
order, and nothing else: it asks the builders of the order page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice, pairwise
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orders.models import Order
from orders.pages.order.deliveries import length_words, read_deliveries, visible_deliveries
from orders.pages.order.ledger import balance_for
from orders.pages.order.messages import lines_of, may_read, messages_of
from orders.pages.order.page import OrderPage, order_page
from orders.pages.timeline import events_of, sentences
from project.base import formatting
from project.base.differences import ADDED, REMOVED, Piece, TooLong
from project.base.long_differences import compare_any
from project.base.readable import of_markdown
from project.base.viewer import Member
from support.models import Dispute

from .disputes import page_of

#: The newest messages and events that a file holds, and the newest versions whose changes it shows.
MOST_MESSAGES, MOST_EVENTS, MOST_COMPARED = 200, 500, 10
#: Of two versions: the changes that are shown, the characters of each, the seconds to find them in.
MOST_CHANGES, MOST_SHOWN, SECONDS = 60, 240, 0.3


@dataclass(frozen=True)
class Item:
    """One entry: what it is, when it was (words), what it says, and where it stands on its own."""

    label: str
    text: str = ""
    when: str = ""
    url: str = ""


@dataclass(frozen=True)
class Section:
    """A part of the file."""

    title: str
    items: list[Item]


def file_of(viewer: Member, dispute: Dispute, order: Order, now: dt.datetime) -> list[Section]:
    """The file of a dispute about `order` (from order_or_404). Sections without an item are left out."""
    page, told = order_page(viewer, order, now), page_of(viewer, dispute, now)
    found = [
        Section(_("Statements"), list(_statements(told))),
        Section(_("Proposals and decisions"), list(_proposals(told))),
        Section(_("Brief"), list(_brief(page))),
        Section(_("Versions"), list(_versions(viewer, page))),
        Section(_("Changes between versions"), list(_changes(viewer, order))),
        Section(_("Revision points"), list(_points(page))),
        Section(_("Messages"), list(_messages(viewer, order, now))),
        Section(_("Deadlines"), list(_clocks(page, told))),
        Section(_("Price"), list(_prices(viewer, page))),
        Section(_("What happened"), list(_happened(page, now))),
    ]
    return [section for section in found if section.items]


def moment(when: dt.datetime) -> str:
    """A moment in the present zone."""
    return date_format(localtime(when), "j M Y, H:i")


def _statements(told: dict[str, Any]) -> Iterator[Item]:
    for at, row in enumerate(told["statements"]):
        yield Item(f"{row['title']} ({row['who']})", row["text"], moment(row["at"]))
        yield from (Item(_("File"), file["name"], url=file["url"]) for file in row["files"])
        if at == 0:
            yield from (
                Item(_("Point %(number)s") % {"number": number}, point)
                for number, point in enumerate(told["points"], start=1)
            )


def _proposals(told: dict[str, Any]) -> Iterator[Item]:
    for row in told["proposals"]:
        terms = "; ".join(f"{term['label']}: {term['value']}" for term in row["terms"])
        accepted = _("Accepted: %(who)s") % {"who": ", ".join(row["accepted"])} if row["accepted"] else ""
        text = "\n".join(part for part in (terms, row["words"], accepted, row["second"]) if part)
        yield Item(f"{row['title']} ({row['who']}), {row['state']}", text, moment(row["at"]))


def _brief(page: OrderPage) -> Iterator[Item]:
    yield from (Item(str(row["label"]), str(row["value"])) for row in page.facts)
    yield Item(_("Brief"), page.order.brief)


def _versions(viewer: Member, page: OrderPage) -> Iterator[Item]:
    number = page.order.number
    rows = sorted(read_deliveries(viewer, page.order), key=lambda row: row.number)
    for before, row in zip([None, *rows], rows, strict=False):
        text = row.get_verdict_display()
        if before is not None:
            text += ". " + _length_change(row.word_count - before.word_count)
        label = _("Version %(number)s") % {"number": row.number}
        url = reverse("orders:order_delivery", args=[number, row.number])
        yield Item(f"{label}, {length_words(row.word_count)}", text, moment(row.delivered_at), url)


def _length_change(more: int) -> str:
    if not more:
        return _("As long as the version before.")
    if more > 0:
        words = ngettext(
            "%(n)s word longer than the version before.",
            "%(n)s words longer than the version before.",
            more,
        )
    else:
        words = ngettext(
            "%(n)s word shorter than the version before.",
            "%(n)s words shorter than the version before.",
            -more,
        )
    return words % {"n": formatting.whole(abs(more))}


def _changes(viewer: Member, order: Order) -> Iterator[Item]:
    """What became of each version, place by place. Files are compared on a page of their own."""
    rows = list(visible_deliveries(viewer, order)[:MOST_COMPARED])[::-1]
    for old, new in pairwise(rows):
        label = _("Version %(old)s to %(new)s") % {"old": old.number, "new": new.number}
        asked = urlencode({"from": old.number, "to": new.number})
        url = f"{reverse('orders:order_compare', args=[order.number])}?{asked}"
        yield Item(label, _changed(old.text, new.text), url=url)


def _changed(old: str, new: str) -> str:
    if not old or not new:
        return _("At least one of them is a file. The comparison shows what can be compared.")
    try:
        found = compare_any(of_markdown(old).plain, of_markdown(new).plain, seconds=SECONDS)
    except TooLong:
        return _("Too long to be compared.")
    places = groupby((piece for piece in found.pieces if piece.change), key=lambda piece: piece.change)
    lines = [_place(list(pieces)) for _number, pieces in islice(places, MOST_CHANGES)]
    if found.changes > len(lines):
        more = found.changes - len(lines)
        lines.append(ngettext("and %(n)s more change", "and %(n)s more changes", more) % {"n": more})
    return "\n".join(lines) or _("The text is the same.")


def _place(pieces: list[Piece]) -> str:
    """One change: “Removed: “old words”. Added: “new words”.”"""
    said = {REMOVED: _("Removed: “%(words)s”."), ADDED: _("Added: “%(words)s”.")}
    return " ".join(
        said[piece.kind] % {"words": Truncator(" ".join(piece.text.split()) or "¶").chars(MOST_SHOWN)}
        for piece in pieces
    )


def _points(page: OrderPage) -> Iterator[Item]:
    for one in page.rounds:
        yield Item(f"{one.title}: {one.summary}", str(one.state[0]), moment(one.asked_at), one.url)
        for point in one.points:
            text = "\n".join(part for part in (point.issue, point.wish, point.reply) if part)
            yield Item(_("Point %(number)s") % {"number": point.number}, text)


def _messages(viewer: Member, order: Order, now: dt.datetime) -> Iterator[Item]:
    """The conversation, oldest first; internal notes are no part of it."""
    if not may_read(viewer, order, False):
        return
    rows = list(messages_of(viewer, order).filter(internal=False).order_by("-id")[:MOST_MESSAGES])
    for line in lines_of(viewer, order, rows[::-1], now):
        yield Item(line.who, line.text, moment(line.sent_at))


def _clocks(page: OrderPage, told: dict[str, Any]) -> Iterator[Item]:
    for due in page.dues:
        if due.when:
            yield Item(due.label, moment(due.when))
    if page.order.delivered_at:
        yield Item(_("First delivery"), moment(page.order.delivered_at))
    yield from (Item(due["label"], moment(due["when"])) for due in told["dues"])


def _prices(viewer: Member, page: OrderPage) -> Iterator[Item]:
    if page.price is None:
        return
    currency = page.order.currency
    for line in page.order.lines.all():
        yield Item(line.label, formatting.money(line.amount, currency))
    if balance := balance_for(viewer, page.order):
        yield Item(_("Charged now"), formatting.money(balance.charged, currency))
        yield Item(_("Paid"), formatting.money(balance.paid, currency))


def _happened(page: OrderPage, now: dt.datetime) -> Iterator[Item]:
    """The timeline as its reader may read it, oldest first."""
    events = events_of(page.order, MOST_EVENTS)[:MOST_EVENTS]
    for row in sentences(page.order, page.sides, events[::-1], now):
        label = " ".join(part for part in (row.who, str(row.text)) if part)
        yield Item(label, row.note, row.shown, row.url)
