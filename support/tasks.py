"""Jobs of the support app. Each is safe to run twice and beside itself."""

from __future__ import annotations

from agencies.models import Agency
from project.base.sweeps import declare_sweep

from .actions.disputes_sweeps import carry_out_agreed, escalate_overdue, tell_of_silence

#: Every minute: carry out what is agreed by silence, tell of responses that did not come, put overdue
#: disputes before the managers.
disputes_sweep = declare_sweep(
    "support.disputes",
    [carry_out_agreed, tell_of_silence, escalate_overdue],
    every="* * * * *",
    each=Agency.working,
)
