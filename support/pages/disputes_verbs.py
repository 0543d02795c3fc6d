"""What disputes bring to orders: two verbs, their sentences and mails, a panel, a figure on the desk."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.hooks.beside import order_flags
from orders.hooks.panels import Panel, Place, order_panels
from orders.hooks.tiles import Moment, desk_tiles
from orders.hooks.verbs import OrderVerb, order_verbs
from orders.hooks.words import MailWords, mail_words, timeline_lines
from orders.models import Order
from orders.rules.sides import Sides
from orders.states.doors import Door
from orders.states.mail_parts import CLIENT, DESK, EDITOR, SUPPORT, WRITER
from orders.states.orders import State
from project.base.menu import Entry, menu_entries
from project.base.states import Transition
from project.base.viewer import Viewer
from support.models import Dispute
from support.rules.disputes import can_open_dispute, can_settle_dispute, too_late_to_open
from support.states.disputes import OPENABLE, Side
from support.states.disputes_words import LINES

from .disputes_look import look_of

#: The name under which a dispute is read along with its order.
FLAG = "dispute"

OPEN = OrderVerb(
    Transition(
        "open_dispute",
        gettext_lazy("Open a dispute"),
        frozenset(state.value for state in OPENABLE),
        "can_open_dispute",
        State.DISPUTED,
        icon="scale",
        tone="danger",
        feature="disputes",
    ),
    right=can_open_dispute,
    too_late=too_late_to_open,
    door=Door("link", "support:dispute_open"),
    who="client (payer, orderer), its writer",
)
SETTLE = OrderVerb(
    Transition(
        "settle_dispute",
        gettext_lazy("Settle dispute"),
        frozenset({State.DISPUTED.value}),
        "can_settle_dispute",
        icon="scale",
    ),
    right=can_settle_dispute,
    door=Door("link", "support:order_dispute"),
    who="support, manager, owner (nobody in a matter of their own), the clock",
    leads=frozenset({State.DISPUTED.value}),
    to_do=gettext_lazy("settle the dispute."),
    targets=tuple(state.value for state in (*OPENABLE, State.ASSIGNED, State.CANCELLED)),
)

OPEN_ORDER = gettext_lazy("Open order")
RESTS = gettext_lazy("All deadlines are paused until it is settled. Its page is linked on the order.")
OPENED = MailWords(gettext_lazy("Dispute opened"), OPEN_ORDER, RESTS)
ANSWERED = MailWords(gettext_lazy("Response in the dispute"), OPEN_ORDER)
SILENT = MailWords(gettext_lazy("No response in the dispute"), OPEN_ORDER)
LATE = MailWords(gettext_lazy("Dispute overdue"), OPEN_ORDER)
MANAGER = MailWords(gettext_lazy("A manager is asked for"), OPEN_ORDER)
PROPOSED = MailWords(
    gettext_lazy("Settlement proposed"),
    gettext_lazy("Read proposal"),
    gettext_lazy("Accept it or make a counterproposal on the dispute’s page. Silence counts as acceptance."),
)
ACCEPTED = MailWords(gettext_lazy("Proposal accepted"), OPEN_ORDER)
COUNTERED = MailWords(gettext_lazy("Counterproposal in the dispute"), OPEN_ORDER)
SECOND = MailWords(gettext_lazy("A decision needs a second person"), OPEN_ORDER)
FAILED = MailWords(gettext_lazy("A settlement could not be carried out"), OPEN_ORDER)
SETTLED = MailWords(gettext_lazy("Dispute settled"), OPEN_ORDER)
WITHDRAWN = MailWords(gettext_lazy("Dispute withdrawn"), OPEN_ORDER)
APPEALED = MailWords(gettext_lazy("Decision appealed"), OPEN_ORDER, RESTS)

#: Until a manager has to settle it, support does.
STAFF = (DESK, SUPPORT)
ALL_SIDES = (*STAFF, CLIENT, WRITER)
#: Verb -> whom a mail tells of it, in which words. Who did it is not told.
MAILS: dict[str, tuple[MailWords, tuple[str, ...]]] = {
    "open_dispute": (OPENED, (*ALL_SIDES, EDITOR)),
    "answer_dispute": (ANSWERED, ALL_SIDES),
    "dispute_unanswered": (SILENT, STAFF),
    "dispute_overdue": (LATE, STAFF),
    "escalate_dispute": (MANAGER, (DESK,)),
    "propose_settlement": (PROPOSED, (CLIENT, WRITER)),
    "accept_settlement": (ACCEPTED, STAFF),
    "counter_settlement": (COUNTERED, ALL_SIDES),
    "prepare_decision": (SECOND, (DESK,)),
    "settlement_failed": (FAILED, STAFF),
    "settle_dispute": (SETTLED, (*ALL_SIDES, EDITOR)),
    "withdraw_dispute": (WITHDRAWN, (*ALL_SIDES, EDITOR)),
    "appeal_dispute": (APPEALED, (DESK, CLIENT, WRITER)),
}


def register() -> None:
    """Called once, in ready()."""
    for verb in (OPEN, SETTLE):
        order_verbs.register(verb.transition.verb, verb)
    for name, sentence in LINES.items():
        timeline_lines.register(name, sentence)
    for name, (words, parts) in MAILS.items():
        mail_words.register(name, dict.fromkeys(parts, words))
    order_flags.register(FLAG, has_dispute)
    order_panels.register("disputes", DisputePanel())
    desk_tiles.register("disputes", DisputeTile())
    line = Entry("desk", gettext_lazy("Disputes"), "support:desk_disputes", "scale", 45)
    menu_entries.register("desk_disputes", line)


def has_dispute() -> Exists:
    """Of an order: whether there is, or was, a dispute about it."""
    return Exists(Dispute.objects.filter(agency_id=OuterRef("agency_id"), order=OuterRef("pk")))


class DisputePanel:
    """On the order page, for its sides and the desk: where the last dispute stands, and the way to it."""

    place = Place.MAIN

    def prepare(self, viewer: Viewer, order: Order, sides: Sides, now: dt.datetime) -> Panel | None:
        """One query, and none where there is no dispute."""
        known = order.facts.beside if order.facts else None
        if known is not None and FLAG not in known:
            return None
        last = Dispute.objects.visible_to(viewer).filter(order=order).order_by("-id").first()
        if last is None:
            return None
        wrote = sides.writer and last.writer_id == viewer.member_id
        side = Side.CLIENT if sides.client else Side.WRITER if wrote else ""
        return Panel("support/disputes/_panel.html", panel_of(last, now, side))


def panel_of(dispute: Dispute, now: dt.datetime, side: str) -> dict[str, Any]:
    """What the panel prints for somebody of this side, or of neither."""
    return {
        "state": look_of(dispute, now, side),
        "reason": dispute.get_reason_display(),
        "url": reverse("support:dispute", args=[dispute.public_id]),
        "active": dispute.active,
        "opened_at": dispute.opened_at,
        "rests": _("All deadlines are paused until the dispute is settled.") if dispute.active else "",
    }


class DisputeTile:
    """On the desk: disputes that are not settled."""

    name = "disputes"
    position = 90
    label = gettext_lazy("Open disputes")
    icon = "scale"
    tone = "bad"

    def url(self) -> str:
        return reverse("support:desk_disputes")

    def rows(self, viewer: Viewer, now: Moment) -> QuerySet[Any]:
        return Dispute.objects.visible_to(viewer).active()
