"""A throw-away app to the right of all others: complaints about delivered work. It
names orders; orders does not name it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from agencies.states.roles import is_staff
from orders.actions.moving import ORDERS, move_order
from orders.hooks.panels import Panel, Place, order_panels
from orders.hooks.search import Found, search_kinds
from orders.hooks.tiles import Moment, desk_tiles
from orders.hooks.verbs import OrderVerb, order_verbs
from orders.hooks.words import MailWords, mail_words, timeline_lines
from orders.models import Order
from orders.rules.orders import can_accept
from orders.rules.sides import Sides
from orders.states.doors import Door
from orders.states.mail_parts import DESK as DESK_PART
from orders.states.orders import State
from orders.states.timeline import ALL, CLIENT, DESK, Line
from orders.views.fetching import order_or_404
from project.base import clock
from project.base.access import member_only
from project.base.errors import require
from project.base.http import MemberRequest
from project.base.locks import locked
from project.base.menu import Entry, menu_entries
from project.base.states import Transition
from project.base.viewer import Member, Viewer

REGISTRIES = (order_panels, search_kinds, desk_tiles, order_verbs, mail_words, timeline_lines, menu_entries)


def can_complain(viewer: Viewer, order: Order) -> bool:
    return can_accept(viewer, order)


def can_answer_complaint(viewer: Viewer, order: Order) -> bool:
    return is_staff(viewer)


def has_enough_words(order: Order) -> str:
    """A guard of the app's own."""
    return "Too short a title to complain about." if len(order.title) < 5 else ""


def complain(*, actor: Member, order: Order, now: dt.datetime) -> Order:
    require(can_complain(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        if ORDERS.check("complain", actor, order):
            order.resumes_to = order.state
            move_order(order, "complain", actor=actor, now=now)
    return order


def settle(*, actor: Member, order: Order, now: dt.datetime) -> Order:
    require(can_answer_complaint(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        ORDERS.check("settle_complaint", actor, order)
        move_order(order, "settle_complaint", actor=actor, now=now, to=order.resumes_to)
    return order


@member_only
@require_POST
def complain_view(request: MemberRequest, number: str) -> HttpResponse:
    complain(actor=request.viewer, order=order_or_404(request, number), now=clock.now())
    return redirect("orders:order", number)


@member_only
@require_POST
def settle_view(request: MemberRequest, number: str) -> HttpResponse:
    settle(actor=request.viewer, order=order_or_404(request, number), now=clock.now())
    return redirect("orders:order", number)


COMPLAIN = OrderVerb(
    Transition(
        "complain",
        "Complain",
        frozenset({State.DELIVERED}),
        "can_complain",
        State.DISPUTED,
        done=frozenset({State.DISPUTED}),
        guards=("has_enough_words",),
        icon="flag",
        tone="secondary",
    ),
    right=can_complain,
    guards={"has_enough_words": has_enough_words},
    door=Door("post", "order_complain"),
    who="client (payer, orderer)",
)
SETTLE = OrderVerb(
    Transition(
        "settle_complaint", "Settle it", frozenset({State.DISPUTED}), "can_answer_complaint", icon="check"
    ),
    right=can_answer_complaint,
    door=Door("post", "order_settle"),
    who="support, manager, owner",
    leads=frozenset({State.DISPUTED}),
    to_do="settle the complaint.",
    targets=(State.DELIVERED,),
)


class ComplaintPanel:
    place = Place.MAIN

    def prepare(self, viewer: Viewer, order: Order, sides: Sides, now: dt.datetime) -> Panel | None:
        if order.state != State.DISPUTED or not sides.party:
            return None
        return Panel("throwaway/_complaint.html", {"about": order.number})


class ComplaintTile:
    name, position, label, icon, tone = "complaints", 90, "Complaints", "flag", "bad"

    def url(self) -> str:
        return "/desk/?tab=hold"

    def rows(self, viewer: Viewer, now: Moment) -> QuerySet[Order]:
        return Order.objects.visible_to(viewer).filter(state=State.DISPUTED)


class ComplaintSearch:
    title, icon = "Complaints", "flag"

    def find(self, viewer: Viewer, words: Sequence[str], most: int, orders: Sequence[int]) -> list[Found]:
        rows = Order.objects.visible_to(viewer).filter(state=State.DISPUTED, title__icontains=words[0])
        return [
            Found(f"Complaint about {row.title}", f"/orders/{row.number}/", row.number) for row in rows[:most]
        ]


def ready() -> None:
    """What the app's AppConfig.ready() would do."""
    order_verbs.register("complain", COMPLAIN)
    order_verbs.register("settle_complaint", SETTLE)
    order_panels.register("complaints", ComplaintPanel())
    desk_tiles.register("complaints", ComplaintTile())
    search_kinds.register("complaints", ComplaintSearch())
    timeline_lines.register(
        "complain", Line("flag", "bad", CLIENT, dict.fromkeys(ALL, "complained about the work"))
    )
    timeline_lines.register(
        "settle_complaint", Line("check", "good", DESK, dict.fromkeys(ALL, "settled the complaint"))
    )
    mail_words.register(
        "complain",
        {
            DESK_PART: MailWords(
                "Complaint",
                (
                    "Read the text beside its brief. From the second version on, you can compare "
                    "each version word by word with the previous one."
                ),
                waits=True,
            )
        },
    )
    menu_entries.register("complaints", Entry("desk", "Complaints", "orders:desk", "flag", 90))


urlpatterns = [
    path("orders/<order_number:number>/complaint/", complain_view, name="order_complain"),
    path("orders/<order_number:number>/complaint/end/", settle_view, name="order_settle"),
]
