"""Jobs of class orders. Each is safe to run twice and beside itself."""

from __future__ import annotations

from agencies.models import Agency
from project.base import clock
from project.base.jobs import Urgency, task
from project.base.sweeps import declare_sweep

from .actions import placing_job
from .actions.member_links import send_waiting_links
from .actions.rosters import sweep_rosters
from .actions.session_reminders import remind_booked
from .mail.members import write_link
from .mail.nudges import write_about_placing, write_nudges
from .mail.sessions import BOOKED, TOMORROW, write_of_booking, write_of_session

#: Every hour: delete rosters that were uploaded a day ago and never saved.
sweep = declare_sweep("cohorts.sweep", [sweep_rosters], every="17 * * * *", each=Agency.working)
#: Every five minutes: remind those who hold a seat at a session of tomorrow.
session_sweep = declare_sweep("cohorts.sessions", [remind_booked], every="*/5 * * * *", each=Agency.working)


@task("cohorts.place_orders", urgency=Urgency.SOON)
def place_orders(placing_id: int) -> None:
    """Place the orders of a class, for whoever waits at the page."""
    placing_job.run_placing(placing_id=placing_id, now=clock.now())


@task("cohorts.tell_of_session", urgency=Urgency.SOON)
def tell_of_session(session_id: int, version: int, what: str) -> None:
    """Tell those who hold a seat that a session was changed or cancelled, each once."""
    write_of_session(session_id=session_id, version=version, what=what, now=clock.now())


@task("cohorts.tell_of_booking", urgency=Urgency.SOON)
def tell_of_booking(booking_id: int) -> None:
    """Confirm a seat, once."""
    write_of_booking(booking_id=booking_id, what=BOOKED, now=clock.now())


@task("cohorts.remind_of_session", urgency=Urgency.SOON)
def remind_of_session(booking_id: int) -> None:
    """Remind who holds a seat, once."""
    write_of_booking(booking_id=booking_id, what=TOMORROW, now=clock.now())


@task("cohorts.tell_of_placing", urgency=Urgency.SOON)
def tell_of_placing(placing_id: int) -> None:
    """Tell whoever placed the orders of a class that it is done."""
    write_about_placing(placing_id=placing_id, now=clock.now())


@task("cohorts.tell_nudged", urgency=Urgency.SOON)
def tell_nudged(nudge_ids: list[int]) -> None:
    """Remind members of a class who are late, or whoever runs it."""
    write_nudges(nudge_ids=nudge_ids, now=clock.now())


@task("cohorts.send_link", urgency=Urgency.SOON)
def send_link(link_id: int) -> None:
    """Mail a link to its member, once."""
    write_link(link_id=link_id, now=clock.now())


@task("cohorts.send_links", urgency=Urgency.SOON)
def send_links(cohort_id: int, by_id: int) -> None:
    """Mail a link to each member of a class who has none."""
    send_waiting_links(cohort_id=cohort_id, by_id=by_id, now=clock.now())
