"""The order page: which panels it shows to whom, assembled from at most eight queries whatever the number of
rows; those that apps to the right add bring their own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from drafts.pages.commission_words import Words
from orders.actions.moving import ORDERS
from orders.hooks.panels import Panel, Place
from orders.models import Order
from orders.pages import timeline
from orders.pages.lists import rows
from orders.pages.order.brief import OfferRow, Person, brief_rows
from orders.pages.order.comments import comments_of
from orders.pages.order.deliveries import (
    Version,
    file_rows,
    read_deliveries,
    read_files,
    versions_of,
)
from orders.pages.order.extensions import Extension
from orders.pages.order.ledger import BalanceCard
from orders.pages.order.messages import Thread
from orders.pages.order.reading import read_around
from orders.pages.order.rounds import Round, rounds_of
from orders.pages.order.style_guide import GuideView, style_guide_of
from orders.pages.order.turn import Due, Turn, dues_of, steps_of, turn_of
from orders.pages.order.verbs import Verbs
from orders.rules.live_revision import active_revision
from orders.rules.reviews import can_review
from orders.rules.sides import Sides, sides_of
from orders.states.deliveries import ReviewVerdict
from orders.states.orders import State
from project.base.components import Happening, Step
from project.base.viewer import Viewer

from . import brief, extensions, ledger, messages, verbs
from .panels import panels_of


@dataclass(frozen=True)
class OrderPage:
    """Everything that one viewer's order page prints. An empty or None part is not shown."""

    order: Order
    sides: Sides
    badge: SafeString
    turn: Turn
    dues: list[Due]
    steps: tuple[Step, ...]
    verbs: Verbs
    reason: str
    extension: Extension | None
    brief: SafeString
    facts: list[dict[str, Any]]
    again_url: str
    words: list[Words]
    style_guide: GuideView | None
    files: list[dict[str, Any]]
    people: list[Person]
    price: dict[str, Any] | None
    ledger: BalanceCard | None
    fee: str
    offers: list[OfferRow]
    versions: list[Version]
    rounds: list[Round]
    verdict_on: int | None
    events: list[Happening]
    history_url: str
    threads: list[Thread]
    main_panels: list[Panel]
    side_panels: list[Panel]

    @property
    def pay_note(self) -> str:
        """What is open for this viewer to pay, in a few words."""
        return next((panel.note for panel in self.side_panels if panel.note), "")


def order_page(viewer: Viewer, order: Order, now: dt.datetime) -> OrderPage:
    """The page of a visible order (from scope.order_or_404) for `viewer`."""
    read_around(viewer, order)
    sides = sides_of(viewer, order)
    deliveries = read_deliveries(viewer, order) if sides.party else []
    brief_files, files = read_files(order, deliveries)
    commented = sides.inside and any(getattr(row, "commented", False) for row in deliveries)
    said = comments_of(viewer, deliveries) if commented else {}
    revision, asked = active_revision(order), extensions.extension_of(order, sides)
    balance = ledger.balance_for(viewer, order)
    found = verbs.verbs_of(order, ORDERS.choices(viewer, order), sides, now)
    events = timeline.events_of(order)
    more = len(events) > timeline.NEWEST
    return OrderPage(
        order=order,
        sides=sides,
        badge=rows.order_badge(order.number, State(order.state), get_language() or "en"),
        turn=turn_of(viewer, order, sides, found.my_turn),
        dues=dues_of(order, sides, revision),
        steps=steps_of(order, revision),
        verbs=found,
        reason=reason_of(order, sides),
        extension=asked,
        brief=brief.brief_html(order),
        facts=brief_rows(viewer, order, sides),
        again_url=brief.again_url(viewer, order),
        words=brief.words_for(order, sides),
        style_guide=style_guide_of(order),
        files=file_rows(brief_files),
        people=brief.people_of(viewer, order, sides),
        price=brief.price_of(order, balance),
        ledger=ledger.balance_card(viewer, order, balance),
        fee=brief.fee_of(viewer, order, sides),
        offers=brief.offers_of(order, sides),
        versions=versions_of(order, sides, deliveries, files, said),
        rounds=rounds_of(order, sides) if sides.party else [],
        verdict_on=_verdict_on(viewer, order, deliveries),
        events=timeline.sentences(order, sides, events[: timeline.NEWEST], now),
        history_url=reverse("orders:order_history", args=[order.number]) if more else "",
        threads=messages.panels_of(viewer, order, now),
        main_panels=panels_of(Place.MAIN, viewer, order, sides, now),
        side_panels=panels_of(Place.SIDE, viewer, order, sides, now),
    )


def reason_of(order: Order, sides: Sides) -> str:
    """Why the order rests or ended. A hold's reason is written for all sides, a
    cancellation's between client and desk."""
    if order.state == State.ON_HOLD:
        return order.hold_reason
    if order.state == State.CANCELLED and (sides.client or sides.staff):
        return order.cancel_reason
    return ""


def _verdict_on(viewer: Viewer, order: Order, deliveries: list[Any]) -> int | None:
    """The number of the version that this viewer, its editor, judges now."""
    if order.state != State.IN_REVIEW or not can_review(viewer, order):
        return None
    return next(
        (delivery.number for delivery in deliveries if delivery.verdict == ReviewVerdict.PENDING), None
    )
