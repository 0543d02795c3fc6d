"""What class orders answer about mail on its way."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.models import Mail
from accounts.signals import mail_leaves
from agencies.signals import member_left, member_roles_changed

from .actions.assignment import end_parts
from .mail import members, sessions


@receiver(mail_leaves, dispatch_uid="cohorts.keep_back")
def keep_back(mail: Mail, **kwargs: Any) -> bool:
    """A mail to a member leaves only while the link in it opens something; one about a session only to who is
    still in the class under that address."""
    answers = {members.KIND: members.may_leave, sessions.KIND: sessions.may_leave}
    return mail.kind not in answers or answers[mail.kind](mail)


@receiver([member_left, member_roles_changed], dispatch_uid="cohorts.end_parts")
def end_parts_of(membership: Any, now: Any, **kwargs: Any) -> None:
    """Whoever no longer writes or edits here is named by no class for it, in the same transaction."""
    end_parts(membership=membership, now=now)
