"""Reports of classes: as a page, and the links that lead to one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.hooks import Credential
from agencies.models import Agency
from agencies.rules.absolute_urls import agency_url
from cohorts.actions.reports import revoke_report_links_of
from cohorts.models import ReportLink, ReportSnapshot
from cohorts.models.reports import MOST_LINKS
from cohorts.rules.reports import Figure, Report, report_from
from cohorts.states.cohorts import MilestoneKind
from orders.states.orders import State
from project.base import clock
from project.base.viewer import Member


def link_url(agency: Agency, key: str) -> str:
    """The whole address that is given to a reader."""
    return agency_url(agency, reverse("cohorts:shared_report", args=[key]))


def report_page(snapshot: ReportSnapshot, *, outside: bool = False) -> dict[str, Any]:
    """What the page of a report prints, for those of the class or for readers from `outside`."""
    report = report_from(snapshot, outside=outside)
    return {
        "snapshot": snapshot,
        "outside": outside,
        "kinds": [
            {"key": kind, "label": MilestoneKind(kind).label, "due": day} for kind, day in report.days.items()
        ],
        "matrix": report.groups,
        "hidden": any(not row.cells for row in report.groups),
        "figures": figures(report),
        "rows": list(member_lines(report)),
        "zone": snapshot.agency.timezone,
    }


def figures(report: Report) -> list[dict[str, str]]:
    """The shares, each with its definition."""
    return [
        _figure(_("Completion"), report.completion, _("accepted of ordered texts")),
        _figure(_("On time"), report.on_time, _("delivered texts that came by the agreed deadline")),
        _figure(_("Attendance"), report.attendance, _("attended of expected sessions")),
    ]


def _figure(label: str, figure: Figure, definition: str) -> dict[str, str]:
    percent = "–" if figure.percent is None else f"{figure.percent}%"
    counts = _("%(part)s of %(whole)s") % {"part": figure.part, "whole": figure.whole}
    return {"label": label, "percent": percent, "counts": counts, "definition": definition}


def member_lines(report: Report) -> Iterator[dict[str, Any]]:
    """Each member with the days on which they had reached what, in the agency's zone."""
    zone = report.snapshot.agency.zone
    for one in report.members:
        row = one.row
        yield {
            "name": row.member.name,
            "group": row.group,
            "order": row.order.number if row.order else "",
            "state": State(row.order_state).label if row.order_state else _("Not ordered"),
            "days": [_day(one.reached[kind], zone) for kind in report.days],
        }


def _day(moment: dt.datetime | None, zone: dt.tzinfo) -> str:
    return date_format(moment.astimezone(zone).date(), "j M Y") if moment else ""


def links_of(viewer: Member, snapshot: ReportSnapshot) -> list[ReportLink]:
    """The live links to a report, the newest first. One query."""
    rows = ReportLink.objects.visible_to(viewer).filter(snapshot=snapshot, revoked_at=None)
    return list(rows.filter(expires_at__gt=clock.now()).order_by("-pk")[:MOST_LINKS])


class ReportLinkCredentials:
    """See accounts.hooks.Credentials."""

    def live(self, viewer: Member) -> list[Credential]:
        rows = ReportLink.objects.filter(agency_id=viewer.agency_id, created_by_id=viewer.member_id)
        rows = rows.filter(revoked_at=None, expires_at__gt=clock.now()).select_related("snapshot")
        return [_credential(row) for row in rows.order_by("-pk")[:MOST_LINKS]]

    def revoke(self, *, user: Any, now: dt.datetime) -> int:
        return revoke_report_links_of(user=user, now=now)


def _credential(row: ReportLink) -> Credential:
    return Credential(
        kind=_("Link to a report of a class"),
        name=row.name,
        created_at=row.created_at,
        last_used_at=None,
        path=reverse("cohorts:report", args=[row.snapshot.public_id]),
        revoke_path=reverse("cohorts:report_link_revoke", args=[row.public_id]),
    )
