"""Telling the owners of an agency that its archive is ready, or could not be made."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.urls import reverse

from accounts.actions.mail import write_mail
from accounts.models import Mail, User
from agencies.models import AgencyExport, Membership
from agencies.rules.absolute_urls import agency_host, agency_url
from agencies.states.agency_exports import ExportState
from project.base.jobs import Urgency

from .domains import MOST_TOLD, owners_of

#: State -> kind of mail and notice.
KINDS = {ExportState.READY: "agency_export_ready", ExportState.FAILED: "agency_export_failed"}


def tell_of_export(*, export_id: int, now: dt.datetime) -> int:
    """Write to each owner once about one archive, however often this runs: an archive of everything is
    nobody's secret among them. Nothing for one that is gone again. Returns how many mails were written."""
    export = AgencyExport.objects.select_related("agency__brand", "asked_by").filter(pk=export_id).first()
    if export is None or export.state not in KINDS:
        return 0
    people = owners_of(export.agency_id).select_related("user")[:MOST_TOLD]
    return sum(_tell(export, member, now) for member in people)


def _tell(export: AgencyExport, member: Membership, now: dt.datetime) -> bool:
    agency, kind = export.agency, KINDS[ExportState(export.state)]
    message_id = f"<{kind}.{export.public_id}.{member.public_id}@{agency_host(agency)}>"
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).get(pk=member.user_id)
        if Mail.objects.filter(message_id=message_id).exists():
            return False
        write_mail(
            agency=agency,
            kind=kind,
            recipient=user.email,
            context={
                "by": export.asked_by.public_name,
                "asked_at": export.asked_at,
                "expires_at": export.expires_at,
                "zone": user.zone or agency.zone,
                "link": agency_url(agency, reverse("agencies:exports")),
            },
            urgency=Urgency.SOON,
            now=now,
            message_id=message_id,
            reader=user,
        )
    return True
