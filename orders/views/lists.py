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
from drafts.models import OrderDraft
from orders.models import Order, RevisionRequest
from orders.pages.lists import board
from orders.pages.lists import listing as lists
from orders.pages.lists.filters import CLOSED, EVERY, OPEN, ListKind, Tab
from orders.querysets import revision_turns
from orders.querysets.orders import asks_for_time
from orders.rules import orders as rules
from orders.states.orders import IN_WORK, OPEN_STATES, State
from project.base.access import area
from quotes.models import OrderQuote
from quotes.states import WITH_DESK, QuoteState

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


@area(rules.is_client)
@require_safe
def client(request: Any) -> HttpResponse:
    """The orders of my client accounts, and what waits for me."""
    orders = Order.objects.as_client(request.viewer)
    drafts = OrderDraft.objects.visible_to(request.viewer).unconverted()
    payable = ClientAccount.objects.to_order_for(request.viewer)
    quotes = OrderQuote.objects.as_client(request.viewer).filter(state=QuoteState.SENT)
    beside = {"drafts": drafts, "quotes": quotes, "ever": orders, "payable": payable}
    return lists.answer(request, CLIENT, orders, "orders/lists/client.html", extra=_at_home, **beside)


def _at_home(counted: Mapping[str, int]) -> dict[str, Any]:
    return {
        "tiles": [
            lists.tile(counted, "answer", _("Needs my answer"), "?tab=answer", "thumb-up", "warn"),
            lists.tile(counted, "work", _("In work"), "?tab=work", "writing"),
            lists.tile(counted, "late", _("Late"), "?due=late", "alarm", "bad"),
            lists.tile(counted, "drafts", _("Drafts"), reverse("drafts:drafts"), "edit"),
            lists.tile(
                counted, "quotes", _("Quotes to answer"), f"{reverse('quotes:quotes')}?tab=answer", "file-text", "warn"
            ),
        ],
        "first_time": not counted["ever"] and counted["payable"],
        "may_order": counted["payable"],
    }


@area(is_staff)
@require_safe
def desk(request: Any) -> HttpResponse:
    """Every order of the agency, as a table or as a board by state, and the day at a glance."""
    orders = Order.objects.visible_to(request.viewer)
    pending = RevisionRequest.objects.visible_to(request.viewer).pending()
    quotes = OrderQuote.objects.visible_to(request.viewer).filter(state__in=WITH_DESK)
    beside = {"scope": pending, "quotes": quotes}
    if request.GET.get("view") == "board":
        return board.answer(request, DESK, orders, "orders/lists/board.html", extra=_glance, **beside)
    return lists.answer(request, DESK, orders, "orders/lists/desk.html", extra=_glance, **beside)


def _glance(counted: Mapping[str, int]) -> dict[str, Any]:
    to_decide = f"{reverse('orders:desk_revisions')}?tab=open&scope=pending"
    return {
        "tiles": [
            lists.tile(counted, "late", _("Late"), "?due=late", "alarm", "bad"),
            lists.tile(counted, "soon", _("Due within a day"), "?due=soon", "clock", "warn"),
            lists.tile(counted, "waiting", _("Waiting for a writer"), "?tab=waiting", "inbox", "warn"),
            lists.tile(counted, "asks", _("More time asked"), "?tab=asks", "hourglass", "warn"),
            lists.tile(counted, "review", _("In review"), "?tab=review", "eye"),
            lists.tile(counted, "delivered", _("With the client"), "?tab=delivered", "send"),
            lists.tile(counted, "scope", _("Scope to decide"), to_decide, "scale", "warn"),
            lists.tile(counted, "quotes", _("Quotes to prepare"), reverse("quotes:desk_quotes"), "file-text", "warn"),
        ]
    }
