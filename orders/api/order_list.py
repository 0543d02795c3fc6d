"""Which orders a list of the API holds, and its rows: the lists of the pages, over the same indexes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.utils.translation import gettext as _
from rest_framework.response import Response

from agencies.rules.agencies import is_editor, is_writer
from agencies.states.roles import is_staff
from clients.models import AccountPerson
from clients.rules.accounts import is_client
from orders.models import Offer
from orders.pages.lists import filters, reading
from orders.pages.lists.conditions import hits_for, of_state, on_side
from orders.pages.lists.filters import CLOSED, EVERY, OPEN, SOON, Filters, ListKind, Ways
from orders.pages.lists.listing import reader
from orders.querysets.orders import orders_revised_by
from orders.states.offers import OfferState
from orders.states.orders import State
from project.base.api import fields
from project.base.api.bodies import Paged
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.compiled import Among
from project.base.errors import Invalid, NotAllowed
from project.base.viewer import Member, Viewer

from .order_rows import row_answer

#: Who may look from which side, the first that holds by default.
RIGHTS = {"desk": is_staff, "client": is_client, "writer": is_writer, "editor": is_editor}
TABS = (EVERY, OPEN, CLOSED)
#: A page is read by one of these sizes, so that few shapes are compiled, and cut to what was asked for.
SIZES = (50, 200)
COMMON = (
    *("id", "number", "title", "state", "placed_at", "delivered_at", "review_ends_at", "quantity"),
    *("client_deadline", "writer_deadline", "service__key", "service__unit"),
    *("writer__public_name", "writer__public_id"),
)
CLIENT = ("account__public_id", "account__name", "requested_by__public_name", "currency")
#: What a side reads beyond what is common.
MORE = {"desk": (*CLIENT, "writer_fee"), "client": CLIENT, "writer": ("currency",), "editor": ()}


class OrderFilters(Paged):
    """What narrows the list. `search` finds words in the texts of orders."""

    side = fields.Choice(
        choices=list(RIGHTS), required=False, help_text="From where you look, of those that your roles give."
    )
    tab = fields.Choice(choices=[tab.key for tab in TABS], default=EVERY.key)
    sort = fields.Choice(
        choices=["new", "due", "waiting"],
        default="new",
        help_text="`due` and, for editors, `waiting` only of open orders.",
    )
    state = fields.Choice(choices=State.values, required=False)
    due = fields.Choice(choices=["late", "soon"], required=False)
    search = fields.Text(max_length=200, required=False)
    account = fields.Id(required=False)
    writer = fields.Id(required=False)


def _of_client(viewer: Viewer) -> Ways:
    """By the ids of the viewer's accounts, which the database reads first and once."""
    own = AccountPerson.objects.filter(agency_id=viewer.agency_id, membership_id=viewer.member_id)
    return (Q(Among("account_id", ArraySubquery(own.values("account_id")))),)


def _of_writer(viewer: Viewer) -> Ways:
    """What they write or revise, and what is offered to them, which no writer has."""
    own = Q(writer_id=viewer.member_id)
    offered = _own_offers(viewer).values("order_id")
    return own, Q(id__in=orders_revised_by(viewer)) & ~own, Q(id__in=offered, state=State.OFFERED)


def _of_side(side: str) -> Any:
    return lambda viewer: on_side(side, viewer, {})


def _own_offers(viewer: Viewer) -> Any:
    return Offer.objects.filter(agency_id=viewer.agency_id, writer_id=viewer.member_id, state=OfferState.OPEN)


def _columns(side: str) -> Any:
    def plain(viewer: Viewer, orders: Any) -> Any:
        columns: dict[str, Any] = {}
        if side == "writer":
            offer = _own_offers(viewer).filter(order=OuterRef("pk"))
            mine = Case(When(writer_id=viewer.member_id, then=F("writer_fee")))
            columns = {"own_fee": mine, "offered": Subquery(offer.values("fee")[:1])}
            columns["answer_by"] = Subquery(offer.values("answer_by")[:1])
        orders = reading.with_handed_in(orders, side == "editor")
        handed_in = ("handed_in_at",) if side == "editor" else ()
        return orders.values(*COMMON, *MORE[side], *handed_in, **columns)

    return plain


def _kind(side: str, own: Any) -> ListKind:
    due = filters.BY_WRITER if side == "writer" else filters.BY_CLIENT
    waiting = {"waiting": filters.OLDEST_TEXT} if side == "editor" else {}
    sorts = {"new": filters.NEWEST, "due": due, **waiting}
    return ListKind(side=side, tabs=TABS, sorts=sorts, own=own, plain=_columns(side))


KINDS = {
    "desk": _kind("desk", _of_side("desk")),
    "client": _kind("client", _of_client),
    "writer": _kind("writer", _of_writer),
    "editor": _kind("editor", _of_side("editor")),
}


def order_page(view: Resource) -> Response:
    """The page that was asked for. Raises NotAllowed for a side that the viewer has not, Invalid for a
    sorting that the tab does not have."""
    asked, viewer, now = view.asked, view.viewer, view.now
    wanted = _wanted(asked, KINDS[_side(viewer, asked.get("side"))])
    size = next(size for size in SIZES if size >= asked["page_size"])
    side = wanted.kind.side

    def complete(found: list[dict[str, Any]]) -> None:
        found[:] = reading.complete(viewer, found, side, now)

    return page(
        view,
        reader(viewer, wanted, _given(viewer, wanted, asked, now), size),
        lambda row: row_answer(row, side, now),
        order=wanted.order,
        kinds=[int if name.endswith("id") else dt.datetime for name in wanted.order],
        key=reading.key(wanted.order),
        prepare=complete,
    )


def _side(viewer: Member, asked: str | None) -> str:
    own = [side for side, right in RIGHTS.items() if right(viewer)]
    if not own or (asked and asked not in own):
        raise NotAllowed(_("Your role at this agency does not allow this."))
    return asked or own[0]


def _wanted(asked: Mapping[str, Any], kind: ListKind) -> Filters:
    tab = next(tab for tab in TABS if tab.key == asked["tab"])
    if asked["sort"] not in kind.sorts_of(tab):
        raise Invalid({"sort": _("This list can’t be sorted like that.")})
    if asked.get("account") and "account__public_id" not in MORE[kind.side]:
        raise Invalid({"account": _("This side does not see client accounts.")})
    given = {"q": asked.get("search", ""), "state": asked.get("state", ""), "due": asked.get("due", "")}
    return Filters(kind, tab, asked["sort"], given)


def _given(viewer: Member, wanted: Filters, asked: Mapping[str, Any], now: dt.datetime) -> dict[str, Any]:
    """The values of the conditions; one query where words are searched."""
    found = {
        "now": now,
        "soon": now + SOON,
        **of_state(wanted.given["state"]),
        "account_key": asked.get("account"),
        "writer_key": asked.get("writer"),
    }
    return {**found, "hits": hits_for(viewer, wanted).orders} if wanted.words else found
