"""Who belongs to the agency, and as what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.actions.quotas import require_place
from agencies.actions.security_log import UNKNOWN, Browser, log_event
from agencies.models import Agency, Invitation, Membership, Role
from agencies.models.agency import SignUpPolicy
from agencies.models.legal import Occasion
from agencies.rules.agencies import manages_people, may_grant
from agencies.rules.opening import require_open
from agencies.signals import member_left, member_roles_changed, people_acted
from project.base.errors import Invalid, NotAllowed, NotVisible, WrongState, require
from project.base.viewer import Viewer

from .legal import note_acceptance

SUSPENDED = gettext_lazy("Your access to this agency is suspended. Contact the agency.")


def join_as_client(*, actor: Viewer, user: Any, public_name: str, now: dt.datetime) -> Membership:
    """Make `user` a client of the actor's agency, if it is open to anybody. Sends `member_roles_changed`.

    Does nothing for a live member. Raises NotOpen while the agency is closed, and NotAllowed when it takes
    people by invitation only, or has ended this person's membership before: only an invitation opens the door
    again.
    """
    require_open(actor.agency)
    require(actor.agency.sign_up == SignUpPolicy.OPEN, _("You can join this agency only by invitation."))
    with transaction.atomic():
        earlier = (
            Membership.objects.select_for_update(no_key=True).filter(agency=actor.agency, user=user).first()
        )
        if earlier and earlier.ended_at:
            raise NotAllowed(_("Your membership has ended. Ask the agency for an invitation."))
        if earlier and earlier.suspended_at:
            raise NotAllowed(SUSPENDED)
        if earlier:
            return earlier
        member = admit(
            agency=actor.agency, user=user, roles=[Role.CLIENT.value], public_name=public_name, now=now
        )
        note_acceptance(member=member, brand=actor.agency.brand, occasion=Occasion.SIGN_UP, now=now)
        log_event("client_joined", agency=actor.agency, person=member)
    return member


def change_roles(
    *, actor: Viewer, member: Membership, roles: list[str], now: dt.datetime, browser: Browser = UNKNOWN
) -> Membership:
    """Give a live member exactly `roles`. Takes effect with the person's
    next request; sends `member_roles_changed`.

    Does nothing when the roles are the same. Only owners change owners and make owners (NotAllowed); the last
    owner stays one (WrongState); an ended membership has no roles to change (WrongState).
    """
    require(manages_people(actor))
    with transaction.atomic():
        member, owners = lock_with_owners(actor, member)
        require_live(member)
        before, after = set(member.roles), set(roles)
        if before == after:
            return member
        _require_known(after)
        require_grant(actor, before, before ^ after)
        if Role.OWNER in before - after:
            require_other_owner(member, owners)
        change = {"given": _ordered(after - before), "taken": _ordered(before - after)}
        note_people_act("roles", actor, member, browser, now, **change)
        member.roles = _ordered(after)
        member.save(update_fields=["roles"])
        member_roles_changed.send(sender=Membership, membership=member, now=now)
        facts: dict[str, Any] = {"agency": actor.agency, "person": member, "actor": actor}
        log_event("roles_changed", **facts, browser=browser, roles=",".join(member.roles))
    return member


def end_membership(
    *, actor: Viewer, member: Membership, now: dt.datetime, browser: Browser = UNKNOWN
) -> Membership:
    """End a membership, suspended or not, from the person's next request on; what
    they did stays theirs. Sends `member_left`.

    Does nothing when it has ended. Only owners end an owner (NotAllowed); the last owner stays (WrongState).
    """
    require(manages_people(actor))
    with transaction.atomic():
        member, owners = lock_with_owners(actor, member)
        if member.ended_at:
            return member
        require_grant(actor, set(member.roles), ())
        if Role.OWNER in member.roles:
            require_other_owner(member, owners)
        note_people_act("ended", actor, member, browser, now)
        close_membership(member, now)
        log_event("membership_ended", agency=actor.agency, person=member, actor=actor, browser=browser)
    return member


def close_membership(member: Membership, now: dt.datetime) -> None:
    """End a locked membership and send `member_left`. Asks no right: the actions that call this have."""
    member.ended_at = now
    member.suspended_at, member.suspended_by, member.suspension_reason = None, None, ""
    member.save(update_fields=["ended_at", "suspended_at", "suspended_by", "suspension_reason"])
    member_left.send(sender=Membership, membership=member, now=now)


def note_people_act(
    verb: str, actor: Viewer, member: Membership, browser: Browser, now: dt.datetime, **facts: Any
) -> None:
    """Say which session is about to do something to a locked member. `verb` is what
    agencies.actions.taking_back knows a way back from, `facts` is what that needs beside the roles held."""
    before = {"verb": verb, "held": member.roles, **facts}
    about = {"kind": "roles", "subject": member.pk, "before": before}
    people_acted.send(Membership, actor=actor, browser=browser, now=now, **about)


@transaction.atomic
def admit(
    *,
    agency: Agency,
    user: Any,
    roles: Iterable[str],
    public_name: str,
    now: dt.datetime,
    invitation: Invitation | None = None,
) -> Membership:
    """Begin, resume or widen a membership and send `member_roles_changed`. Asks
    no right: the actions that call this have.

    `invitation` is the one that opened the door, if one did; whoever hears the signal may refuse it by an
    error. A live member gains the roles; an ended membership begins again with `roles` alone, and under
    `public_name` when it was erased. Raises NotAllowed for a suspended one: no invitation lifts that.
    """
    member, new = Membership.objects.select_for_update(no_key=True).get_or_create(
        agency=agency, user=user, defaults={"roles": _ordered(roles), "public_name": public_name}
    )
    if member.suspended_at:
        raise NotAllowed(SUSPENDED)
    returns = member.ended_at is not None
    if new or returns:
        require_place(agency, besides=member)
    if not new:
        held = () if member.ended_at else member.roles
        member.roles, member.ended_at = _ordered([*held, *roles]), None
        if member.erased_at:
            member.public_name, member.erased_at = public_name, None
        member.save(update_fields=["roles", "ended_at", "erased_at", "public_name"])
    member_roles_changed.send(
        sender=Membership, membership=member, now=now, invitation=invitation, returns=returns
    )
    return member


def is_last_owner(member: Membership) -> bool:
    """Whether the agency would be left without an owner; as it is now, without a lock."""
    owners = Membership.objects.live().with_role(Role.OWNER).filter(agency_id=member.agency_id)
    return Role.OWNER in member.roles and member.acts and not owners.exclude(pk=member.pk).exists()


def lock_with_owners(actor: Viewer, member: Membership) -> tuple[Membership, list[Membership]]:
    """The member and all owners of the agency who can act, locked in order of their ids, so that owners
    cannot oust each other at the same time. The member is read again: what the caller holds may be old.
    Raises NotVisible for a stranger."""
    wanted = Q(pk=member.pk) | Q(roles__contains=[Role.OWNER], ended_at=None, suspended_at=None)
    rows = list(
        Membership.objects.select_for_update(no_key=True)
        .filter(wanted, agency_id=actor.agency_id)
        .order_by("pk")
    )
    owners = [row for row in rows if Role.OWNER in row.roles and row.acts]
    locked = next((row for row in rows if row.pk == member.pk), None)
    if locked is None:
        raise NotVisible
    return locked, owners


def _ordered(roles: Iterable[str]) -> list[str]:
    held = set(roles)
    return [role for role in Role.values if role in held]


def require_live(member: Membership) -> None:
    """Raises WrongState for a membership that has ended."""
    if member.ended_at:
        raise WrongState(_("This membership has ended. Invite the person again."))


def _require_known(roles: set[str]) -> None:
    if not roles:
        raise Invalid({"roles": _("Choose at least one role, or end the membership.")})
    if roles - set(Role.values):
        raise Invalid({"roles": _("This role does not exist. Choose a different one.")})


def require_grant(actor: Viewer, held: set[str], changed: Iterable[str]) -> None:
    """Whoever holds a role that the actor could not grant, the actor does not touch."""
    require(
        all(may_grant(actor, role) for role in {*held, *changed}),
        _("Only an owner can do this for another owner."),
    )


def require_other_owner(member: Membership, owners: list[Membership]) -> None:
    """Raises WrongState when the locked `owners` (lock_with_owners) hold nobody but this member."""
    if all(owner.pk == member.pk for owner in owners):
        raise WrongState(_("An agency needs an owner. Make someone else an owner first."))
