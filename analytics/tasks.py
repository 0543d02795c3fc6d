"""Jobs of analytics. Each is safe to run twice and beside itself."""

from __future__ import annotations

from agencies.models import Agency
from project.base import clock
from project.base.jobs import Urgency, task
from project.base.sweeps import declare_sweep

from .actions.report_runs import make_due, make_run, purge_runs
from .mail.reports import write_report

#: Every five minutes: write down the reports that are due.
sweep = declare_sweep("analytics.reports", [make_due], every="*/5 * * * *", each=Agency.working)
#: Every night: delete reports that are older than they are kept.
purge = declare_sweep("analytics.purge", [purge_runs], every="41 3 * * *", each=Agency.working)


@task("analytics.make_report", urgency=Urgency.BULK)
def make_report(run_id: int) -> None:
    """Work out the numbers of one report for one recipient."""
    make_run(run_id=run_id, now=clock.now())


@task("analytics.mail_report", urgency=Urgency.BULK)
def mail_report(run_id: int) -> None:
    """Write the mail of a report, once."""
    write_report(run_id=run_id, now=clock.now())
