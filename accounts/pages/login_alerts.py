"""What was new about a sign-in, in plain words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import LoginAlert, PersonSession, SessionAct
from accounts.rules.questioned import suspects_of


def what_was_new(alert: LoginAlert) -> list[str]:
    """The facts that made us ask, a sentence each."""
    said = []
    if alert.new_device:
        said.append(_("You had not signed in with this browser before."))
    if alert.new_network:
        said.append(_("You had not signed in from this network before."))
    if alert.new_country:
        said.append(_("You had not signed in from this country before."))
    return said


def acts_of(session: PersonSession, *, undone: bool) -> list[str]:
    """What was done from a session and those after it, and is undone or stands: each kind once."""
    acts = SessionAct.objects.filter(session__in=suspects_of(session), undone_at__isnull=not undone)
    return list(dict.fromkeys(str(act.get_kind_display()) for act in acts.order_by("pk")[:200]))
