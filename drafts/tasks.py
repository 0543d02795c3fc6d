"""Jobs of the drafts app. Each is safe to run twice and beside itself."""

from __future__ import annotations

from agencies.models import Agency
from project.base import clock
from project.base.jobs import task

from .actions.sweeps import delete_discarded


@task("drafts.sweep", every="*/5 * * * *")
def sweep(timestamp: int) -> None:
    """Every five minutes: delete drafts that were discarded a while ago."""
    now = clock.now()
    for agency in Agency.objects.order_by("pk"):
        delete_discarded(agency=agency, now=now)
