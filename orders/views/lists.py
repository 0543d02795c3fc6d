"""Lists of orders: the client's own, and the desk's of the whole agency."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from agencies.rules import is_staff
from orders import filters, lists, rules
from orders.filters import Tab, states
from orders.models import Order, OrderDraft
from orders.states import CLOSED_STATES, OPEN_STATES, State
from project.base.access import area
from project.base.paging import count_words

S = State
CLIENT = lists.ListKind(
    side="client",
    tabs=(
        Tab("open", gettext_lazy("Open"), states(*OPEN_STATES)),
        Tab("answer", gettext_lazy("Needs my answer"), states(S.DELIVERED)),
        Tab("work", gettext_lazy("In work"), states(*[state for state in OPEN_STATES if state != S.DELIVERED])),
        Tab("closed", gettext_lazy("Closed"), states(*CLOSED_STATES), counted=False),
        Tab("all", gettext_lazy("All"), states(*State.values), counted=False),
    ),
    columns=("turn", "writer", "due", "money"),
    prices=True,
)
DESK = lists.ListKind(
    side="desk",
    tabs=(
        Tab("open", gettext_lazy("Open"), states(*OPEN_STATES)),
        Tab("waiting", gettext_lazy("Waiting for a writer"), states(S.PLACED)),
        Tab("offered", gettext_lazy("Offered"), states(S.OFFERED)),
        Tab("work", gettext_lazy("In work"), states(S.ASSIGNED, S.IN_PROGRESS, S.REVISION_REQUESTED)),
        Tab("review", gettext_lazy("In review"), states(S.IN_REVIEW)),
        Tab("delivered", gettext_lazy("With the client"), states(S.DELIVERED)),
        Tab("hold", gettext_lazy("On hold"), states(S.ON_HOLD, S.DISPUTED)),
        Tab("late", gettext_lazy("Late"), filters.late),
        Tab("soon", gettext_lazy("Due within a day"), filters.due_soon),
        Tab("closed", gettext_lazy("Closed"), states(*CLOSED_STATES), counted=False),
        Tab("all", gettext_lazy("All"), states(*State.values), counted=False),
    ),
    columns=("turn", "account", "writer", "due", "money"),
    prices=True,
)


@area(rules.is_client)
@require_safe
def client(request: Any) -> HttpResponse:
    """The orders of my client accounts, with what waits for me first."""
    orders = Order.objects.as_client(request.viewer)
    drafts = OrderDraft.objects.visible_to(request.viewer).unconverted()[:100].count()
    return lists.answer(request, CLIENT, orders, "orders/lists/client.html", lambda counted: {"drafts": drafts})


@area(is_staff)
@require_safe
def desk(request: Any) -> HttpResponse:
    """Every order of the agency, and the day at a glance."""
    orders = Order.objects.visible_to(request.viewer)
    return lists.answer(request, DESK, orders, "orders/lists/desk.html", _glance)


#: The day at a glance: each tile is a number that links to its rows, made from the counts that the list reads anyway.
TILES = (
    ("waiting", gettext_lazy("Waiting for a writer"), "inbox", "warn"),
    ("late", gettext_lazy("Late"), "alarm", "bad"),
    ("soon", gettext_lazy("Due within a day"), "clock", "warn"),
    ("review", gettext_lazy("In review"), "eye", "info"),
    ("delivered", gettext_lazy("With the client"), "upload", "good"),
)


def _glance(counted: dict[str, int]) -> dict[str, Any]:
    url = reverse("orders:desk")
    tiles = [
        {
            "value": count_words(counted[key]),
            "label": label,
            "url": f"{url}?tab={key}",
            "icon": icon,
            "tone": tone if counted[key] else "",
        }
        for key, label, icon, tone in TILES
    ]
    return {"tiles": tiles}
