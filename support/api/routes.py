"""The resources of support and their paths below /api/v1/."""

from __future__ import annotations

from typing import Any

from .breaches import BreachViewSet
from .disputes import DisputeViewSet
from .disputes_messages import DisputeMessageViewSet
from .disputes_settings import DisputeSettingsViewSet
from .inbound import InboundMailViewSet, ReplyAddressViewSet
from .reports import ReportViewSet
from .saved_replies import SavedReplyViewSet
from .sla_policies import SlaPolicyViewSet
from .tickets import TicketViewSet
from .timers import TimerViewSet

ROUTES: list[tuple[str, Any, str]] = [
    ("support/disputes", DisputeViewSet, "disputes"),
    ("support/disputes", DisputeMessageViewSet, "dispute-messages"),
    ("support/dispute-settings", DisputeSettingsViewSet, "dispute-settings"),
    ("support/inbound-mails", InboundMailViewSet, "inbound-mails"),
    ("support/reply-addresses", ReplyAddressViewSet, "reply-addresses"),
    ("support/breaches", BreachViewSet, "breaches"),
    ("support/reports", ReportViewSet, "support-reports"),
    ("support/tickets", TicketViewSet, "tickets"),
    ("support/saved-replies", SavedReplyViewSet, "saved-replies"),
    ("support/sla-policies", SlaPolicyViewSet, "sla-policies"),
    ("support/sla-timers", TimerViewSet, "sla-timers"),
]
