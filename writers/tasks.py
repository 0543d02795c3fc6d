"""Jobs of the writers app. Each is safe to run twice and beside itself."""

from __future__ import annotations

from agencies.models import Agency
from project.base.sweeps import declare_sweep

from .actions.feedback_sweeps import release_anonymous, release_due
from .actions.sweeps import open_pool_to_all, settle_acceptances
from .actions.waiting_list_sweep import go_on_with_lists

#: Every other minute: open to everyone what the preferred writer did not take, settle what rules accepted
#: once that can no longer be undone, go on with waiting lists that stand still, release feedback.
STEPS = [open_pool_to_all, settle_acceptances, go_on_with_lists, release_due, release_anonymous]
sweep = declare_sweep("writers.sweep", STEPS, every="*/2 * * * *", each=Agency.objects)
