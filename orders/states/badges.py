"""How the states of an order look."""

from __future__ import annotations

from .orders import State

S = State

#: How a state looks: tone (neutral, info, good, warn, bad, accent) and icon of its badge.
LOOK = {
    S.PLACED: ("info", "inbox"),
    S.OFFERED: ("accent", "send"),
    S.ASSIGNED: ("info", "user"),
    S.IN_PROGRESS: ("info", "writing"),
    S.IN_REVIEW: ("warn", "eye"),
    S.DELIVERED: ("good", "upload"),
    S.REVISION_REQUESTED: ("warn", "rotate"),
    S.COMPLETED: ("good", "circle-check"),
    S.ON_HOLD: ("neutral", "player-pause"),
    S.DISPUTED: ("bad", "scale"),
    S.CANCELLED: ("neutral", "x"),
}
