"""What the quotes app does when an agency works again, and answers about mail on its way."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.models import Mail
from accounts.signals import mail_leaves
from agencies.signals import agency_resumed

from .actions.lost_time import give_time_back
from .mail.sending import KIND, may_leave


@receiver(mail_leaves, dispatch_uid="quotes.keep_back")
def keep_back(mail: Mail, **kwargs: Any) -> bool:
    """A mail about a quote leaves only to somebody who may read of it now."""
    return mail.kind != KIND or may_leave(mail)


@receiver(agency_resumed, dispatch_uid="quotes.give_time_back")
def give_back_lost_time(agency: Any, since: Any, now: Any, **kwargs: Any) -> None:
    """No quote is over because the agency was shut."""
    give_time_back(agency=agency, since=since, now=now)
