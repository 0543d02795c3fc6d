"""Requests to read samples, for the writer who is asked and the client who asks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from project.base.viewer import Member
from writers.models import PortfolioSample, SampleRequest

#: Pages of the list are by id, the newest first.
ORDER, KINDS = ("-id",), (int,)


def received(viewer: Member) -> QuerySet[SampleRequest]:
    """Those to read the viewer's own samples."""
    rows = SampleRequest.objects.visible_to(viewer).filter(sample__portfolio__member_id=viewer.member_id)
    return rows.select_related("sample", "asked_by")


def request_row(row: SampleRequest, now: dt.datetime) -> dict[str, Any]:
    """One prepared for printing."""
    return {
        "public_id": row.public_id,
        "title": row.sample.title,
        "name": row.asked_by.public_name,
        "message": row.message,
        "asked_at": row.asked_at,
        "is_open": row.answered_at is None,
        "state": state_of(row, now),
        "until": row.granted_until,
    }


def state_of(row: SampleRequest, now: dt.datetime) -> str:
    """Where it stands, in words."""
    if row.answered_at is None:
        return _("Waiting for an answer")
    if row.granted_until is None:
        return _("Declined")
    return _("Granted") if row.granted_until > now else _("Ended")


def own_request(viewer: Member, sample: PortfolioSample) -> SampleRequest | None:
    """The last request of the viewer to read this sample. One query."""
    rows = SampleRequest.objects.visible_to(viewer).filter(sample=sample, asked_by_id=viewer.member_id)
    return rows.order_by("-pk").first()
