"""Shutting somebody out for a while: the roles stay, the door does not open."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.security_log import UNKNOWN, Browser, log_event
from agencies.models import Membership, Role
from agencies.models.membership import REASON_LIMIT
from agencies.rules.agencies import manages_people
from agencies.signals import member_suspended
from project.base.errors import Invalid, WrongState, require
from project.base.text import is_blank
from project.base.viewer import Viewer

from .people import lock_with_owners, note_people_act, require_grant, require_live


def suspend_member(
    *, actor: Viewer, member: Membership, reason: str, now: dt.datetime, browser: Browser = UNKNOWN
) -> Membership:
    """From the person's next request on they are nobody at this agency: no page, no token, no mail, no new
    work. Roles, names and what they hold stay; the desk may give their orders to somebody else. Sends
    `member_suspended`.

    Does nothing for who is suspended. `reason` (1 to 300 characters) is for who manages people. Raises
    NotAllowed for oneself, and for an owner unless an owner does it; WrongState for the last owner who can
    act, and for a membership that has ended.
    """
    require(manages_people(actor))
    require(member.pk != actor.member_id, _("You can’t suspend yourself. Ask someone else to do it."))
    if is_blank(reason) or len(reason) > REASON_LIMIT:
        raise Invalid(
            {"reason": _("Enter a reason of at most %(most)s characters.") % {"most": REASON_LIMIT}}
        )
    with transaction.atomic():
        member, owners = lock_with_owners(actor, member)
        require_live(member)
        require_grant(actor, set(member.roles), ())
        _require_acting(actor, owners)
        if member.suspended_at:
            return member
        note_people_act("suspended", actor, member, browser, now)
        shut_out(member, by=actor.member_id, reason=reason, now=now)
        log_event("member_suspended", agency=actor.agency, person=member, actor=actor, browser=browser)
    return member


def restore_member(
    *, actor: Viewer, member: Membership, now: dt.datetime, browser: Browser = UNKNOWN
) -> Membership:
    """Let a suspended member in again, as before. Does nothing for who is not
    suspended. The same rights as suspending."""
    require(manages_people(actor))
    with transaction.atomic():
        member, owners = lock_with_owners(actor, member)
        require_grant(actor, set(member.roles), ())
        _require_acting(actor, owners)
        if member.suspended_at is None:
            return member
        note_people_act("restored", actor, member, browser, now, by=member.suspended_by_id)
        let_in(member)
        log_event("member_restored", agency=actor.agency, person=member, actor=actor, browser=browser)
    return member


def shut_out(member: Membership, *, by: int | None, reason: str, now: dt.datetime) -> None:
    """Suspend a locked member and send `member_suspended`. Asks no right: the actions that call this have."""
    member.suspended_at, member.suspended_by_id, member.suspension_reason = now, by, reason
    member.save(update_fields=["suspended_at", "suspended_by", "suspension_reason"])
    member_suspended.send(sender=Membership, membership=member, now=now)


def let_in(member: Membership) -> None:
    """End the suspension of a locked member. Asks no right: the actions that call this have."""
    member.suspended_at, member.suspended_by, member.suspension_reason = None, None, ""
    member.save(update_fields=["suspended_at", "suspended_by", "suspension_reason"])


def _require_acting(actor: Viewer, owners: list[Membership]) -> None:
    """An owner who acts is one still, under the lock: of two who suspend each other at the same moment the
    second finds out here. So an owner always stays, since nobody suspends oneself."""
    if actor.has(Role.OWNER) and all(owner.pk != actor.member_id for owner in owners):
        raise WrongState(_("You are no longer an owner."))
