"""The signed link with which a recipient leaves a report: it opens nothing else, and needs no sign-in."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from agencies.models import Agency
from agencies.rules.absolute_urls import agency_url
from analytics.models import ReportRecipient
from project.base.errors import NotVisible


def leave_link(recipient: ReportRecipient) -> str:
    """The whole address, for the mail."""
    token = _signer(recipient.agency_id).sign(recipient.public_id)
    return agency_url(recipient.agency, reverse("analytics:report_leave", args=[token]))


def recipient_of(agency: Agency, token: str) -> ReportRecipient:
    """Whose link it is. Raises NotVisible, alike for one that is broken, foreign, or of a report that was
    removed."""
    try:
        public_id = _signer(agency.pk).unsign(token)
    except signing.BadSignature as broken:
        raise NotVisible() from broken
    rows = ReportRecipient.objects.filter(agency=agency, public_id=public_id, report__removed_at=None)
    found = rows.select_related("report", "membership").first()
    if found is None:
        raise NotVisible()
    found.agency = agency
    return found


def _signer(agency_id: int) -> signing.Signer:
    return signing.Signer(sep="~", salt=f"analytics.report.{agency_id}")
