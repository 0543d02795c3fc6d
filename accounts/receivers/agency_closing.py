"""Who hears that an agency is to be closed, or stays."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from agencies.models import AgencyClosing
from agencies.signals import agency_closing_changed
from project.base.jobs import defer


@receiver(agency_closing_changed)
def tell_of_closing(sender: Any, closing: AgencyClosing, act: str, **_kwargs: Any) -> None:
    """Everybody who belongs to it, by a job."""
    defer("accounts.tell_of_agency_closing", closing_id=closing.pk, act=act)
