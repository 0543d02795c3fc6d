"""How far managers may help with a member's sign-in: end sessions at the agency's own hosts, and take lost
second factors away where the person's sign-in is this agency's matter alone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from agencies.models import Membership
from agencies.rules.agencies import manages_people, may_grant
from project.base.viewer import Member, System, Viewer

if TYPE_CHECKING:
    from accounts.models import FactorReset

#: How long a reset waits for its person to stop it, unless a second manager agrees.
WAIT = dt.timedelta(days=1)


def may_recover(viewer: Viewer, member: Membership) -> bool:
    """Who manages people, for somebody else of the agency; for an owner only another owner."""
    return (
        manages_people(viewer)
        and member.agency_id == viewer.agency_id
        and member.pk != viewer.member_id
        and all(may_grant(viewer, role) for role in member.roles)
    )


def why_no_reset(member: Membership) -> str:
    """What stands in the way of taking this member's second factors away here; "" for nothing. Two queries at
    most. That there is another agency is said, which one is not."""
    if member.ended_at:
        return _("This person’s membership has ended.")
    if member.suspended_at:
        return _("This person is suspended. Reinstate them first.")
    if not has_factor(member.user_id):
        return _(
            "There is no two-step verification to reset: this person signs in with their password alone."
        )
    if belongs_elsewhere(member):
        return _(
            "This person also belongs to another agency, so only the server administrator can "
            "reset their two-step verification. Ask the administrator to run the reset command."
        )
    return ""


def has_factor(user_id: int) -> bool:
    """Whether the person signs in with anything beside the password."""
    return Authenticator.objects.filter(user_id=user_id).exists()


def belongs_elsewhere(member: Membership) -> bool:
    """Whether another agency has the person as a member, suspended or not."""
    rows = Membership.objects.belonging().filter(user_id=member.user_id)
    return rows.exclude(agency_id=member.agency_id).exists()


def why_not_now(reset: FactorReset) -> str:
    """The guard of a reset that waits: what has changed since it was asked for."""
    asker = Member(reset.agency, membership=reset.asked_by)
    if not reset.asked_by.acts or not may_recover(asker, reset.membership):
        return _(
            "The person who requested this reset no longer has the right to do so. Withdraw the "
            "request and make a new one."
        )
    return why_no_reset(reset.membership)


def can_confirm(viewer: Viewer, reset: FactorReset) -> bool:
    """A second one who may: never who asked."""
    return may_recover(viewer, reset.membership) and viewer.member_id != reset.asked_by_id


def can_withdraw(viewer: Viewer, reset: FactorReset) -> bool:
    """Everybody who could have asked, whoever has."""
    return may_recover(viewer, reset.membership)


def is_its_person(viewer: Viewer, reset: FactorReset) -> bool:
    """Whom it is about, signed in or by the mailed link."""
    return viewer.member_id == reset.membership_id


def is_clock(viewer: Viewer, reset: FactorReset) -> bool:
    """The agency's own clock, and the operator."""
    return isinstance(viewer, System)
