"""Jobs of the writers app. Each is safe to run twice and beside itself."""

from __future__ import annotations

from agencies.models import Agency
from project.base.sweeps import declare_sweep

from .actions.sweeps import open_pool_to_all

#: Every minute or so: open to everyone what the preferred writer did not take.
sweep = declare_sweep("writers.sweep", [open_pool_to_all], every="*/2 * * * *", each=Agency.objects)
