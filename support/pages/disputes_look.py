"""How the state of a dispute is shown: its words, tone and icon."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from support.models import Dispute
from support.rules import disputes as rules
from support.states.disputes import STATE_BADGES, DisputeState


def look_of(dispute: Dispute, now: dt.datetime, side: str = "") -> dict[str, Any]:
    """For the template tag `badge`, as somebody of this `side` reads it, or of neither. Once the other side
    has responded, or its time is over, the state is the same, but the agency is waited for."""
    state = DisputeState(dispute.state)
    tone, icon = STATE_BADGES[state]
    label = str(state.label)
    if state == DisputeState.ANSWERING and not rules.too_early(dispute, now):
        label = _("Waiting for the agency")
    elif state == DisputeState.ANSWERING and side and side == rules.other_side(dispute, dispute.claimant):
        label = _("Waiting for your response")
    return {"label": label, "tone": tone, "icon": icon}
