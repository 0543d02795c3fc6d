"""Who hears that the archive of an agency is ready, or could not be made."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from accounts.mail.agency_exports import KINDS
from accounts.mail.domains import MOST_TOLD, owners_of
from accounts.models import Notice
from agencies.models import AgencyExport
from agencies.signals import agency_export_ended
from agencies.states.agency_exports import ExportState
from project.base.jobs import defer


@receiver(agency_export_ended)
def tell_of_ended_export(sender: Any, export: AgencyExport, now: dt.datetime, **_kwargs: Any) -> None:
    """The owners, whoever of them asked: by a notice at once, and a mail by a job."""
    path, kind = reverse("agencies:exports"), KINDS[ExportState(export.state)]
    Notice.objects.bulk_create(
        Notice(agency_id=export.agency_id, kind=kind, detail="", user_id=user, path=path, at=now)
        for user in owners_of(export.agency_id).values_list("user_id", flat=True)[:MOST_TOLD]
    )
    defer("accounts.tell_of_agency_export", export_id=export.pk)
