"""What class orders answer about mail on its way."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.models import Mail
from accounts.signals import mail_leaves

from .mail.members import KIND, may_leave


@receiver(mail_leaves, dispatch_uid="cohorts.keep_back")
def keep_back(mail: Mail, **kwargs: Any) -> bool:
    """A mail to a member leaves only while the link in it opens something."""
    return mail.kind != KIND or may_leave(mail)
