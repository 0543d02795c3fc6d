"""Putting a first-run hint away, for good."""

from __future__ import annotations

from django.db import transaction

from agencies.models import Membership
from agencies.states.hints import PAGES
from project.base.errors import NotVisible
from project.base.viewer import Member


def dismiss_hint(*, actor: Member, key: str) -> None:
    """The hint is not shown to this member again; the same once more does nothing.
    Raises NotVisible for an unknown key."""
    if key not in PAGES:
        raise NotVisible()
    with transaction.atomic():
        member = Membership.objects.select_for_update(no_key=True).get(
            pk=actor.member_id, agency_id=actor.agency_id
        )
        if key not in member.dismissed_hints:
            member.dismissed_hints = [*member.dismissed_hints, key]
            member.save(update_fields=["dismissed_hints"])
