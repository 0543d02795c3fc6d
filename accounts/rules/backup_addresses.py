"""What a second address is good for, and since when."""

from __future__ import annotations

import datetime as dt
from typing import Any

from accounts.models import BackupAddress, PersonSession, User
from accounts.rules.login_alerts import questions_of

#: An unanswered question about a sign-in stands in the way of what was confirmed after it for so long.
QUESTIONED_FOR = dt.timedelta(days=30)


def backup_of(user: Any) -> BackupAddress | None:
    """The confirmed second address of a person. One query."""
    return BackupAddress.objects.confirmed().filter(user=user).first()


def addresses_of(user: User) -> list[str]:
    """Where what matters for the person's safety is told: the address, and the second one if there is one."""
    backup = backup_of(user)
    return [user.email, *([backup.email] if backup and backup.email != user.email else [])]


def opens(backup: BackupAddress, now: dt.datetime) -> bool:
    """Whether a link for a new password may go there: not while the person is asked about a sign-in that had
    begun when the address was confirmed. Whoever that was may have confirmed it."""
    if backup.confirmed_at is None:
        return False
    asked = questions_of(backup.user).filter(at__gt=now - QUESTIONED_FOR)
    return not asked.filter(session__started_at__lte=backup.confirmed_at).exists()


def person_behind(email: str, now: dt.datetime) -> User | None:
    """Whose confirmed second address this is, if a link for a new password may go there."""
    backup = BackupAddress.objects.confirmed().select_related("user").filter(email=email).first()
    return backup.user if backup and backup.user.is_active and opens(backup, now) else None


def backup_before(session: PersonSession) -> str:
    """The second address of its person, if it was confirmed before the session began; else ""."""
    backup = backup_of(session.user_id)
    if backup is None or backup.confirmed_at is None or backup.confirmed_at >= session.started_at:
        return ""
    return backup.email
