"""Jobs of the drafts app. Each is safe to run twice and beside itself."""

from __future__ import annotations

from agencies.models import Agency
from project.base.sweeps import declare_sweep

from .actions.sweeps import delete_discarded

#: Every five minutes: delete drafts that were discarded a while ago.
sweep = declare_sweep("drafts.sweep", [delete_discarded], every="*/5 * * * *", each=Agency.working)
