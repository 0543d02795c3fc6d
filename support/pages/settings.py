"""What the desk sets about support, each page a click from the others."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.rules.agencies import sets_hours
from project.base.features import is_on
from project.base.viewer import Viewer
from support.rules.disputes_policy import can_edit_dispute_policy
from support.rules.sla_policies import can_edit_policies
from support.rules.tickets import works_on_tickets

#: Address, words, whose it is, and the feature that it needs.
PAGES: tuple[tuple[str, Any, Any, str], ...] = (
    ("support:replies", _("Saved replies"), works_on_tickets, ""),
    ("support:policies", _("Policies"), can_edit_policies, ""),
    ("agencies:hours", _("Working hours"), sets_hours, ""),
    ("support:dispute_settings", _("Dispute settings"), can_edit_dispute_policy, "disputes"),
    ("support:inbound_mails", _("Email to support"), works_on_tickets, ""),
)


def settings_tabs(viewer: Viewer, chosen: str) -> list[dict[str, Any]]:
    """Those that the viewer may open."""
    return [
        {"label": label, "url": reverse(name), "active": name == chosen, "count": None}
        for name, label, right, feature in PAGES
        if right(viewer) and (not feature or is_on(viewer.agency, feature))
    ]
