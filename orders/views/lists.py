"""Lists of orders: the client's own, and the desk's of the whole agency."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from agencies.rules.agencies import is_staff
from clients.models import ClientAccount
from clients.rules.accounts import is_client
from drafts.models import OrderDraft
from drafts.rules.held_drafts import in_writing
from orders.hooks.tiles import client_tiles, desk_tiles
from orders.models import Order, RevisionRequest
from orders.pages.lists import board, tiles
from orders.pages.lists.filters import CLOSED, EVERY, OPEN, ListKind, Tab
from orders.pages.lists.listing import answer, tile
from orders.querysets import revision_turns
from orders.querysets.orders import asks_for_time
from orders.states.orders import IN_WORK, OPEN_STATES, State
from project.base import query
from project.base.access import area
from project.base.http import MemberRequest

S = State
CLIENT = ListKind(
    side="client",
    tabs=(
        OPEN,
        Tab(
            "answer",
            _("Needs my answer"),
            (S.DELIVERED, S.IN_PROGRESS, S.COMPLETED),
            Q(state=S.DELIVERED) | revision_turns.for_the_client(),
        ),
        Tab("work", _("In work"), tuple(state for state in OPEN_STATES if state != S.DELIVERED)),
        CLOSED,
        EVERY,
    ),
    fields=("state", "due"),
)
DESK = ListKind(
    side="desk",
    tabs=(
        OPEN,
        Tab("waiting", _("Waiting for a writer"), (S.PLACED,)),
        Tab("offered", _("Offers out"), (S.OFFERED,)),
        Tab("work", _("In work"), tuple(IN_WORK)),
        Tab("asks", _("Time asked"), tuple(IN_WORK), Q(asks_for_time())),
        Tab("review", _("In review"), (S.IN_REVIEW,)),
        Tab("delivered", _("With the client"), (S.DELIVERED,)),
        Tab("hold", _("On hold"), (S.ON_HOLD, S.DISPUTED)),
        CLOSED,
        EVERY,
    ),
    fields=("client", "writer", "state", "due"),
    board=tuple(state for state in OPEN_STATES if state != S.DISPUTED),
)


@area(is_client)
@require_safe
def client(request: MemberRequest) -> HttpResponse:
    """The orders of my client accounts, and what waits for me."""
    orders = Order.objects.as_client(request.viewer)
    drafts = in_writing(OrderDraft.objects.visible_to(request.viewer))
    payable = ClientAccount.objects.to_order_for(request.viewer)
    beside = {"drafts": drafts, "ever": orders, "payable": payable}
    beside |= tiles.counted_for(request.viewer, client_tiles)
    return answer(request, CLIENT, orders, "orders/lists/client.html", extra=_at_home, **beside)


def _at_home(counted: Mapping[str, int]) -> dict[str, Any]:
    own = {
        10: tile(counted, "answer", _("Needs my answer"), "?tab=answer", "thumb-up", "warn"),
        20: tile(counted, "work", _("In work"), "?tab=work", "writing"),
        30: tile(counted, "late", _("Late"), "?due=late", "alarm", "bad"),
        40: tile(counted, "drafts", _("Drafts"), reverse("drafts:drafts"), "edit"),
    }
    return {
        "tiles": tiles.in_order(counted, own, client_tiles),
        "first_time": not counted["ever"] and counted["payable"],
        "may_order": counted["payable"],
    }


@area(is_staff)
@require_safe
def desk(request: MemberRequest) -> HttpResponse:
    """Every order of the agency, as a table or as a board by state, and the day at a glance."""
    orders = Order.objects.visible_to(request.viewer)
    pending = RevisionRequest.objects.visible_to(request.viewer).pending()
    beside = {"scope": pending, **tiles.counted_for(request.viewer, desk_tiles)}
    if query.text(request.GET, "view") == "board":
        return board.answer(request, DESK, orders, "orders/lists/board.html", extra=_glance, **beside)
    return answer(request, DESK, orders, "orders/lists/desk.html", extra=_glance, **beside)


def _glance(counted: Mapping[str, int]) -> dict[str, Any]:
    to_decide = f"{reverse('orders:desk_revisions')}?tab=open&scope=pending"
    own = {
        10: tile(counted, "late", _("Late"), "?due=late", "alarm", "bad"),
        20: tile(counted, "soon", _("Due within a day"), "?due=soon", "clock", "warn"),
        30: tile(counted, "waiting", _("Waiting for a writer"), "?tab=waiting", "inbox", "warn"),
        40: tile(counted, "asks", _("More time asked"), "?tab=asks", "hourglass", "warn"),
        50: tile(counted, "review", _("In review"), "?tab=review", "eye"),
        60: tile(counted, "delivered", _("With the client"), "?tab=delivered", "send"),
        70: tile(counted, "scope", _("Scope to decide"), to_decide, "scale", "warn"),
    }
    return {"tiles": tiles.in_order(counted, own, desk_tiles)}
