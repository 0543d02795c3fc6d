"""What the clock does with drafts. Each sweep may run twice and beside itself, and skips rows that somebody
holds locked."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from agencies.models import Agency
from drafts.hooks import hold
from drafts.models import DraftFile, OrderDraft

from .drafts import RESTORABLE

#: Drafts of one agency that one run deletes at most; the next run does the rest.
MOST = 500


def delete_discarded(*, agency: Agency, now: dt.datetime) -> int:
    """Delete what was discarded longer than RESTORABLE ago, with its file links; returns how many. One that
    something names, such as a quote, stays, out of sides."""
    with transaction.atomic():
        rows = OrderDraft.objects.filter(~hold().named(), agency=agency, discarded_at__lt=now - RESTORABLE)
        rows = rows.select_for_update(of=("self",), skip_locked=True)
        gone = list(rows.order_by("id").values_list("pk", flat=True)[:MOST])
        DraftFile.objects.filter(draft_id__in=gone).delete()
        OrderDraft.objects.filter(pk__in=gone).delete()
    return len(gone)
