"""The states of a wish to take a member's second factors away, and its verbs: from which of them, by whose
right, to which."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from project.base.states import Transition


class ResetState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    KEPT = "kept", _("Stopped: the person can still use two-step verification")
    DENIED = "denied", _("Stopped: the person did not request it")
    LAPSED = "lapsed", _("Lapsed: no longer possible")


def _from(*states: ResetState) -> frozenset[str]:
    return frozenset(state.value for state in states)


S = ResetState
STOPPED = _from(S.KEPT, S.DENIED)
RESET_TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        "confirm",
        _("Confirm reset"),
        _from(S.WAITING),
        "can_confirm",
        S.DONE,
        done=_from(S.DONE),
        guards=("why_not_now",),
        tone="danger",
    ),
    Transition(
        "withdraw",
        _("Withdraw request"),
        _from(S.WAITING),
        "can_withdraw",
        S.WITHDRAWN,
        done=_from(S.WITHDRAWN),
        icon="x",
        tone="secondary",
    ),
    Transition(
        "keep",
        _("I can still use two-step verification"),
        _from(S.WAITING),
        "is_its_person",
        S.KEPT,
        done=STOPPED,
        icon="shield",
    ),
    Transition(
        "deny",
        _("I did not ask for this"),
        _from(S.WAITING),
        "is_its_person",
        S.DENIED,
        done=STOPPED,
        icon="hand-stop",
        tone="danger",
    ),
    Transition(
        "carry_out",
        _("Carry out reset"),
        _from(S.WAITING),
        "is_clock",
        S.DONE,
        done=_from(S.DONE),
        guards=("why_not_now",),
    ),
    Transition("lapse", _("Let reset lapse"), _from(S.WAITING), "is_clock", S.LAPSED, done=_from(S.LAPSED)),
)
