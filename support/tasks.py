"""Jobs of the support app. Each is safe to run twice and beside itself."""

from __future__ import annotations

from agencies.models import Agency
from project.base import clock
from project.base.jobs import Urgency, task
from project.base.sweeps import declare_sweep

from .actions.breaches import keep_overdue
from .actions.disputes_sweeps import carry_out_agreed, escalate_overdue, tell_of_silence
from .actions.escalation import take_steps
from .actions.sla_follow import follow_policies
from .actions.sweeps import close_solved, forget_refused
from .actions.ticket_answering import forget_answering
from .actions.ticket_snoozing import wake_snoozed
from .actions.ticket_timers import follow_calendar
from .mail import write_about_ticket

#: Every minute: carry out what is agreed by silence, tell of responses that did not come, put overdue
#: disputes before the managers.
disputes_sweep = declare_sweep(
    "support.disputes",
    [carry_out_agreed, tell_of_silence, escalate_overdue],
    every="* * * * *",
    each=Agency.working,
)
#: Every five minutes: close what was solved long ago, wake what was snoozed, follow changes of the working
#: hours, and forget mails that were refused long ago and who was answering a while ago.
sweep = declare_sweep(
    "support.sweep",
    [close_solved, wake_snoozed, follow_calendar, forget_refused, forget_answering],
    every="*/5 * * * *",
    each=Agency.working,
)
#: Every minute: keep what is overdue as missed, follow changes of what is promised, and take the steps of
#: ladders that are due.
sla_sweep = declare_sweep(
    "support.sla", [keep_overdue, follow_policies, take_steps], every="* * * * *", each=Agency.working
)


@task("support.tell_of_ticket", urgency=Urgency.SOON)
def tell_of_ticket(event_id: int) -> None:
    """Tell the people whom an act on a ticket concerns, each once."""
    write_about_ticket(event_id=event_id, now=clock.now())
