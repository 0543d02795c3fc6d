"""Jobs of the writers app. Each is safe to run twice and beside itself."""

from __future__ import annotations

from agencies.models import Agency
from project.base import clock
from project.base.jobs import Urgency, task
from project.base.sweeps import declare_sweep

from .actions.consents import end_consents
from .actions.feedback_sweeps import release_anonymous, release_due
from .actions.portfolio_figures import refresh_figures
from .actions.sweeps import open_pool_to_all, settle_acceptances
from .actions.waiting_list_sweep import go_on_with_lists
from .mail.consents import write_question
from .mail.feedback import write_about_feedback
from .mail.sample_requests import write_about_request

#: Every other minute: open to everyone what the preferred writer did not take, settle what rules accepted
#: once that can no longer be undone, go on with waiting lists that stand still, release feedback, take
#: offline samples whose consent has ended.
STEPS = [
    open_pool_to_all,
    settle_acceptances,
    go_on_with_lists,
    release_due,
    release_anonymous,
    end_consents,
]
#: Each night, when nobody reads: figures of portfolios.
nightly = declare_sweep("writers.nightly", [refresh_figures], every="11 2 * * *", each=Agency.working)
sweep = declare_sweep("writers.sweep", STEPS, every="*/2 * * * *", each=Agency.working)


@task("writers.tell_of_consent", urgency=Urgency.SOON)
def tell_of_consent(consent_id: int) -> None:
    """Write to the client whom a writer asked for consent, once."""
    write_question(consent_id=consent_id, now=clock.now())


@task("writers.tell_of_feedback", urgency=Urgency.SOON)
def tell_of_feedback(event_id: int) -> None:
    """Tell the people whom an act on feedback concerns, each once."""
    write_about_feedback(event_id=event_id, now=clock.now())


@task("writers.tell_of_request", urgency=Urgency.SOON)
def tell_of_request(request_id: int, answered: bool) -> None:
    """Tell a writer that somebody asks for a sample, or who asked what became of it, once."""
    write_about_request(request_id=request_id, answered=answered, now=clock.now())
