"""What the billing app answers about mail on its way."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.models import Mail
from accounts.signals import mail_leaves

from .mail.payment_reminders import KIND, may_leave


@receiver(mail_leaves, dispatch_uid="billing.keep_back")
def keep_back(mail: Mail, **kwargs: Any) -> bool:
    """A reminder leaves only while money is open, and to somebody who may read the invoice now."""
    return mail.kind != KIND or may_leave(mail)
