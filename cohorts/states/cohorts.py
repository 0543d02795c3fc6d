"""Class orders: who receives what is written, what state a class is in, and by which verbs it moves."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from project.base.states import Transition

#: The key of the feature (pages/features.py).
FEATURE = "class_orders"
#: Members of one class, at most.
MOST_MEMBERS = 500


class Receiver(models.TextChoices):
    PAYER = "payer", _("The payer")
    MEMBER = "member", _("Each member")


class CohortState(models.TextChoices):
    PLANNING = "planning", _("Planning")
    RUNNING = "running", _("Running")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


#: States in which a class can still be worked on.
LIVE = (CohortState.PLANNING.value, CohortState.RUNNING.value)
ENDED = frozenset({CohortState.CLOSED.value, CohortState.CANCELLED.value})

TRANSITIONS = (
    Transition(
        "place",
        _("Place the orders"),
        sources=frozenset(LIVE),
        right="can_place",
        target=CohortState.RUNNING,
        guards=("has_somebody_to_order_for",),
        icon="send",
        feature=FEATURE,
    ),
    Transition(
        "close",
        _("Close the class"),
        sources=frozenset({CohortState.RUNNING.value}),
        right="can_plan",
        target=CohortState.CLOSED,
        done=frozenset({CohortState.CLOSED.value}),
        guards=("nothing_is_being_placed", "nobody_is_waited_for"),
        icon="check",
    ),
    Transition(
        "reopen",
        _("Open it again"),
        sources=frozenset({CohortState.CLOSED.value}),
        right="can_plan",
        target=CohortState.RUNNING,
        done=frozenset({CohortState.RUNNING.value}),
        icon="refresh",
        tone="secondary",
    ),
    Transition(
        "cancel",
        _("Cancel the class"),
        sources=frozenset(LIVE),
        right="can_plan",
        target=CohortState.CANCELLED,
        done=frozenset({CohortState.CANCELLED.value}),
        guards=("nothing_is_being_placed",),
        icon="x",
        tone="danger",
    ),
)


class PlacingState(models.TextChoices):
    RUNNING = "running", _("Being placed")
    DONE = "done", _("Placed")
    STOPPED = "stopped", _("Stopped")


class MilestoneKind(models.TextChoices):
    """What a member can reach. Whether it is reached is read from events, never ticked."""

    BRIEF = "brief", _("Brief in")
    ORDERED = "ordered", _("Ordered")
    DELIVERED = "delivered", _("Delivered")
    ACCEPTED = "accepted", _("Accepted")
    ATTENDED = "attended", _("Session attended")


class NudgeTo(models.TextChoices):
    MEMBER = "member", _("Member")
    REQUESTER = "requester", _("Whoever runs the class")
