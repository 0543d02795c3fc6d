"""The inbox: the conversations and notes that concern somebody, across all their orders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from agencies.models import Agency
from clients.rules.accounts import is_client, own_accounts
from orders.models import InboxThread, MessageText
from orders.models.messages import Side, unread_in_thread
from orders.pages.lists.rows import unread_mark
from orders.pages.order.messages import name_of, thread_url
from project.base import clock, marks, query
from project.base.compiled import Slot, compiled
from project.base.http import MemberRequest
from project.base.menu import counted
from project.base.paging import PAGE_SIZE, CappedCount, Page, Reader, count_words, cut, page_of
from project.base.text import excerpt
from project.base.viewer import Member, Viewer

EXCERPT = 140
NEWEST = ("-latest_id",)
TABS = {"all": gettext_lazy("All"), "unread": gettext_lazy("Unread")}
FIELDS = (
    "latest_id",
    "latest__public_id",
    "internal",
    "order__number",
    "order__title",
    "order__account_id",
    "order__writer_id",
    "latest__author_id",
    "latest__author__public_name",
    "latest__side",
    "latest__sent_at",
)


@dataclass(frozen=True)
class ThreadRow:
    """One printed thread: its order, and its newest message in short. `unread` marks how many are new."""

    url: str
    number: str
    title: str
    who: str
    words: str
    sent: SafeString
    unread: SafeString
    internal: bool


def context(request: MemberRequest) -> dict[str, Any]:
    """What the page prints. Two queries beside session and person, one more for a client's accounts."""
    tab, viewer = query.choice(request.GET, "tab", TABS, "all"), request.viewer
    found = page_of(
        reader(viewer, tab),
        request,
        order=NEWEST,
        kinds=[int],
        key=lambda facts: [facts["latest_id"]],
    )
    unread = unread_of(viewer)
    printed = _printed(viewer, found, clock.now())
    return {"page": printed, "tab": tab, "tabs": _tabs(tab, unread), "unread": unread}


def counted_in_menu(member: Any) -> int:
    """How many unread threads the menu counts, whether they may still be read or not."""
    return counted(member, "unread_threads")


def unread_of(viewer: Member) -> int:
    """How many threads hold something new that the viewer may read, no further than the cap. One query."""
    return int(_counted(viewer)[0]["count_unread"])


def reader(viewer: Member, tab: str, size: int = PAGE_SIZE) -> Reader:
    """The pages of the inbox for page_of: `size` threads each, and one more."""

    def read(cursor: Any, back: bool) -> list[Any]:
        return _threads(viewer, tab=tab, back=back, size=size, last=cursor[0] if cursor else None)

    return read


@compiled
def _threads(viewer: Viewer, tab: str, back: bool, size: int, last: Slot | None) -> QuerySet[Any, Any]:
    rows = InboxThread.objects.visible_to(viewer)
    if tab == "unread":
        rows = rows.filter(unread=True)
    texts = MessageText.objects.filter(agency_id=OuterRef("agency_id"), message=OuterRef("latest"))
    columns = {
        "words": Subquery(texts.order_by("-number").values("text")[:1]),
        "new": unread_in_thread(viewer),
    }
    cursor = None if last is None else (last,)
    return cut(rows, NEWEST, cursor, back=back, size=size).values(*FIELDS, **columns)


def _tabs(chosen: str, unread: int) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": "?" if name == "all" else f"?tab={name}",
            "active": name == chosen,
            "count": count_words(unread) if name == "unread" else None,
            "tone": "warn" if name == "unread" and unread else "",
        }
        for name, label in TABS.items()
    ]


@compiled
def _counted(viewer: Viewer) -> QuerySet[Any, Any]:
    unread = CappedCount(InboxThread.objects.visible_to(viewer).filter(unread=True))
    return Agency.objects.filter(pk=viewer.agency_id).values(count_unread=unread)


def _printed(viewer: Member, found: Page[Any], now: dt.datetime) -> Page[ThreadRow]:
    accounts = accounts_of(viewer) if found.rows else set()
    return found.with_rows([_row(viewer, facts, accounts, now) for facts in found.rows])


def accounts_of(viewer: Member) -> set[int]:
    """The client accounts in whose threads the viewer reads as the client. One query for a client."""
    return set(own_accounts(viewer)) if is_client(viewer) else set()


def who_of(viewer: Member, facts: Mapping[str, Any], accounts: set[int]) -> str:
    """Who sent the newest message of a thread, as the viewer may know them."""
    if facts["latest__author_id"] == viewer.member_id:
        return _("You")
    side, name = Side(facts["latest__side"]), facts["latest__author__public_name"]
    return name_of(_side(viewer, facts, accounts), side, facts["internal"], name)


def _row(viewer: Member, facts: Mapping[str, Any], accounts: set[int], now: dt.datetime) -> ThreadRow:
    return ThreadRow(
        url=f"{thread_url(facts['order__number'], facts['internal'])}#end",
        number=facts["order__number"],
        title=facts["order__title"],
        who=who_of(viewer, facts, accounts),
        words=excerpt(facts["words"] or "", EXCERPT) or _("Sent a file"),
        sent=marks.deadline(facts["latest__sent_at"], now=now, done=True),
        unread=unread_mark(facts["new"], get_language() or "en"),
        internal=facts["internal"],
    )


def _side(viewer: Member, facts: Mapping[str, Any], accounts: set[int]) -> Side:
    """From which side the viewer reads a conversation: as `side_of` of orders/actions/messages.py, asked of
    columns."""
    if facts["order__account_id"] in accounts:
        return Side.CLIENT
    return Side.WRITER if facts["order__writer_id"] == viewer.member_id else Side.DESK
