"""The button that undoes an automatic acceptance, on the order page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from orders.hooks.verbs import OrderVerb
from orders.states.doors import Door
from orders.states.orders import State
from project.base.states import Transition
from writers.rules.auto_accept import can_undo_acceptance
from writers.states.assignment import UNDO

UNDO_ACCEPTANCE = OrderVerb(
    Transition(
        UNDO,
        _("Undo acceptance"),
        frozenset({State.ASSIGNED.value}),
        "can_undo_acceptance",
        None,
        icon="arrow-back",
        tone="secondary",
    ),
    right=can_undo_acceptance,
    door=Door(
        "confirm",
        "writers:undo_acceptance",
        _("One of your rules accepted this order. You give it back as if you had declined the offer."),
        confirm_label=_("Undo acceptance"),
    ),
    who="the writer, of what a rule accepted, for ten minutes",
    targets=(State.OFFERED.value, State.PLACED.value),
)
