"""Jobs of the orders app: sweeps over rows whose time has come. Each is safe to run twice and beside itself."""

from __future__ import annotations

from agencies.models import Agency
from project.base import clock
from project.jobs import task

from .actions.acceptance import complete_due_reviews
from .actions.drafts import delete_discarded
from .actions.offers import expire_offers


@task("orders.sweep", every="*/5 * * * *")
def sweep(timestamp: int) -> None:
    """Every five minutes: complete orders whose review window is over, end offers that nobody answered, delete
    drafts that were discarded a while ago."""
    now = clock.now()
    for agency in Agency.objects.order_by("pk"):
        complete_due_reviews(agency=agency, now=now)
        expire_offers(agency=agency, now=now)
        delete_discarded(agency=agency, now=now)
