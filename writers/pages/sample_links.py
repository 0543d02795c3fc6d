"""Private links to samples: their list, and in the security centre."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.hooks import Credential
from agencies.files.texts import Unreadable, text_of
from agencies.models import Agency
from agencies.rules.absolute_urls import agency_url
from agencies.rules.agencies import is_writer
from project.base import clock
from project.base.markdown import render
from project.base.viewer import Member
from writers.actions.sample_links import revoke_links_of
from writers.models import PortfolioSample, SampleLink
from writers.models.sample_links import MOST_LINKS


def link_url(agency: Agency, key: str) -> str:
    """The whole address that is given to a reader."""
    return agency_url(agency, reverse("writers:shown", args=[key]))


def links_of(viewer: Member, sample: PortfolioSample) -> list[Any]:
    """The live links of a sample, the newest first, with how often each was opened and when last. One
    query."""
    rows = SampleLink.objects.visible_to(viewer).filter(sample=sample, revoked_at=None)
    rows = rows.filter(expires_at__gt=clock.now())
    rows = rows.annotate(seen=Count("views"), last_seen=Max("views__at"))
    return list(rows.order_by("-pk")[:MOST_LINKS])


def html_of(sample: PortfolioSample) -> str:
    """The text of a sample, or of its file, rendered and sanitised."""
    text = sample.body
    if not text and hasattr(sample, "file"):
        try:
            text = text_of(sample.file.file)
        except Unreadable as refusal:
            text = str(refusal)
    return render(text)


class LinkCredentials:
    """See accounts.hooks.Credentials."""

    def live(self, viewer: Member) -> list[Credential]:
        if not is_writer(viewer):
            return []  # They end with the role.
        rows = SampleLink.objects.filter(agency_id=viewer.agency_id, created_by_id=viewer.member_id)
        rows = rows.filter(revoked_at=None, expires_at__gt=clock.now()).select_related("sample")
        rows = rows.annotate(last_seen=Max("views__at"))
        return [_credential(row) for row in rows.order_by("-pk")[:MOST_LINKS]]

    def revoke(self, *, user: Any, now: dt.datetime) -> int:
        return revoke_links_of(user=user, now=now)


def _credential(row: Any) -> Credential:
    return Credential(
        kind=_("Private link to a sample"),
        name=row.name,
        created_at=row.created_at,
        last_used_at=row.last_seen,
        path=reverse("writers:sample_links", args=[row.sample.public_id]),
        revoke_path=reverse("writers:sample_link_revoke", args=[row.public_id]),
    )
