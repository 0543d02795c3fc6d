"""What of analytics an agency can switch off (project/base/features.py)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from analytics.models import ScheduledReport
from analytics.states.reports import FEATURE, MAIL
from project.base.features import Door, Feature, counted, features


def register() -> None:
    """Called once, in ready()."""
    features.register("client_analytics", CLIENT_ANALYTICS)
    features.register(FEATURE, SCHEDULED_REPORTS)


CLIENT_ANALYTICS = Feature(
    label=_("Figures for clients"),
    text=_("Clients see what they spent, how many orders they placed, and how well these were kept."),
    off=_("Clients have no figures. Those of the agency stay."),
    pages={
        f"analytics:{name}": Door.SHUT
        for name in ("client", "client_file", "client_rows", "client_rows_file")
    },
    api={"client-figures": Door.SHUT},
    without={"jobs": "Nothing of it runs by itself.", "mails": "It sends none."},
)


def reports_left(agency: Any) -> list[str]:
    """Reports that would not be sent any more."""
    words = ngettext_lazy(
        "%(count)s scheduled report is no longer sent.",
        "%(count)s scheduled reports are no longer sent.",
        "n",
    )
    rows = ScheduledReport.objects.filter(agency=agency, next_run_at__isnull=False)
    return counted(rows, words)


#: Calls that bring something to an end.
ENDING_CALLS = ("pause", "destroy", "leave")
SCHEDULED_REPORTS = Feature(
    label=_("Scheduled reports"),
    text=_("Figures are emailed every week or month, to each recipient those that they can open."),
    off=_("No report is made or sent. Those that were sent can still be read."),
    pages={
        **{f"analytics:{name}": Door.READ for name in ("reports", "report", "report_run")},
        "analytics:report_new": Door.SHUT,
        "analytics:report_edit": Door.STILL,
        # Pausing, removing and leaving go on; what begins something is refused by its action.
        "analytics:report_act": Door.ENDS,
        "analytics:report_leave": Door.ENDS,
    },
    api={
        "figure-reports": Door.READ,
        **{f"figure-reports.{name}": Door.ENDS for name in ENDING_CALLS},
        "figure-report-runs": Door.READ,
    },
    jobs=("analytics.make_due",),
    mails=(MAIL,),
    impact=reports_left,
)
