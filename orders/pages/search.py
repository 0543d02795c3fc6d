"""What the search box finds: orders, drafts, people, messages, and further kinds (search_kinds.py)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Value
from django.utils.http import urlencode
from django.utils.translation import get_language

from agencies.models import Membership
from agencies.rules.agencies import is_writer, sees_people
from agencies.states.roles import is_staff
from clients.rules.accounts import is_client
from drafts.models import OrderDraft
from drafts.pages.draft_list import draft_row
from drafts.rules.held_drafts import in_writing
from orders.hooks.search import each
from orders.models import MessageText, Order
from orders.pages.lists.rows import order_badge, work_words
from orders.pages.order.messages import thread_url
from orders.querysets.hits import Hits, hits_of
from orders.querysets.offer_times import someone_may_answer
from orders.rules.offer_times import state_at
from orders.rules.review_window import is_over
from orders.states.orders import State
from project.base import clock
from project.base.compiled import Among, Slot, compiled
from project.base.converters import OrderNumber
from project.base.paging import beginning_beyond
from project.base.search import folded, holds, words_of
from project.base.text import excerpt
from project.base.viewer import Member, Viewer

from .search_kinds import more_kinds

#: Rows of one kind on the page; the link beneath them leads to all.
SHOWN = 8
FIELDS = ("number", "title", "state", "review_ends_at", "quantity", "service__unit", "service__name")
MESSAGE_FIELDS = (
    "message_id",
    "message__public_id",
    "message__internal",
    "message__sent_at",
    "text",
    "message__order__number",
    "message__order__title",
)


def order_of_number(viewer: Member, typed: str) -> Order | None:
    """The visible order whose whole number was typed. One query where it can be one."""
    number = folded(typed).upper()
    if not re.fullmatch(OrderNumber.regex, number):
        return None
    return Order.objects.visible_to(viewer).filter(number=number).only("number").first()


def search_context(viewer: Member, typed: str) -> dict[str, Any]:
    """Everything that the page prints, or the API answers. One query finds the hits, one for each kind of
    thing reads what the viewer may see of them."""
    words = words_of(typed)
    context: dict[str, Any] = {"typed": typed, "words": words, "search_query": typed}
    if not words:
        return context
    hits = hits_of(viewer, typed, messages=True, most=SHOWN)
    found: dict[str, Any] = {
        "orders": _orders(viewer, hits),
        "drafts": _drafts(viewer, words),
        "people": _people(viewer, words),
        "messages_found": _messages(viewer, hits.texts),
        "more_kinds": more_kinds(viewer, words, hits, SHOWN),
    }
    nothing = not any(found.values())
    found["more_url"] = _more_url(viewer, typed) if len(found["orders"]) == SHOWN else ""
    return context | found | _left_out(hits, found) | {"nothing": nothing}


def _left_out(hits: Hits, found: Mapping[str, Any]) -> dict[str, int]:
    """In how many orders common words were sought, and in the messages of how many, where that left room on
    the page; else 0: what is shown is the newest then."""
    return {
        "orders_searched": hits.orders_searched if len(found["orders"]) < SHOWN else 0,
        "talks_searched": hits.talks_searched if len(found["messages_found"]) < SHOWN else 0,
    }


def _orders(viewer: Member, hits: Hits) -> list[dict[str, Any]]:
    """Title, number and state alone, which everybody who sees an order may know. A writer also finds what
    they have handed over, in the state that it had then. Those whose number was typed come first."""
    ids, language, now = hits.orders, get_language() or "en", clock.now()
    found = _visible(viewer, ids=ids, numbered=hits.numbered, now=now) if ids else []
    if ids and is_writer(viewer):
        found += _handed_over(viewer, ids=ids)
    return [
        {
            "number": number,
            "title": title,
            "badge": order_badge(number, _state(state, ends, answerable, now), language),
            "work": work_words(quantity, unit, service, language),
        }
        for number, title, state, ends, quantity, unit, service, answerable in found[:SHOWN]
    ]


def _state(state: str, review_ends_at: dt.datetime | None, answerable: bool, now: dt.datetime) -> State:
    if is_over(state, review_ends_at, now):
        return State.COMPLETED
    return State(state_at(state, answerable))


@compiled
def _visible(viewer: Viewer, ids: Slot, numbered: Slot, now: Slot) -> QuerySet[Any, Any]:
    rows = Order.objects.visible_to(viewer).filter(Among("pk", ids))
    first = rows.alias(named=ExpressionWrapper(Q(Among("pk", numbered)), BooleanField()))
    found = first.order_by("-named", "-placed_at", "-id")
    return found.values_list(*FIELDS, someone_may_answer(now))[:SHOWN]


@compiled
def _handed_over(viewer: Viewer, ids: Slot) -> QuerySet[Any, Any]:
    rows = Order.objects.handed_over_by(viewer).filter(Among("pk", ids))
    columns = ("number", "title", "handed_state", *FIELDS[3:], Value(True))
    return rows.order_by("-handed_over").values_list(*columns)[:SHOWN]


def _drafts(viewer: Member, words: list[str]) -> list[dict[str, Any]]:
    if not is_client(viewer):
        return []
    return [draft_row(draft, viewer) for draft in _draft_rows(viewer, now=clock.now(), **each(words))]


@compiled
def _draft_rows(viewer: Viewer, now: Slot, **words: Slot) -> QuerySet[OrderDraft, OrderDraft]:
    rows = in_writing(OrderDraft.objects.visible_to(viewer), now).select_related("service", "account")
    for word in words.values():
        rows = rows.containing(word)
    return rows.order_by("-updated_at", "-id")[:SHOWN]


def _people(viewer: Member, words: list[str]) -> list[Membership]:
    return _members(viewer, **each(words)) if sees_people(viewer) else []


@compiled
def _members(viewer: Viewer, **words: Slot) -> QuerySet[Membership, Membership]:
    rows = Membership.objects.visible_to(viewer).belonging()
    for word in words.values():
        rows = rows.filter(holds(word, "public_name", "user__email"))
    return rows.order_by("public_name", "id")[:SHOWN]


def _messages(viewer: Member, ids: list[int]) -> list[dict[str, Any]]:
    """The newest few, each leading to its place in the thread."""
    found = _wordings(viewer, ids=ids) if ids else []
    return [
        {
            "title": title,
            "number": number,
            "internal": internal,
            "excerpt": excerpt(text, 160),
            "public_id": public_id,
            "sent_at": sent_at,
            "url": f"{thread_url(number, internal)}?{beginning_beyond(pk + 1)}#message-{public_id}",
        }
        for pk, public_id, internal, sent_at, text, number, title in found
    ]


@compiled
def _wordings(viewer: Viewer, ids: Slot) -> QuerySet[Any, Any]:
    rows = MessageText.objects.readable_by(viewer).filter(Among("message_id", ids))
    # Not by the id alone: whose index the database would then walk until it meets the hits.
    return rows.order_by("-message__sent_at", "-message_id").values_list(*MESSAGE_FIELDS)[:SHOWN]


#: The lists of orders that hold everything of one side, the widest first: (right, address).
LISTS = ((is_staff, "/desk/"), (is_client, "/orders/"), (is_writer, "/studio/"))


def _more_url(viewer: Any, typed: str) -> str:
    """The list that holds every order found, for those who have one list of all; "" for an editor."""
    query = urlencode({"tab": "all", "q": typed})
    for right, path in LISTS:
        if right(viewer):
            return f"{path}?{query}"
    return ""
