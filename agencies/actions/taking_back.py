"""Taking back what somebody did to the rights of others, when it turns out that it was not them who acted.
Each way back touches what the act touched and nothing else: what was changed since stays. Within the
transaction of whoever calls this, who has asked the right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.actions.security_log import log_event
from agencies.models import Agency, Invitation, Membership, Role
from agencies.signals import invitation_taken_back, member_roles_changed
from project.base.viewer import System

from .people import close_membership, lock_with_owners
from .suspending import let_in, shut_out

#: Columns of one rule: of whom a second factor is required, and from when on.
FACTOR_RULE = {"second_factor_for", "second_factor_from", "second_factor_wide_from"}


@dataclass(frozen=True)
class TakenBack:
    """What was taken back, to be told: `what` is withdrawn (an invitation), ended, roles, resumed, restored,
    suspended, policy, or kept (the last owner stays one); `name` whose it was, `roles` those held now."""

    what: str
    name: str = ""
    roles: tuple[str, ...] = ()

    @property
    def role_words(self) -> str:
        return ", ".join(str(role.label) for role in Role if role.value in self.roles)


def hold_people(agency: Agency, *, invitations: Iterable[int], members: Iterable[int], policy: bool) -> None:
    """Lock what is going to be taken back: the agency where its `policy` is, these invitations, then these
    memberships, those of the people who used the invitations, and those of the owners. Before the sessions of
    whoever acted, which the verbs lock last."""
    if policy:
        Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    held = list(
        Invitation.objects.select_for_update().filter(agency=agency, pk__in=invitations).order_by("pk")
    )
    users = [row.user_id for row in held if row.used_at]
    wanted = Q(pk__in=members) | Q(user__in=users) | Q(roles__contains=[Role.OWNER], ended_at=None)
    list(Membership.objects.select_for_update(no_key=True).filter(wanted, agency=agency).order_by("pk"))


def left_after(
    *, agency: Agency, invitation_id: int = 0, membership_id: int = 0, before: dict[str, Any]
) -> tuple[Membership, set[str]] | None:
    """Whom an act let in or raised, and the roles that they have left when it is taken back; None for
    nobody. `before` is what the act noted."""
    rows = Membership.objects.filter(agency=agency).select_related("user")
    if invitation_id:
        used = Invitation.objects.filter(agency=agency, pk=invitation_id, used_at__isnull=False).first()
        member = rows.filter(user=used.user_id).first() if used else None
        given = set(used.roles) - set(used.former_roles or ()) if used else set()
        return (member, set(member.roles) - given) if member else None
    member = rows.filter(pk=membership_id).first()
    if member is None or before["verb"] not in ("roles", "restored"):
        return None
    raised = before["verb"] == "roles"
    return member, (set(member.roles) - set(before["given"])) | set(before["taken"]) if raised else set()


def take_back_invitation(*, agency: Agency, invitation_id: int, now: dt.datetime) -> list[TakenBack]:
    """An open invitation is withdrawn. Of a used one the roles go that the person did not hold before; whom
    it alone has let in is a member no longer. Sends `invitation_taken_back`."""
    row = Invitation.objects.select_for_update().filter(agency=agency, pk=invitation_id).first()
    if row is None or row.withdrawn_at:
        return []
    if row.used_at is None:
        row.withdrawn_at = now
        row.save(update_fields=["withdrawn_at"])
        log_event("invitation_withdrawn", agency=agency, invitation=row.public_id)
        return [TakenBack("withdrawn", row.email)]
    member = Membership.objects.filter(agency=agency, user=row.user).first()
    if member is None:
        return []
    invitation_taken_back.send(Invitation, invitation=row, membership=member, now=now)
    return _take_back_roles(agency, member, set(row.roles) - set(row.former_roles or ()), set(), now)


def take_back_change(
    *, agency: Agency, membership_id: int, before: dict[str, Any], now: dt.datetime
) -> list[TakenBack]:
    """Undo one verb of a manager about a member, by what it noted (people.note_people_act)."""
    member = Membership.objects.filter(agency=agency, pk=membership_id).first()
    if member is None or member.erased_at:
        return []
    if before["verb"] == "roles":
        return _take_back_roles(agency, member, set(before["given"]), set(before["taken"]), now)
    member, owners = lock_with_owners(System(agency), member)
    return WAYS_BACK[before["verb"]](member, owners, before, now)


def _take_back_roles(
    agency: Agency, member: Membership, given: set[str], taken: set[str], now: dt.datetime
) -> list[TakenBack]:
    """Without any role left the membership ends. The last owner who can act stays an owner: an agency without
    one helps nobody."""
    member, owners = lock_with_owners(System(agency), member)
    if member.ended_at:
        return []
    held, roles = set(member.roles), (set(member.roles) - given) | taken
    if _is_last(member, owners) and Role.OWNER in held - roles:
        log_event("last_owner_kept", agency=agency, person=member, suspicious=True)
        return [TakenBack("kept", member.public_name, (*member.roles,))]
    if roles == held:
        return []
    if not roles:
        close_membership(member, now)
        log_event("membership_ended", agency=agency, person=member)
        return [TakenBack("ended", member.public_name)]
    member.roles = [role for role in Role.values if role in roles]
    member.save(update_fields=["roles"])
    member_roles_changed.send(Membership, membership=member, now=now)
    log_event("roles_changed", agency=agency, person=member, roles=",".join(member.roles))
    return [TakenBack("roles", member.public_name, (*member.roles,))]


def _resume(
    member: Membership, owners: list[Membership], before: dict[str, Any], now: dt.datetime
) -> list[TakenBack]:
    if member.ended_at is None:
        return []
    member.ended_at = None
    member.save(update_fields=["ended_at"])
    member_roles_changed.send(Membership, membership=member, now=now, returns=True)
    log_event("membership_resumed", agency=member.agency, person=member)
    return [TakenBack("resumed", member.public_name, (*member.roles,))]


def _let_in(
    member: Membership, owners: list[Membership], before: dict[str, Any], now: dt.datetime
) -> list[TakenBack]:
    if member.suspended_at is None:
        return []
    let_in(member)
    log_event("member_restored", agency=member.agency, person=member)
    return [TakenBack("restored", member.public_name, (*member.roles,))]


def _shut_out(
    member: Membership, owners: list[Membership], before: dict[str, Any], now: dt.datetime
) -> list[TakenBack]:
    if member.suspended_at or member.ended_at or _is_last(member, owners):
        return []
    shut_out(
        member,
        by=before["by"],
        reason=_("Suspended again: someone else was using the account that reinstated this person."),
        now=now,
    )
    log_event("member_suspended", agency=member.agency, person=member)
    return [TakenBack("suspended", member.public_name, (*member.roles,))]


WAYS_BACK: dict[str, Callable[..., list[TakenBack]]] = {
    "ended": _resume,
    "suspended": _let_in,
    "restored": _shut_out,
}


def _is_last(member: Membership, owners: list[Membership]) -> bool:
    return [owner.pk for owner in owners] == [member.pk]


def take_back_policy(*, agency: Agency, before: dict[str, list[Any]], now: dt.datetime) -> list[TakenBack]:
    """What the policy said before, as far as nobody has changed it since: each number by itself, the rule on
    second factors as a whole. Where nothing is left to take back, nothing is told."""
    row = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    columns: dict[str, Any] = {name: Agency._meta.get_field(name) for name in before}
    since = {
        name for name, (_was, made) in before.items() if getattr(row, name) != columns[name].to_python(made)
    }
    kept = since | FACTOR_RULE if since & FACTOR_RULE else since
    back = [name for name in before if name not in kept]
    if not back:
        return []
    for name in back:
        setattr(row, name, columns[name].to_python(before[name][0]))
    row.save(update_fields=back)
    log_event("security_policy_changed", agency=row, changed=",".join(back))
    return [TakenBack("policy")]
