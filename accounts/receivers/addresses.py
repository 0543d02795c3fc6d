"""What stops a change of address that waits."""

from __future__ import annotations

from typing import Any

from allauth.account import signals
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.actions.addresses import withdraw_email_change
from project.base.clock import now


@receiver([signals.password_changed, signals.password_set, signals.password_reset])
def withdraw_with_password(sender: Any, request: HttpRequest, user: Any, **_kwargs: Any) -> None:
    """A new password stops what somebody began with the old one; the mail to the present address says so."""
    withdraw_email_change(user=user, now=now())
