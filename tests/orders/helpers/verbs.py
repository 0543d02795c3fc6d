"""The verbs of an order as a browser uses them: where each is sent,
with what, by whom, and what comes of it."""

from __future__ import annotations

from typing import Any

from django.test import Client

from orders.models import Order
from tests.helpers.cast import Cast
from tests.helpers.story import Story
from tests.orders.helpers.support import url_of

DESK = {"sam", "max", "otto"}
#: verb -> (address, what its form sends, who has the right where the order is visible, state it leads to or
#: "" where it stays).
DOORS: dict[str, tuple[str, dict[str, Any], set[str], str]] = {
    "offer": ("offers/", {"fee": "90"}, {"max", "otto"}, "offered"),
    "assign": ("assignment/", {"fee": "90"}, {"max", "otto"}, "assigned"),
    "accept_offer": ("offer/accept/", {}, {"wendell"}, "assigned"),
    "decline_offer": ("offer/decline/", {"reason": "Busy"}, {"wendell"}, "placed"),
    "start": ("start/", {}, {"wendell"}, "in_progress"),
    "deliver": ("deliveries/new/", {"text": "Quite a new text", "anyway": "1"}, {"wendell"}, "in_review"),
    "claim_review": ("review/claim/", {}, {"edith"}, "in_review"),
    "give_review": ("review/editor/", {}, {"max", "otto"}, "in_review"),
    "approve": ("review/approve/", {"number": "1"}, {"edith"}, "delivered"),
    "send_back": ("review/send-back/", {"number": "1", "note": "Check"}, {"edith"}, "in_progress"),
    "correct": ("review/correction/", {"number": "1", "text": "Corrected"}, {"edith"}, "in_review"),
    "reassign": ("writer/", {"fee": "90"}, {"max", "otto"}, ""),
    "release_review": ("review/release/", {}, {"edith", "max", "otto"}, "in_review"),
    "change_deadlines": (
        "deadlines/",
        {
            "client_deadline": "2026-03-30T12:00",
            "writer_deadline": "2026-03-29T12:00",
            "due_at": "2026-03-28T12:00",
        },
        DESK,
        "",
    ),
    "ask_extension": ("extension/", {"wanted": "2026-03-29T12:00", "reason": "The archive"}, {"wendell"}, ""),
    "withdraw_extension": ("extension/withdrawal/", {}, {"wendell"}, ""),
    "grant_extension": (
        "extension/grant/",
        {
            "client_deadline": "2026-03-30T12:00",
            "writer_deadline": "2026-03-29T12:00",
            "due_at": "2026-03-28T12:00",
        },
        DESK,
        "",
    ),
    "refuse_extension": ("extension/refusal/", {"refusal": "It goes to print"}, DESK, ""),
    "accept": ("acceptance/", {}, {"clara"}, "completed"),
    "request_revision": (
        "revisions/new/",
        {
            "summary": "More",
            "severity": "minor",
            "rows": "1",
            "point-0-issue": "Short",
            "point-0-need": "must",
        },
        {"clara"},
        "revision_requested",
    ),
    "hold": ("hold/", {"reason": "Photographs"}, DESK, "on_hold"),
    "resume": ("resumption/", {}, DESK, "in_progress"),
    "call_off": ("calling-off/", {"reason": "Off", "refund": "0", "fee": "0"}, {"max", "otto"}, "cancelled"),
    "cancel": ("cancellation/", {"reason": "Not needed"}, {"clara", *DESK}, "cancelled"),
}
TOO_LATE = "This order has gone to another writer, or the offer was withdrawn."


def play(cast: Cast, at: str) -> Story:
    story = Story(cast)
    return story if at == "placed" else getattr(story, at)()


def sent(client: Client, order: Order, verb: str, cast: Cast, **headers: str) -> Any:
    path, form, _rights, _target = DOORS[verb]
    writers = {"writers": cast.wanda.membership.public_id} if verb in ("offer", "assign", "reassign") else {}
    editor = {"editor": cast.edith.membership.public_id} if verb == "give_review" else {}
    ask = {}
    if verb in ("grant_extension", "refuse_extension"):
        asked = order.extension_asks.last()
        ask = {"ask": asked.public_id if asked else "nothing"}
    return client.post(url_of(order, path), {**form, **writers, **editor, **ask}, headers=headers)
