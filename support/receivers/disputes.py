"""What disputes do when a suspended agency works again."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from agencies.signals import agency_resumed
from support.actions.disputes_lost_time import give_time_back


@receiver(agency_resumed, dispatch_uid="support.give_time_back")
def give_back_lost_time(agency: Any, since: Any, now: Any, **kwargs: Any) -> None:
    """No proposal is agreed to because the agency was shut."""
    give_time_back(agency=agency, since=since, now=now)
