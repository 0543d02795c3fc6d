"""`/api/v1/orders/class-plans/{id}/`, `…/class-reports/` and `…/class-report-links/`: what is planned for a
class, who is reminded, and reports with their links."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from rest_framework.response import Response

from accounts.receivers.sessions import browser_facts
from cohorts.actions.nudges import nudge_members
from cohorts.actions.plans import save_installments, save_milestones
from cohorts.actions.reports import make_report_link, make_snapshot, revoke_report_link
from cohorts.models import Cohort, CohortMember, ReportLink, ReportSnapshot
from cohorts.pages.report_files import XLSX, report_file
from cohorts.pages.reports import link_url, member_lines
from cohorts.rules.installments import paid_for, plan_beside
from cohorts.rules.progress import due_days
from cohorts.rules.reports import report_from
from cohorts.views.fetching import cohort_or_404
from cohorts.views.reports import snapshot_or_404
from project.base.api.endpoint import endpoint, verb
from project.base.api.fields import moment_text, money_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import Invalid, NotVisible

from .classes import PLANNERS
from .report_shapes import (
    ClassPlanOut,
    ClassReportOut,
    InstallmentsBody,
    MadeReportLinkOut,
    MilestonesBody,
    NewClassReport,
    NewReportLink,
    NudgeBody,
    NudgedOut,
    ReportLinkOut,
    ReportQuery,
)

ORDER, KINDS = ("-id",), (int,)
PATH = "/api/v1/orders/class-reports/"


class ClassPlanViewSet(Resource):
    """What is planned for classes, by the id of the class."""

    def thing(self, key: str) -> Cohort:
        return cohort_or_404(self.viewer, key)

    def shown(self, thing: Cohort) -> dict[str, Any]:
        today = self.now.astimezone(thing.agency.zone).date()
        plan = plan_beside(thing.installments.all(), paid_for(thing), today)
        return {
            "milestones": [
                {"kind": kind, "due_on": day.isoformat() if day else None}
                for kind, day in due_days(thing).items()
            ],
            "installments": [
                {
                    "due_on": row.installment.due_on.isoformat(),
                    "amount": money_text(row.installment.amount),
                    "covered": money_text(row.covered),
                    "overdue": row.overdue,
                }
                for row in plan
            ],
        }

    @endpoint(PLANNERS, ClassPlanOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read milestones and installments of a class."""
        return Response(self.shown(self.thing(public_id)))

    @verb("milestones", PLANNERS, ClassPlanOut, method="put", body=MilestonesBody, moves=True)
    def milestones(self, request: Any, public_id: str) -> Response:
        """Say by which day each milestone is to be reached. What is reached is read from the orders."""
        cohort = self.thing(public_id)
        days = {each["kind"]: each["due_on"] for each in self.body["milestones"]}
        if strange := sorted(set(days) - {*due_days(cohort), "attended"}):
            raise Invalid({"milestones": _("This class has no milestone %(kind)s.") % {"kind": strange[0]}})
        save_milestones(actor=self.viewer, cohort=cohort, days=days, now=self.now)
        return Response(self.shown(self.thing(public_id)))

    @verb("installments", PLANNERS, ClassPlanOut, method="put", body=InstallmentsBody, moves=True)
    def installments(self, request: Any, public_id: str) -> Response:
        """Replace the payment plan. The amounts must come to what the class costs."""
        parts = [(each["due_on"], Decimal(each["amount"])) for each in self.body["installments"]]
        save_installments(actor=self.viewer, cohort=self.thing(public_id), parts=parts, now=self.now)
        return Response(self.shown(self.thing(public_id)))

    @verb("nudge", PLANNERS, NudgedOut, body=NudgeBody, moves=True)
    def nudge(self, request: Any, public_id: str) -> Response:
        """Remind members who are late, all or those that are named, each once a day at most."""
        cohort = self.thing(public_id)
        rows = CohortMember.objects.filter(agency_id=cohort.agency_id, cohort=cohort).present()
        if named := self.body.get("members"):
            rows = rows.filter(public_id__in=named)
        made = nudge_members(actor=self.viewer, cohort=cohort, members=list(rows), now=self.now)
        return Response({"reminded": [nudge.member.public_id for nudge in made]})


class ClassReportViewSet(Resource):
    """Reports of classes: each stays as it was made."""

    def thing(self, key: str) -> ReportSnapshot:
        return snapshot_or_404(self.viewer, key)

    def shown(self, thing: ReportSnapshot) -> dict[str, Any]:
        return report_shown(thing)

    @endpoint(PLANNERS, ClassReportOut, listed=True)
    def list(self, request: Any) -> Response:
        """List reports, the newest first."""
        rows = ReportSnapshot.objects.visible_to(self.viewer).select_related("cohort")
        return page(self, rows, self._row, order=ORDER, kinds=KINDS)

    def _row(self, row: ReportSnapshot) -> dict[str, Any]:
        row.agency = self.viewer.agency
        return report_shown(row)

    @endpoint(
        PLANNERS,
        ClassReportOut,
        status=201,
        body=NewClassReport,
        creates=True,
        moves=True,
        refusals=(404,),
    )
    def create(self, request: Any) -> Response:
        """Freeze how a class stands now."""
        cohort = cohort_or_404(self.viewer, self.body["class_id"])
        made = make_snapshot(actor=self.viewer, cohort=cohort, now=self.now)
        return self.created(self.thing(made.public_id), f"{PATH}{made.public_id}/")

    @endpoint(PLANNERS, ClassReportOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a report."""
        return self.ok(self.thing(public_id))

    @verb(
        "document",
        PLANNERS,
        method="get",
        query=ReportQuery,
        media_types=("text/csv", XLSX, "application/pdf"),
    )
    def document(self, request: Any, public_id: str) -> HttpResponseBase:
        """Download a report as CSV, workbook or PDF."""
        kind = self.asked.get("format", "csv")
        return report_file(self.thing(public_id), kind, outside=False, now=self.now)


class ClassReportLinkViewSet(Resource):
    """Links by which others read a report, without names."""

    shows_secret = True

    def thing(self, key: str) -> ReportLink:
        rows = ReportLink.objects.visible_to(self.viewer).filter(public_id=key)
        found = rows.select_related("snapshot__cohort").first()
        if found is None:
            raise NotVisible()
        return found

    def shown(self, thing: ReportLink) -> dict[str, Any]:
        return {
            "id": thing.public_id,
            "report": thing.snapshot.public_id,
            "name": thing.name,
            "prefix": thing.prefix,
            "created_at": moment_text(thing.created_at),
            "expires_at": moment_text(thing.expires_at),
            "revoked_at": moment_text(thing.revoked_at),
        }

    @endpoint(PLANNERS, ReportLinkOut, listed=True)
    def list(self, request: Any) -> Response:
        """List links to reports, the newest first."""
        rows = ReportLink.objects.visible_to(self.viewer).select_related("snapshot")
        return page(self, rows, self.shown, order=ORDER, kinds=KINDS)

    @endpoint(PLANNERS, ReportLinkOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a link. Of its key the beginning alone."""
        return self.ok(self.thing(public_id))

    @endpoint(
        PLANNERS,
        MadeReportLinkOut,
        status=201,
        body=NewReportLink,
        moves=True,
        dangerous="cohorts:report",
        refusals=(404,),
    )
    @sensitive_variables("key", "response")
    def create(self, request: Any) -> Response:
        """Create a link. This answer alone shows its address: there is no Idempotency-Key, since the answer
        is stored nowhere; a second link of the same name to a report is refused."""
        said = dict(self.body)
        snapshot = snapshot_or_404(self.viewer, said.pop("report"))
        link, key = make_report_link(**self._who(), snapshot=snapshot, **said)
        address = f"/api/v1/orders/class-report-links/{link.public_id}/"
        response = self.created(self.thing(link.public_id), address)
        response.data["url"] = link_url(self.viewer.agency, key)
        return response

    @endpoint(PLANNERS, status=204)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Revoke a link. It opens nothing from the next call on."""
        revoke_report_link(**self._who(), link=self.thing(public_id))
        return Response(status=204)

    def _who(self) -> dict[str, Any]:
        return {"actor": self.viewer, "browser": browser_facts(self.http), "now": self.now}


def report_shown(row: ReportSnapshot) -> dict[str, Any]:
    """A report as the API shows it: the figures of its page."""
    report = report_from(row)
    return {
        "id": row.public_id,
        "class_id": row.cohort.public_id,
        "name": row.cohort_name,
        "as_of": moment_text(row.as_of),
        "milestones": list(report.days),
        "groups": [
            {"name": each.name, "members": each.size, "reached": [cell.reached for cell in each.cells]}
            for each in report.groups
        ],
        "completion": _share(report.completion),
        "on_time": _share(report.on_time),
        "attendance": _share(report.attendance),
        "members": [
            {"name": line["name"], "group": line["group"], "order": line["order"] or None}
            for line in member_lines(report)
        ],
    }


def _share(figure: Any) -> dict[str, int]:
    return {"part": figure.part, "whole": figure.whole}
