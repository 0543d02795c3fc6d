"""What the clock does with drafts. Each sweep may run twice and beside itself, skips rows that somebody holds
locked, and is a step of one in slices (project.base.sweeps)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from agencies.models import Agency
from drafts.hooks import named
from drafts.models import DraftFile, OrderDraft

from .drafts import RESTORABLE

#: Drafts that one call deletes at most.
MOST = 100


def delete_discarded(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Delete what was discarded longer than RESTORABLE ago, with its file links; returns how many. One that
    something names, such as a quote, stays, out of sides."""
    with transaction.atomic():
        rows = OrderDraft.objects.filter(~named(), agency=agency, discarded_at__lt=now - RESTORABLE)
        rows = rows.select_for_update(of=("self",), skip_locked=True)
        gone = list(rows.order_by("id").values_list("pk", flat=True)[:most])
        DraftFile.objects.filter(draft_id__in=gone).delete()
        OrderDraft.objects.filter(pk__in=gone).delete()
    return len(gone)
