"""The desk's list of disputes: by what they wait for, narrowed by reason and order."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from project.base import query
from project.base.viewer import Viewer
from support.models import Dispute
from support.models.disputes import DisputeQuerySet
from support.states.disputes import ACTIVE, DisputeState, Reason, Side

from .disputes_look import look_of

ORDER, KINDS = ("-opened_at", "-id"), (dt.datetime, int)
#: The tabs: key -> words and the states that they hold.
TABS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "": (_("Open"), ACTIVE),
    "answering": (_("No proposal yet"), (DisputeState.ANSWERING,)),
    "proposed": (_("Proposed"), (DisputeState.PROPOSED,)),
    "countered": (_("To decide"), (DisputeState.COUNTERED,)),
    "ended": (_("Settled"), (DisputeState.DECIDED, DisputeState.WITHDRAWN)),
}


@dataclass(frozen=True)
class Wanted:
    """What is asked for, as the address says it."""

    tab: str = ""
    reason: str = ""
    q: str = ""

    @property
    def narrowed(self) -> bool:
        return bool(self.reason or self.q)

    def url(self, **changed: str) -> str:
        said = urlencode({key: value for key, value in asdict(replace(self, **changed)).items() if value})
        return reverse("support:desk_disputes") + (f"?{said}" if said else "")


def wanted_of(given: Any) -> Wanted:
    """Read from an address."""
    return Wanted(
        tab=query.choice(given, "tab", TABS),
        reason=query.choice(given, "reason", Reason.values),
        q=query.text(given, "q", most=60),
    )


def disputes_of(viewer: Viewer, wanted: Wanted) -> DisputeQuerySet:
    """The disputes that are wanted, with what a row prints."""
    rows = Dispute.objects.visible_to(viewer).filter(state__in=TABS[wanted.tab][1])
    if wanted.reason:
        rows = rows.filter(reason=wanted.reason)
    if wanted.q:
        rows = rows.filter(
            Q(order__number__istartswith=wanted.q) | Q(order__account__name__icontains=wanted.q)
        )
    return rows.select_related("order__account")


def tabs_of(wanted: Wanted) -> list[dict[str, Any]]:
    """For ui/tabs.html."""
    return [
        {"label": label, "url": wanted.url(tab=key), "active": key == wanted.tab, "count": None}
        for key, (label, _states) in TABS.items()
    ]


def row_of(dispute: Dispute, now: dt.datetime) -> dict[str, Any]:
    """One row of the list."""
    return {
        "url": reverse("support:dispute", args=[dispute.public_id]),
        "number": dispute.order.number,
        "title": dispute.order.title,
        "client": dispute.order.account.name,
        "side": Side(dispute.side).label,
        "reason": dispute.get_reason_display(),
        "state": look_of(dispute, now),
        "opened_at": dispute.opened_at,
        "decide_by": dispute.decide_by if dispute.active else None,
        "managers": bool(dispute.escalated_at) and dispute.active,
    }
