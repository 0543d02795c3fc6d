"""Jobs of the agencies app. Each is safe to run twice and beside itself."""

from __future__ import annotations

from agencies.hooks import named_bytes
from agencies.models import Agency
from project.base import clock
from project.base.jobs import task

from .actions.file_sweeps import delete_unknown_bytes, delete_unknown_names, delete_unused


@task("agencies.sweep_files", every="41 */6 * * *")
def sweep_files(timestamp: int) -> None:
    """Every six hours: let files end that nothing links."""
    now = clock.now()
    for agency in Agency.objects.order_by("pk"):
        delete_unused(agency=agency, now=now)
        delete_unknown_bytes(agency=agency, now=now)
    for kept in named_bytes:
        delete_unknown_names(kept=kept, now=now)
