"""What the quotes app answers about mail on its way."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.models import Mail
from accounts.signals import mail_leaves

from .mail.sending import KIND, may_leave


@receiver(mail_leaves, dispatch_uid="quotes.keep_back")
def keep_back(mail: Mail, **kwargs: Any) -> bool:
    """A mail about a quote leaves only to somebody who may read of it now."""
    return mail.kind != KIND or may_leave(mail)
