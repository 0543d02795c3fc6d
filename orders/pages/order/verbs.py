"""The verbs of an order as buttons: the transition table's choices, each with its door and its words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from orders.hooks.verbs import order_verbs
from orders.models import Order
from orders.rules.revision_guards import too_late_to_ask
from orders.rules.sides import Sides
from orders.states.doors import Door
from orders.states.orders import CLOSED_STATES, State
from project.base.states import Choice

DOORS = {
    "offer": Door("link", "orders:order_offer"),
    "assign": Door("link", "orders:order_assign"),
    "accept_offer": Door("post", "orders:order_offer_accept"),
    "decline_offer": Door(
        "confirm",
        "orders:order_offer_decline",
        _("The agency will be notified and can offer the order to someone else."),
        "optional",
        _("Reason"),
        more="orders/offers/_why.html",
    ),
    "start": Door("post", "orders:order_start"),
    "deliver": Door("link", "orders:order_deliver"),
    "claim_review": Door("post", "orders:order_review_claim"),
    "give_review": Door("link", "orders:order_review_give"),
    "approve": Door("link", "orders:order"),
    "send_back": Door("link", "orders:order"),
    "correct": Door("link", "orders:order_correct"),
    "reassign": Door("link", "orders:order_reassign"),
    "release_review": Door(
        "confirm",
        "orders:order_review_release",
        _("The review returns to the queue, where any editor can claim it."),
        confirm_label=_("Return to queue"),
    ),
    "change_deadlines": Door("link", "orders:order_deadlines"),
    "ask_extension": Door("link", "orders:order_extension"),
    "withdraw_extension": Door(
        "confirm",
        "orders:order_extension_withdraw",
        _("Your deadline stays the same. You can make another request."),
        confirm_label=_("Withdraw request"),
    ),
    "grant_extension": Door("link", "orders:order_extension_grant"),
    "refuse_extension": Door("link", "orders:order_extension_refuse"),
    "accept": Door(
        "confirm",
        "orders:order_accept",
        _(
            "This completes the order. If you request a revision later, the agency decides "
            "whether it is part of the order."
        ),
        confirm_label=_("Accept delivery"),
    ),
    "request_revision": Door("link", "orders:order_revise"),
    "hold": Door(
        "confirm",
        "orders:order_hold",
        _(
            "Both deadlines are paused until you resume the order. The client, the writer and "
            "the editor can read the reason."
        ),
        "required",
        _("Reason"),
    ),
    "resume": Door("post", "orders:order_resume"),
    "call_off": Door("link", "orders:order_call_off"),
    "cancel": Door(
        "confirm",
        "orders:order_cancel",
        _("This cancels the order for good. The price is refunded in full."),
        "required",
        _("Reason"),
        _("Cancel order for good"),
    ),
}
#: What a state waits for, the most important verb first: these make it somebody's turn.
MAIN: dict[str, tuple[str, ...]] = {
    State.PLACED: ("offer", "assign"),
    State.OFFERED: ("accept_offer", "decline_offer"),
    State.ASSIGNED: ("start",),
    State.IN_PROGRESS: ("deliver",),
    State.IN_REVIEW: ("claim_review", "approve", "send_back"),
    State.DELIVERED: ("accept", "request_revision"),
    State.REVISION_REQUESTED: ("start",),
    State.ON_HOLD: ("resume",),
}
#: What an open ask for more time waits for, beside the work: these come first, and make it the desk's turn as
#: well.
ANSWERS = ("grant_extension", "refuse_extension")
#: Verbs of asks: the page does not name them where there is nothing to ask or to answer.
ASKS = {"ask_extension", "withdraw_extension", *ANSWERS}
VERDICT = ("approve", "send_back")


def door_of(verb: str) -> Door:
    """How a verb of the transition table is used. Raises KeyError for one that nobody presses."""
    added = order_verbs.get(verb)
    return added.door if added else DOORS[verb]


def main_of(state: str) -> tuple[str, ...]:
    """The verbs that a state waits for, those of apps to the right after the order's own."""
    added = (verb.transition.verb for verb in order_verbs if state in verb.leads)
    return (*MAIN.get(state, ()), *added)


#: A word that the template asks about, and does not print: rows that differ in it are of different kinds
#: (project/templatetags/rows.py).
Kind = str


@dataclass(frozen=True)
class Button:
    """One verb as the page prints it. `blocked` is the reason why it cannot be used now, "" when it can."""

    verb: Kind
    label: str
    icon: Kind
    tone: Kind
    url: str
    door: Door
    blocked: str = ""


@dataclass(frozen=True)
class Verbs:
    """`now`: what can be done, the main one first, and what its turn demands but something stands in the way
    of. `more`: what ends something, kept out of the way. `later`: what the viewer has a right to in another
    state, each with the reason; nothing once the order has ended."""

    now: list[Button]
    more: list[Button]
    later: list[Button]
    my_turn: bool


def verbs_of(order: Order, choices: Iterable[Choice], sides: Sides, now: dt.datetime) -> Verbs:
    """Sort the choices of a viewer into what to show as buttons and what only to name."""
    choices = timely(order, choices, sides, now)
    known = [choice for choice in choices if not _is_done(order, choice, sides.member_id)]
    main = (*ANSWERS, *main_of(order.state))
    fits = [choice for choice in known if order.state in choice.transition.sources]
    fits.sort(key=lambda choice: (_rank(choice, main), not choice.allowed))
    leading = next((choice for choice in fits if choice.allowed), None)
    others = [choice for choice in known if _may_come(order, choice)]
    buttons = _joined(
        [_button(order, choice, choice is leading, choice.transition.verb in main) for choice in fits]
    )
    return Verbs(
        now=[button for button in buttons if button.tone != "danger"],
        more=[button for button in buttons if button.tone == "danger"],
        later=[_button(order, choice, False, False) for choice in others],
        my_turn=any(choice.transition.verb in main and _waits(choice) for choice in fits),
    )


def timely(order: Order, choices: Iterable[Choice], sides: Sides, now: dt.datetime) -> list[Choice]:
    """The choices of the transition table, those blocked too that only the time forbids."""
    return [_timely(order, choice, sides, now) for choice in choices]


def _timely(order: Order, choice: Choice, sides: Sides, now: dt.datetime) -> Choice:
    """An offer whose time is over can no longer be answered, although the clock has not swept it away yet; a
    revision of a completed order is asked for within the days of grace; verbs of apps to the right say so
    themselves."""
    added = order_verbs.get(choice.transition.verb)
    if choice.allowed and added and added.too_late:
        return Choice(choice.transition, added.too_late(order, now))
    if choice.allowed and choice.transition.verb == "request_revision":
        return Choice(choice.transition, too_late_to_ask(order, now))
    if choice.transition.right != "can_answer_offer" or sides.offer is None or sides.offer.answer_by > now:
        return choice
    return Choice(choice.transition, gettext("This offer has expired."))


def _waits(choice: Choice) -> bool:
    """Whether the order waits for this verb: it can be used, or the viewer can
    clear the way for it (answer points)."""
    return choice.allowed or choice.transition.verb == "deliver"


def _is_done(order: Order, choice: Choice, member_id: int) -> bool:
    """Whether there is nothing left of the verb: it is in effect, the editor has claimed this review already,
    or there is no ask for more time to answer, or one already."""
    if choice.transition.verb in ASKS and not choice.allowed:
        return True
    claimed = choice.transition.verb == "claim_review" and order.editor_id == member_id
    return claimed or order.state in choice.transition.done


def _may_come(order: Order, choice: Choice) -> bool:
    """Whether another state may bring the verb: of an order that has ended nothing is left to wait for."""
    return order.state not in choice.transition.sources and order.state not in CLOSED_STATES


def _rank(choice: Choice, main: tuple[str, ...]) -> int:
    verb = choice.transition.verb
    if verb in main:
        return main.index(verb)
    return len(main) + (choice.transition.tone == "danger")


def _button(order: Order, choice: Choice, leading: bool, main: bool) -> Button:
    transition, door = choice.transition, door_of(choice.transition.verb)
    anchor = "#verdict" if transition.verb in VERDICT else ""
    danger = transition.tone == "danger"
    return Button(
        verb=transition.verb,
        label=str(transition.label),
        icon=transition.icon,
        tone="danger" if danger else "primary" if leading and main else "secondary",
        url=door.url(order.number) + anchor,
        door=door,
        blocked=choice.reason,
    )


def _joined(buttons: list[Button]) -> list[Button]:
    """Approving and sending back share one form beneath the text, so one button leads there."""
    kept = [button for button in buttons if button.verb != "send_back"]
    return [
        Button("approve", gettext("Approve or send back"), "eye", button.tone, button.url, button.door)
        if button.verb == "approve"
        else button
        for button in kept
    ]
