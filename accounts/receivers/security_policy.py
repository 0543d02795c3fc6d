"""Who hears of a change of an agency's rules about signing in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from accounts.models import Notice
from agencies.models import Agency, Membership, SecurityEvent
from agencies.signals import security_policy_changed
from agencies.states.roles import Role
from project.base.jobs import defer
from project.base.viewer import Viewer

#: Owners who get a notice, at most.
MOST_TOLD = 100


@receiver(security_policy_changed)
def tell_of_change(
    sender: Any,
    agency: Agency,
    actor: Viewer,
    changed: list[str],
    event: SecurityEvent,
    now: dt.datetime,
    **_kwargs: Any,
) -> None:
    """The other owners at once, by a notice; those of whom a second factor is required by a job."""
    by = Membership.objects.get(pk=actor.member_id)
    owners = Membership.objects.live().with_role(Role.OWNER).filter(agency=agency).exclude(pk=by.pk)
    Notice.objects.bulk_create(
        Notice(
            agency=agency,
            user_id=owner.user_id,
            named_id=by.user_id,
            kind="security_policy_changed",
            detail=by.public_name,
            path=reverse("agencies:security"),
            at=now,
        )
        for owner in owners.order_by("pk")[:MOST_TOLD]
    )
    if agency.second_factor_from and any(name.startswith("second_factor") for name in changed):
        defer("accounts.tell_of_second_factor", event_id=event.pk)
