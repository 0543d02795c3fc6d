"""What the catalog does when an agency begins."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from agencies.signals import agency_created

from .actions.starter_catalog import seed_starter_catalog


@receiver(agency_created, dispatch_uid="catalog.starter_catalog")
def give_agencies_a_catalog(agency: Any, now: Any, tax_rate: Any, **kwargs: Any) -> None:
    """A new agency begins with a catalog and prices, in the same transaction."""
    seed_starter_catalog(agency=agency, now=now, tax_rate=tax_rate)
