"""What goes in and out of plans and reports of classes."""

from __future__ import annotations

from cohorts.models.reports import MOST_DAYS
from cohorts.states.cohorts import MilestoneKind
from project.base.api import fields
from project.base.api.bodies import Body, Out, Query


class MilestoneIn(Body):
    """A milestone and the day by which it is to be reached; null for none."""

    kind = fields.Choice(choices=MilestoneKind.values)
    due_on = fields.Day(allow_null=True)

    example = {"kind": "delivered", "due_on": "2026-03-31"}


class MilestonesBody(Body):
    """All milestones of a class."""

    milestones = fields.Items(child=MilestoneIn(), max_length=10)

    example = {"milestones": [MilestoneIn.example]}


class InstallmentIn(Body):
    """A part of the payment plan."""

    due_on = fields.Day()
    amount = fields.Money()

    example = {"due_on": "2026-04-01", "amount": "2304.00"}


class InstallmentsBody(Body):
    """The whole payment plan."""

    installments = fields.Items(child=InstallmentIn(), max_length=24)

    example = {"installments": [InstallmentIn.example]}


class ClassMilestoneOut(Out):
    """A milestone of a class."""

    kind = fields.Text()
    due_on = fields.Text(allow_null=True)

    example = MilestoneIn.example


class InstallmentOut(Out):
    """An installment, and how much of it is covered by payments for the orders of the class."""

    due_on = fields.Text()
    amount = fields.Money()
    covered = fields.Money()
    overdue = fields.Flag()

    example = {**InstallmentIn.example, "covered": "0.00", "overdue": False}


class ClassPlanOut(Out):
    """What is planned for a class."""

    milestones = fields.Items(child=ClassMilestoneOut())
    installments = fields.Items(child=InstallmentOut())

    example = {"milestones": [ClassMilestoneOut.example], "installments": [InstallmentOut.example]}


class NudgeBody(Body):
    """Which members; all who are late where none is named."""

    members = fields.Items(child=fields.Id(), max_length=500, required=False)

    example = {"members": ["m4t8k2m6p9"]}


class NudgedOut(Out):
    """Who was reminded by this call."""

    reminded = fields.Items(child=fields.Id())

    example = {"reminded": ["m4t8k2m6p9"]}


class NewClassReport(Body):
    """Of which class."""

    class_id = fields.Id()

    example = {"class_id": "c4t8k2m6p9"}


class ReportQuery(Query):
    """As which file."""

    format = fields.Choice(choices=["csv", "xlsx", "pdf"], required=False)


class ReportShareOut(Out):
    """`part` of `whole`."""

    part = fields.Whole()
    whole = fields.Whole()

    example = {"part": 20, "whole": 40}


class ReportGroupOut(Out):
    """A group: by milestone, how many have reached it."""

    name = fields.Text()
    members = fields.Whole()
    reached = fields.Items(child=fields.Whole())

    example = {"name": "North", "members": 12, "reached": [12, 4, 2]}


class ReportMemberOut(Out):
    """A member with the order."""

    name = fields.Text()
    group = fields.Text()
    order = fields.Number(allow_null=True)

    example = {"name": "Ada Adams", "group": "North", "order": "INK-2026-00042"}


class ClassReportOut(Out):
    """A report. Completion: accepted of ordered texts. On time: of the delivered ones, those that came by the
    agreed deadline. Attendance: attended of expected sessions."""

    id = fields.Id()
    class_id = fields.Id()
    name = fields.Text()
    as_of = fields.Moment()
    milestones = fields.Items(child=fields.Text())
    groups = fields.Items(child=ReportGroupOut())
    completion = ReportShareOut()
    on_time = ReportShareOut()
    attendance = ReportShareOut()
    members = fields.Items(child=ReportMemberOut())

    example = {
        "id": "r4t8k2m6p9",
        "class_id": "c4t8k2m6p9",
        "name": "Consultants 2026",
        "as_of": "2026-03-20T09:00:00Z",
        "milestones": ["ordered", "delivered", "accepted"],
        "groups": [ReportGroupOut.example],
        "completion": ReportShareOut.example,
        "on_time": {"part": 18, "whole": 20},
        "attendance": {"part": 0, "whole": 0},
        "members": [ReportMemberOut.example],
    }


class NewReportLink(Body):
    """A link to one of your reports."""

    report = fields.Id()
    name = fields.Text(max_length=80, help_text="Who you send it to.")
    days = fields.Whole(least=1, most=MOST_DAYS, default=30)

    example = {"report": "r4t8k2m6p9", "name": "Board", "days": 30}


class ReportLinkOut(Out):
    """A link to a report; `prefix` is how its key begins."""

    id = fields.Id()
    report = fields.Id()
    name = fields.Text()
    prefix = fields.Text()
    created_at = fields.Moment()
    expires_at = fields.Moment()
    revoked_at = fields.Moment(allow_null=True)

    example = {
        "id": "k4t8k2m6p9",
        "report": "r4t8k2m6p9",
        "name": "Board",
        "prefix": "3fa91c07",
        "created_at": "2026-03-20T09:00:00Z",
        "expires_at": "2026-04-19T09:00:00Z",
        "revoked_at": None,
    }


class MadeReportLinkOut(ReportLinkOut):
    """A new link with its address, which no other answer shows."""

    url = fields.Text()

    example = {**ReportLinkOut.example, "url": f"https://inkwell.example/class-report/3fa91c07{'0' * 40}/"}
