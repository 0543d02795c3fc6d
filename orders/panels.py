"""What the order page shows to whom: every panel is asked of the rules, and read once.

Whole request, at most: session, person, order, offers, revisions, points, deliveries, files, lines, events.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from project.base import markdown
from project.base.states import Choice
from project.base.viewer import Viewer

from . import guards, panel_rows, rows, rules, timeline
from .actions.moving import TABLE
from .models import Delivery, Offer, Order, RevisionRequest
from .states import CLOSED_STATES, TURN, State

WAY = (State.PLACED, State.ASSIGNED, State.IN_PROGRESS, State.IN_REVIEW, State.DELIVERED, State.COMPLETED)
#: Where on the way the states are that do not stand on it.
STANDS_AT = {State.OFFERED: State.PLACED, State.REVISION_REQUESTED: State.IN_PROGRESS}
#: How verbs are pressed: by a button at once, by a button that asks for a reason, or on a page of their own.
ASK_REASON = {"decline_offer": "optional", "hold": "required", "cancel": "required", "send_back": "required"}
PAGES = {
    "offer": "orders:order_offer",
    "assign": "orders:order_assign",
    "deliver": "orders:order_deliver",
    "request_revision": "orders:order_revise",
}
DOORS = {
    "accept_offer": "orders:order_offer_accept",
    "decline_offer": "orders:order_offer_decline",
    "start": "orders:order_start",
    "claim_review": "orders:order_review_claim",
    "approve": "orders:order_approve",
    "send_back": "orders:order_send_back",
    "accept": "orders:order_accept",
    "hold": "orders:order_hold",
    "resume": "orders:order_resume",
    "cancel": "orders:order_cancel",
}
EXPLAINED = {
    "decline_offer": lambda: _("The agency is told, and offers the order to somebody else."),
    "hold": lambda: _("Deadlines and the review window rest until the order is resumed."),
    "cancel": lambda: _("Work has not begun, so the charge is taken back in full. This cannot be undone."),
    "send_back": lambda: _("The writer gets your note and delivers again. The client sees nothing of it."),
}


def order_page(viewer: Viewer, order: Order, now: dt.datetime) -> dict[str, Any]:
    """The context of the order page for one viewer."""
    sides = rules.sides(viewer, order)
    revisions = _revisions(order)
    deliveries = list(Delivery.objects.visible_to(viewer).filter(order=order).select_related("delivered_by"))
    files = panel_rows.files(order, deliveries)
    offers = _offers(viewer, order)
    return {
        "order": order,
        "badge": rows.state_badge(State(order.state), get_language() or "en"),
        "turn": turn(viewer, order, sides, offers),
        "clocks": _clocks(viewer, order, sides, offers),
        "steps": _steps(order),
        "choices": [_button(choice, order, deliveries) for choice in _sorted(TABLE.choices(viewer, order))],
        "brief": markdown.render(order.brief),
        "facts": panel_rows.facts(viewer, order),
        "price": panel_rows.price(viewer, order),
        "fee": panel_rows.fee(viewer, order, offers),
        "people": panel_rows.people(viewer, order),
        "files": files.get(None, []),
        "deliveries": [panel_rows.delivery(row, order, files, sides) for row in reversed(deliveries)],
        "revisions": [panel_rows.revision(row, viewer, order) for row in reversed(revisions)],
        "offers": [panel_rows.offer(offer, order) for offer in offers] if "desk" in sides else [],
        "own_offer": next(
            (panel_rows.offer(offer, order) for offer in offers if panel_rows.is_open_for(offer, viewer)), None
        ),
        "events": timeline.told(_events(order), viewer=viewer, order=order),
        "reason": order.hold_reason if order.state == State.ON_HOLD and "desk" in sides else "",
    }


def _offers(viewer: Viewer, order: Order) -> list[Offer]:
    """Offers that the viewer may know of; kept on the order, where the right to answer one looks for them."""
    if not (rules.is_staff(viewer) or rules.is_writer(viewer)):
        return []
    found = list(Offer.objects.visible_to(viewer).filter(order=order).select_related("writer").order_by("id"))
    order._prefetched_objects_cache = {**getattr(order, "_prefetched_objects_cache", {}), "offers": found}
    return found


def _revisions(order: Order) -> list[RevisionRequest]:
    """Revisions with their points; kept on the order, where the guards look for them."""
    found = list(order.revisions.select_related("asked_by").prefetch_related("points"))
    order._prefetched_objects_cache = {**getattr(order, "_prefetched_objects_cache", {}), "revisions": found}
    return found


def _events(order: Order) -> Any:
    return order.events.select_related("actor", "person", "delivery", "revision").order_by("id")[:500]


def turn(viewer: Viewer, order: Order, sides: frozenset[str], offers: list[Offer]) -> dict[str, Any]:
    """Whose turn it is, in words for this viewer."""
    side = TURN[State(order.state)]
    mine = side in sides or (
        order.state == State.OFFERED and any(panel_rows.is_open_for(offer, viewer) for offer in offers)
    )
    if side == "editor" and order.editor_id and order.editor_id != viewer.member_id:
        mine = False
    return {"mine": mine, "text": (_mine_words if mine else _waiting_words)(order)}


def _mine_words(order: Order) -> str:
    words = {
        State.PLACED: _("find a writer"),
        State.OFFERED: _("answer the offer"),
        State.ASSIGNED: _("start the work"),
        State.IN_PROGRESS: _("write and deliver"),
        State.IN_REVIEW: _("review the delivery"),
        State.DELIVERED: _("accept the work, or ask for a revision"),
        State.REVISION_REQUESTED: _("start on the revision"),
        State.ON_HOLD: _("resume the order when it can go on"),
        State.DISPUTED: _("settle the dispute"),
    }
    return words[State(order.state)]


def _waiting_words(order: Order) -> str:
    words = {
        "desk": _("Waiting for the agency"),
        "writer": _("Waiting for the writer"),
        "editor": _("Waiting for an editor"),
        "client": _("Waiting for the client"),
        "nobody": _("Nothing is left to do"),
    }
    return words[TURN[State(order.state)]]


def _clocks(viewer: Viewer, order: Order, sides: frozenset[str], offers: list[Offer]) -> list[dict[str, Any]]:
    """The deadlines that concern the viewer; a clock that rests is shown without what is left."""
    owed = order.state not in (*CLOSED_STATES, State.DELIVERED, State.ON_HOLD, State.DISPUTED)
    clocks = []
    if sides & {"client", "desk", "editor"}:
        clocks.append({"label": _("For the client by"), "when": order.client_deadline, "done": not owed})
    if sides & {"writer", "desk"} or offers:
        clocks.append({"label": _("For the writer by"), "when": _writer_due(order), "done": not owed})
    if order.review_ends_at and order.state == State.DELIVERED:
        clocks.append({"label": _("Review window ends"), "when": order.review_ends_at, "done": False})
    own = next((offer for offer in offers if panel_rows.is_open_for(offer, viewer)), None)
    if own:
        clocks.append({"label": _("Answer by"), "when": own.answer_by, "done": False})
    return clocks


def _writer_due(order: Order) -> dt.datetime:
    revision = guards.active_revision(order)
    return revision.due_at if revision else order.writer_deadline


def _steps(order: Order) -> list[dict[str, Any]]:
    state = State(order.resumes_to or order.state)
    at = STANDS_AT.get(state, state)
    if at not in WAY:
        return []
    place = WAY.index(at)
    closed = order.state == State.COMPLETED
    return [
        {"label": step.label, "state": "done" if index < place or closed else "current" if index == place else "next"}
        for index, step in enumerate(WAY)
        if step != State.IN_REVIEW or order.agency.editorial_review
    ]


def _sorted(choices: list[Choice]) -> list[Choice]:
    """Allowed verbs first; a verb of the agency's clock is nobody's button."""
    return sorted((row for row in choices if row.transition.verb != "lapse"), key=lambda row: not row.allowed)


def _button(choice: Choice, order: Order, deliveries: list[Delivery]) -> dict[str, Any]:
    verb = choice.transition.verb
    pending = [row.number for row in deliveries if row.verdict == "pending"]
    return {
        "verb": verb,
        "label": choice.transition.label,
        "icon": choice.transition.icon,
        "tone": choice.transition.tone,
        "blocked": choice.reason,
        "url": reverse(PAGES.get(verb) or DOORS[verb], args=[order.number]),
        "page": verb in PAGES,
        "reason": ASK_REASON.get(verb, ""),
        "text": EXPLAINED[verb]() if verb in EXPLAINED else "",
        "number": pending[-1] if pending and verb in ("approve", "send_back") else "",
    }


def read_delivery(viewer: Viewer, order: Order, row: Delivery) -> dict[str, Any]:
    """One version as a page of its own."""
    files = panel_rows.files(order, [row])
    return {"delivery": panel_rows.delivery(row, order, files, rules.sides(viewer, order))}
