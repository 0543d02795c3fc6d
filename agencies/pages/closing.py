"""What the page about closing an agency prints."""

from __future__ import annotations

import datetime as dt
from typing import Any

from agencies.models import AgencyClosing
from agencies.rules.closing import FRESH, fresh_archive, ties_of, waiting_time
from project.base.viewer import Viewer


def closing_page(viewer: Viewer, now: dt.datetime) -> dict[str, Any]:
    """The closing that is under way, what is open, and the newest archive."""
    ties, archived_at = ties_of(viewer.agency, now), fresh_archive(viewer.agency, now)
    rows = AgencyClosing.objects.visible_to(viewer).under_way().select_related("asked_by")
    return {
        "closing": rows.first(),
        "blocking": [tie for tie in ties if tie.blocks],
        "named": [tie for tie in ties if not tie.blocks],
        "archived_at": archived_at,
        "can_ask": archived_at is not None and not any(tie.blocks for tie in ties),
        "days": waiting_time().days,
        "fresh_days": FRESH.days,
    }
