"""What the search box finds: orders, drafts, people, messages, and what apps to the right add."""

from __future__ import annotations

from typing import Any

from django.utils.http import urlencode
from django.utils.translation import get_language

from agencies.models import Membership
from agencies.rules.agencies import is_writer, sees_people
from agencies.states.roles import is_staff
from clients.rules.accounts import is_client
from drafts.models import OrderDraft
from drafts.pages.draft_list import draft_row
from drafts.rules.held_drafts import in_writing
from orders.hooks.search import search_kinds
from orders.models import MessageText, Order
from orders.pages.lists.rows import state_badge, work_words
from orders.pages.order.messages import url_of
from orders.states.orders import State
from project.base.http import MemberRequest
from project.base.paging import beginning_beyond
from project.base.search import words_of
from project.base.text import excerpt

#: Rows of one kind on the page; the link beneath them leads to all.
SHOWN = 8
FIELDS = ("number", "title", "state", "quantity", "service__unit", "service__name")


def search_context(request: MemberRequest, typed: str) -> dict[str, Any]:
    """Everything that the page prints. One query for each kind of thing that the viewer may look for."""
    words = words_of(typed)
    context: dict[str, Any] = {"typed": typed, "words": words, "search_query": typed}
    if not words:
        return context
    found: dict[str, Any] = {
        "orders": _orders(request, typed),
        "drafts": _drafts(request, words),
        "people": _people(request, words),
        "messages_found": _messages(request, words),
        "more_kinds": _more_kinds(request.viewer, words),
    }
    more = _more_url(request.viewer, typed) if len(found["orders"]) == SHOWN else ""
    return {**context, **found, "nothing": not any(found.values()), "more_url": more}


def _orders(request: MemberRequest, typed: str) -> list[dict[str, Any]]:
    """Title, number and state alone, which everybody who sees an order may know. A writer also finds what
    they have handed over, in the state that it had then."""
    language = get_language() or "en"
    rows = (
        Order.objects.visible_to(request.viewer)
        .matching(request.agency.pk, typed)
        .order_by("-placed_at", "-id")
    )
    found = list(rows.values_list(*FIELDS)[:SHOWN])
    if is_writer(request.viewer):
        past = Order.objects.handed_over_by(request.viewer).matching(request.agency.pk, typed)
        past = past.order_by("-handed_over")
        found += past.values_list("number", "title", "handed_state", *FIELDS[3:])[:SHOWN]
    return [
        {
            "number": number,
            "title": title,
            "badge": state_badge(State(state), language),
            "work": work_words(quantity, unit, service, language),
        }
        for number, title, state, quantity, unit, service in found[:SHOWN]
    ]


def _drafts(request: MemberRequest, words: list[str]) -> list[dict[str, Any]]:
    if not is_client(request.viewer):
        return []
    rows = in_writing(OrderDraft.objects.visible_to(request.viewer)).select_related("service", "account")
    for word in words:
        rows = rows.containing(word)
    return [draft_row(draft, request.viewer) for draft in rows.order_by("-updated_at", "-id")[:SHOWN]]


def _people(request: MemberRequest, words: list[str]) -> list[Membership]:
    if not sees_people(request.viewer):
        return []
    rows = Membership.objects.visible_to(request.viewer).belonging()
    for word in words:
        rows = rows.filter(public_name__icontains=word)
    return list(rows.order_by("public_name", "id")[:SHOWN])


def _messages(request: MemberRequest, words: list[str]) -> list[dict[str, Any]]:
    """The newest few, each leading to its place in the thread."""
    rows = (
        MessageText.objects.found_by(request.viewer, words)
        .select_related("message__order")
        .order_by("-message_id")
    )
    return [
        {
            "title": row.message.order.title,
            "number": row.message.order.number,
            "internal": row.message.internal,
            "excerpt": excerpt(row.text, 160),
            "sent_at": row.message.sent_at,
            "url": f"{url_of(row.message.order, row.message.internal)}?{beginning_beyond(row.message_id + 1)}"
            f"#message-{row.message.public_id}",
        }
        for row in rows[:SHOWN]
    ]


#: The lists of orders that hold everything of one side, the widest first: (right, address).
LISTS = ((is_staff, "/desk/"), (is_client, "/orders/"), (is_writer, "/studio/"))


def _more_kinds(viewer: Any, words: list[str]) -> list[dict[str, Any]]:
    """What apps to the right found, each kind under its own heading; kinds without anything are left out."""
    found = [(kind, kind.find(viewer, words, SHOWN)) for kind in search_kinds]
    return [{"title": kind.title, "icon": kind.icon, "rows": rows} for kind, rows in found if rows]


def _more_url(viewer: Any, typed: str) -> str:
    """The list that holds every order found, for those who have one list of all; "" for an editor."""
    query = urlencode({"tab": "all", "q": typed})
    for right, path in LISTS:
        if right(viewer):
            return f"{path}?{query}"
    return ""
