"""What the billing app answers about mail on its way."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.models import Mail
from accounts.signals import mail_leaves

from .mail import invoices, payment_reminders


@receiver(mail_leaves, dispatch_uid="billing.keep_back")
def keep_back(mail: Mail, **kwargs: Any) -> bool:
    """A reminder leaves only while money is open, and it and an invoice to somebody who may read it now."""
    answers = {payment_reminders.KIND: payment_reminders.may_leave, invoices.KIND: invoices.may_leave}
    return mail.kind not in answers or answers[mail.kind](mail)
