"""What analytics answers about mail on its way."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.models import Mail
from accounts.signals import mail_leaves

from .mail import reports
from .states.reports import MAIL


@receiver(mail_leaves, dispatch_uid="analytics.keep_back")
def keep_back(mail: Mail, **kwargs: Any) -> bool:
    """A report leaves only while its recipient wants it and may read it."""
    return mail.kind != MAIL or reports.may_leave(mail)
