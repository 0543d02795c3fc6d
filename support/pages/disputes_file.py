"""The file of a dispute: all that the agency has of the order, collected for one reader.

Each section is a list of items, so that page and PDF print the same. It shows what the reader may read of the
order, and nothing else: it asks the builders of the order page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from orders.models import Order
from orders.pages.order.deliveries import length_words, read_deliveries
from orders.pages.order.ledger import balance_for
from orders.pages.order.messages import lines_of, may_read, messages_of
from orders.pages.order.page import OrderPage, order_page
from project.base import formatting
from project.base.viewer import Member
from support.models import Dispute

from .disputes import page_of

#: The newest messages that a file holds.
MOST_MESSAGES = 200


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
        Section(_("Revision points"), list(_points(page))),
        Section(_("Messages"), list(_messages(viewer, order, now))),
        Section(_("Deadlines"), list(_clocks(page, told))),
        Section(_("Price"), list(_prices(viewer, page))),
        Section(_("What happened"), [_happened(row) for row in page.events]),
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
            more = row.word_count - before.word_count
            text += ". " + _("%(words)s compared with the version before") % {"words": f"{more:+,}"}
        label = _("Version %(number)s") % {"number": row.number}
        url = reverse("orders:order_delivery", args=[number, row.number])
        yield Item(f"{label}, {length_words(row.word_count)}", text, moment(row.delivered_at), url)


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


def _happened(row: Any) -> Item:
    return Item(" ".join(part for part in (row.who, str(row.text)) if part), row.note, row.shown, row.url)
