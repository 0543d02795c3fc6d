"""Rows of order lists, prepared in Python: formatting fifty of them in a
template would be most of the page's cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalog.pricing.words import units
from clients.querysets import MAY_ORDER
from clients.rules.accounts import own_accounts
from orders.querysets.messages import UNREAD_CAP
from orders.states.badges import ORDER_BADGES
from orders.states.numbers import is_trial_number
from orders.states.orders import CLOSED_STATES, GIVABLE, IN_WORK, TURN, State
from project.base import formatting, marks
from project.base.paging import count_words
from project.base.viewer import Member

from .filters import OWED, SOON
from .reading import complete

#: The verbs of a row are posted below its own address.
PREFIX = "/orders/"
#: Where an editor reads what waits for them.
REVIEWS = "/editing/"
NOTHING = SafeString("")


@dataclass(frozen=True)
class OrderRow:
    """One printed row. What its reader may not see is empty, and was not read.

    For the desk, `urgency` is "late" or "soon", by the rule of the filter of that name; `givable` says that
    it can be chosen for giving out.
    """

    number: str
    url: str
    title: str
    badge: SafeString
    turn: SafeString
    due: SafeString
    work: str
    writer: str
    account: str
    account_url: str
    asked_by: str
    money: str
    waiting: SafeString
    unread: SafeString
    urgency: str = ""
    trial: SafeString = NOTHING
    claim_url: str = ""
    givable: bool = False
    state: str = ""


def prepare(
    viewer: Member, found: Iterable[dict[str, Any]], *, side: str, now: dt.datetime, giver: int = 0
) -> list[OrderRow]:
    """Rows of `plain` as one side reads them: client, writer, editor or desk decides deadline, names and
    money. One query.

    `giver` is the member who may choose orders of this list to give them out, 0 for nobody.
    """
    answering = _may_answer(viewer) if side == "client" else set()
    return [
        _row(facts | {"may_answer": facts.get("account_id") in answering}, side, now, giver)
        for facts in complete(viewer, found, side, now)
    ]


def _may_answer(viewer: Member) -> set[int]:
    """The accounts for which the viewer answers: readers only read."""
    return {account for account, role in own_accounts(viewer).items() if role in MAY_ORDER}


def _row(facts: dict[str, Any], side: str, now: dt.datetime, giver: int) -> OrderRow:
    state, language = State(facts["state"]), get_language() or "en"
    account, writer = facts.get("account__name") or "", facts["writer__public_name"] or ""
    return OrderRow(
        state=state.value,
        number=facts["number"],
        url=f"{REVIEWS if side == 'editor' and state == State.IN_REVIEW else PREFIX}{facts['number']}/",
        title=facts["title"],
        badge=state_badge(state, language),
        trial=trial_badge(facts["number"], language),
        turn=_turn(facts, state, side, language),
        due=_due(facts, state, side, now),
        work=work_words(facts["quantity"], facts["service__unit"], facts["service__name"], language),
        writer=writer,
        account=account,
        account_url=people_url("client", account) if side == "desk" else "",
        asked_by=facts["requested_by__public_name"].replace(" ", "\N{NO-BREAK SPACE}")
        if facts.get("shared")
        else "",
        money=_money(facts, side),
        waiting=_waiting(facts, state, now),
        unread=unread_mark(facts["unread"], language),
        urgency=urgency(facts, side, now) if side == "desk" else "",
        claim_url=f"{PREFIX}{facts['number']}/review/claim/" if side == "editor" else "",
        givable=bool(giver) and state in GIVABLE and facts["requested_by_id"] != giver,
    )


def trial_badge(number: str, language: str) -> SafeString:
    """A badge for an order that is for trying out; nothing for any other."""
    return _trial(language) if is_trial_number(number) else NOTHING


@lru_cache(maxsize=16)
def _trial(language: str) -> SafeString:
    return format_html(" {}", marks.badge(_("Trial"), "accent", "circle-dashed"))


def order_badge(number: str, state: State, language: str) -> SafeString:
    """The state as a badge, and whether the order is for trying out."""
    return state_badge(state, language) + trial_badge(number, language)


@lru_cache(maxsize=256)
def state_badge(state: State, language: str) -> SafeString:
    """The state as a badge, in the words of `language`."""
    tone, icon = ORDER_BADGES[state]
    return marks.badge(str(state.label), tone, icon)


def _turn(facts: dict[str, Any], state: State, side: str, language: str) -> SafeString:
    """Whose turn it is. A revision knows better than the state: its scope may wait for the desk, a question
    for the client; and who has been given it works on it instead of the writer."""
    turn = turn_of_row(facts)
    if turn == "writer" and facts["given_away"]:
        return turn_words(turn, False, language)
    if turn == "writer" and facts["given_here"]:
        return turn_words(turn, True, language)
    if turn == side == "client" and not facts.get("may_answer", True):
        return turn_words("account", False, language)
    return turn_words(turn, turn == side, language)


def turn_of_row(facts: Mapping[str, Any]) -> str:
    """Whose turn it is: desk, writer, editor, client or nobody."""
    return str(facts["asked_turn"] or TURN[State(facts["state"])])


@lru_cache(maxsize=256)
def turn_words(turn: str, own: bool, language: str) -> SafeString:
    """Whose turn it is, in the words of `language`: the reader's own stands out. "account": a colleague of a
    client who may only read has to answer."""
    if own:
        return format_html('<strong class="turn-own">{}</strong>', _("Your turn"))
    words = {
        "desk": _("The agency"),
        "writer": _("The writer"),
        "editor": _("The editor"),
        "client": _("The client"),
        "account": _("Your account"),
        "nobody": "–",
    }
    return format_html("{}", words[turn])


@lru_cache(maxsize=256)
def unread_mark(count: int, language: str) -> SafeString:
    """How many messages the reader has not opened, in the words of
    `language`; nothing when there are none."""
    if not count:
        return NOTHING
    shown = count_words(count, UNREAD_CAP)
    words = ngettext("%(shown)s new message", "%(shown)s new messages", count) % {"shown": shown}
    return format_html(
        '<span class="list-unread" title="{}">{}<span aria-hidden="true">{}</span><span '
        'class="visually-hidden">{}</span></span>',
        words,
        marks.icon("message", "icon-sm"),
        shown,
        words,
    )


@lru_cache(maxsize=4096)
def work_words(quantity: int, unit: str, service: str, language: str) -> str:
    """How much of what: "Website copy, 3 pages"."""
    return f"{service}, {formatting.whole(quantity)} {units(unit, quantity)}"


@lru_cache(maxsize=4096)
def people_url(field: str, name: str) -> str:
    """The desk's list of everything of one client or writer; "" without a name."""
    return f"?{urlencode({'tab': 'all', field: name})}" if name else ""


def _due(facts: dict[str, Any], state: State, side: str, now: dt.datetime) -> SafeString:
    """When the one whose turn it is must have acted: for a delivered order
    that is the client, who has to answer it."""
    if state == State.DELIVERED and side in ("client", "desk"):
        answer = marks.deadline(facts["review_ends_at"], now=now)
        return format_html('<span class="due-what">{}</span> {}', _("Respond by"), answer)
    when = facts["writer_deadline"] if side == "writer" else facts["client_deadline"]
    if facts["delivered_at"] and facts["revision_due"]:
        when = facts["revision_due"]
    rests = state in CLOSED_STATES or state in (State.ON_HOLD, State.DELIVERED)
    handed_in = side == "writer" and state == State.IN_REVIEW
    return marks.deadline(when, now=now, done=rests or handed_in)


def urgency(facts: Mapping[str, Any], side: str, now: dt.datetime) -> str:
    """What conditions.due asks the database, asked of one row: "late", "soon" or ""."""
    deadline, owed = ("writer_deadline", IN_WORK) if side == "writer" else ("client_deadline", OWED)
    when = facts["revision_due"] if facts["delivered_at"] else facts[deadline]
    if facts["state"] not in owed or when is None or when > now + SOON:
        return ""
    return "late" if when <= now else "soon"


def _money(facts: dict[str, Any], side: str) -> str:
    amount = facts.get("writer_fee" if side == "writer" else "total")
    return "" if amount is None else formatting.money(amount, facts["currency"])


def _waiting(facts: dict[str, Any], state: State, now: dt.datetime) -> SafeString:
    """Since when a handed-in text waits for its editor, and how long that is."""
    since = facts.get("handed_in_at")
    if since is None:
        return NOTHING
    if state != State.IN_REVIEW:
        return marks.deadline(since, now=now, done=True)
    minutes = int((now - since).total_seconds()) // 60
    return format_html(
        '{} <span class="waiting-for">{}</span>',
        marks.deadline(since, now=now, done=True),
        _("%(span)s ago") % {"span": marks.span(max(minutes, 0), get_language() or "en")},
    )
