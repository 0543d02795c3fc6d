"""Lists of orders: the client's own, and the desk's of the whole agency."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from agencies.rules.agencies import is_staff
from clients.models import ClientAccount
from clients.rules.accounts import is_client
from drafts.models import OrderDraft
from drafts.rules.held_drafts import in_writing
from orders.hooks.tiles import Moment, client_tiles, desk_tiles
from orders.models import RevisionRequest
from orders.pages.lists import board, tiles
from orders.pages.lists.counts import EVER
from orders.pages.lists.filters import (
    BY_CLIENT,
    CLOSED,
    EVERY,
    LATE_FIRST,
    NEWEST,
    OPEN,
    ListKind,
    Tab,
)
from orders.pages.lists.line import tile
from orders.pages.lists.listing import answer
from orders.querysets import revision_turns
from orders.querysets.orders import asks_for_time
from orders.querysets.review_window import is_over
from orders.states.orders import IN_WORK, OPEN_STATES, State
from project.base import query
from project.base.access import area
from project.base.http import MemberRequest
from project.base.viewer import Viewer

S = State
CLIENT = ListKind(
    side="client",
    tabs=(
        OPEN,
        Tab(
            "answer",
            _("Needs my answer"),
            (S.DELIVERED, S.IN_PROGRESS, S.COMPLETED),
            lambda viewer, now: (
                Q(state=S.DELIVERED) & ~is_over(now),
                *revision_turns.for_the_client(viewer, now),
            ),
            tone="warn",
        ),
        Tab("work", _("In progress"), tuple(state for state in OPEN_STATES if state != S.DELIVERED)),
        CLOSED,
        EVERY,
    ),
    fields=("state", "due"),
)
DESK = ListKind(
    side="desk",
    tabs=(
        OPEN,
        Tab("waiting", _("Unassigned"), (S.PLACED,), tone="warn"),
        Tab("offered", _("Offered"), (S.OFFERED,)),
        Tab("work", _("In progress"), tuple(IN_WORK)),
        Tab(
            "asks",
            _("Extension requests"),
            tuple(IN_WORK),
            lambda viewer, _now: (asks_for_time(viewer),),
            tone="warn",
            passing=True,
        ),
        Tab("review", _("In review"), (S.IN_REVIEW,)),
        Tab("delivered", _("Delivered"), (S.DELIVERED,)),
        Tab("hold", _("On hold"), (S.ON_HOLD, S.DISPUTED)),
        CLOSED,
        EVERY,
    ),
    sorts={LATE_FIRST: NEWEST, "new": NEWEST, "due": BY_CLIENT},
    fields=("client", "writer", "state", "due"),
    board=tuple(state for state in OPEN_STATES if state != S.DISPUTED),
)


@area(is_client)
@require_safe
def client(request: MemberRequest) -> HttpResponse:
    """The orders of my client accounts, and what waits for me."""
    beside = (("drafts", _drafts), ("payable", _payable), *tiles.beside_of(client_tiles))
    return answer(request, CLIENT, "orders/lists/client.html", extra=_at_home, beside=beside)


def _drafts(viewer: Viewer, now: Moment) -> QuerySet[OrderDraft]:
    return in_writing(OrderDraft.objects.visible_to(viewer), now)


def _payable(viewer: Viewer, _now: Moment) -> QuerySet[ClientAccount]:
    return ClientAccount.objects.to_order_for(viewer)


def _at_home(counted: Mapping[str, int]) -> dict[str, Any]:
    own = {
        10: tile(counted, "late", _("Late"), "?due=late", "alarm", "bad"),
        20: tile(counted, "drafts", _("Drafts"), reverse("drafts:drafts"), "edit"),
    }
    return {
        "tiles": tiles.in_order(counted, own, client_tiles),
        "first_time": not counted[EVER] and counted["payable"],
        "may_order": counted["payable"],
    }


@area(is_staff)
@require_safe
def desk(request: MemberRequest) -> HttpResponse:
    """Every order of the agency, as a table or as a board by state, and the day at a glance."""
    beside = (("scope", _scope), *tiles.beside_of(desk_tiles))
    if query.text(request.GET, "view") == "board":
        return board.answer(request, DESK, "orders/lists/board.html", extra=_glance, beside=beside)
    return answer(request, DESK, "orders/lists/desk.html", extra=_glance, beside=beside)


def _scope(viewer: Viewer, _now: Moment) -> QuerySet[RevisionRequest]:
    return RevisionRequest.objects.visible_to(viewer).pending()


def _glance(counted: Mapping[str, int]) -> dict[str, Any]:
    to_decide = f"{reverse('orders:desk_revisions')}?tab=open&scope=pending"
    own = {
        10: tile(counted, "late", _("Late"), "?due=late", "alarm", "bad"),
        20: tile(counted, "soon", _("Due within a day"), "?due=soon", "clock", "warn"),
        30: tile(counted, "scope", _("Scope undecided"), to_decide, "scale", "warn"),
    }
    return {"tiles": tiles.in_order(counted, own, desk_tiles)}
