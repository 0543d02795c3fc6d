"""Making a membership nameless. What the person did stays, and nobody can tell any longer whose it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.actions.security_log import log_event
from agencies.models import Agency, FeaturePlan, FeatureSwitch, Invitation, Membership, Role
from agencies.signals import member_left
from project.base.viewer import System

from .people import lock_with_owners, require_other_owner


def erase_membership(*, membership: Membership, now: dt.datetime) -> Membership:
    """End the membership if it lives, and take its name, roles and hints away.

    Asks no right: the actions that call this have. Does nothing for one that was erased before; raises
    WrongState for the last owner. The row stays, because orders, messages and events name it; "Former member
    k3x9" is what they show. Reasons that the person gave for switches of features go.
    """
    with transaction.atomic():
        member, owners = lock_with_owners(System(membership.agency), membership)
        if member.erased_at:
            return member
        if member.ended_at is None:
            if Role.OWNER in member.roles:
                require_other_owner(member, owners)
            member.ended_at = now
            member_left.send(sender=Membership, membership=member, now=now)
        member.public_name = nameless(member.public_id)
        member.roles, member.dismissed_hints, member.erased_at = [], [], now
        member.suspended_at, member.suspended_by, member.suspension_reason = None, None, ""
        member.save()
        for rows in (FeatureSwitch, FeaturePlan):
            rows.objects.filter(by=member).exclude(reason="").update(reason="")
        log_event("person_erased", agency=membership.agency, person=member)
    return member


def forget_invitations(user: Any, agencies: Iterable[Agency]) -> None:
    """Delete the invitations of a person at these agencies, to whichever of their addresses they went."""
    theirs = Q(user=user) | Q(user=None, email=user.email)
    Invitation.objects.filter(theirs, agency__in=agencies).delete()


def nameless(public_id: str) -> str:
    """What stands where a name was; a piece of the public id tells two of them apart."""
    return _("Former member %(mark)s") % {"mark": public_id[:4]}
