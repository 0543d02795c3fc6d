"""Jobs of class orders. Each is safe to run twice and beside itself."""

from __future__ import annotations

from agencies.models import Agency
from project.base import clock
from project.base.jobs import Urgency, task
from project.base.sweeps import declare_sweep

from .actions import placing_job
from .actions.rosters import sweep_rosters

#: Every hour: delete rosters that were uploaded a day ago and never saved.
sweep = declare_sweep("cohorts.sweep", [sweep_rosters], every="17 * * * *", each=Agency.working)


@task("cohorts.place_orders", urgency=Urgency.SOON)
def place_orders(placing_id: int) -> None:
    """Place the orders of a class, for whoever waits at the page."""
    placing_job.run_placing(placing_id=placing_id, now=clock.now())
