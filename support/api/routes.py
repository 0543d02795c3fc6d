"""The resources of support and their paths below /api/v1/."""

from __future__ import annotations

from typing import Any

from .disputes import DisputeSettingsViewSet, DisputeViewSet
from .sla_policies import SlaPolicyViewSet
from .tickets import TicketViewSet
from .timers import TimerViewSet

ROUTES: list[tuple[str, Any, str]] = [
    ("support/disputes", DisputeViewSet, "disputes"),
    ("support/dispute-settings", DisputeSettingsViewSet, "dispute-settings"),
    ("support/tickets", TicketViewSet, "tickets"),
    ("support/sla-policies", SlaPolicyViewSet, "sla-policies"),
    ("support/sla-timers", TimerViewSet, "sla-timers"),
]
