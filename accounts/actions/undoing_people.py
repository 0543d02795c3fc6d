"""Undoing what a session did to the rights of others: invitations, roles, the agency's policy, and what those
who got in by it have done with their rights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from accounts.models import ActKind, Notice, SessionAct, User
from accounts.signals import people_act_undone, people_acts_held
from agencies.actions.security_log import log_event
from agencies.actions.taking_back import (
    TakenBack,
    hold_people,
    left_after,
    take_back_change,
    take_back_invitation,
    take_back_policy,
)
from agencies.models import Agency, Membership
from agencies.rules.absolute_urls import agency_url
from agencies.states.roles import MANAGEMENT, Role
from project.base.jobs import Urgency

from .mail import write_mail

#: Kinds of acts that are about others, or about all.
MANAGED = (ActKind.INVITATION, ActKind.ROLES, ActKind.POLICY, ActKind.PEOPLE)
#: So many people who run an agency are told.
MOST_TOLD = 100

Told = tuple[Agency, TakenBack]


def hold_people_acts(*, user: User, sessions: Any) -> None:
    """Lock what these sessions have changed of others, before the sessions are locked: the verbs take their
    locks in that order, too."""
    acts = list(_standing(user).filter(session__in=sessions))
    for agency in {act.agency for act in acts}:
        here = [act for act in acts if act.agency_id == agency.pk]
        hold_people(
            agency,
            invitations=[int(act.subject) for act in here if act.kind == ActKind.INVITATION],
            members=[int(act.subject) for act in here if act.kind == ActKind.ROLES],
            policy=any(act.kind == ActKind.POLICY for act in here),
        )
    if held := [act for act in acts if act.kind == ActKind.PEOPLE]:
        people_acts_held.send(SessionAct, acts=held)


def undo_people_act(act: SessionAct, now: dt.datetime) -> list[Told]:
    """Take one act back, and before it what was done since by whom it let in, as far as they could not have
    done it without: that may have thrown the owner out. Returns what was taken back."""
    if not SessionAct.objects.standing().filter(pk=act.pk).update(undone_at=now):
        return []
    log_event("change_undone", agency=act.agency, user=act.user, change=act.kind)
    told: list[Told] = []
    for later in _later_acts(act):
        told += undo_people_act(later, now)
    return told + [(act.agency, one) for one in _take_back(act, now)]


def _take_back(act: SessionAct, now: dt.datetime) -> list[TakenBack]:
    facts: dict[str, Any] = {"agency": act.agency, "now": now}
    match act.kind:
        case ActKind.INVITATION:
            return take_back_invitation(**facts, invitation_id=int(act.subject))
        case ActKind.ROLES:
            return take_back_change(**facts, membership_id=int(act.subject), before=act.before or {})
        case ActKind.POLICY:
            return take_back_policy(**facts, before=act.before or {})
    people_act_undone.send(SessionAct, act=act, now=now)
    return []


def _later_acts(act: SessionAct) -> Iterable[SessionAct]:
    """What the member whom an act let in has done to others since, and could not do with the roles that are
    left: a manager who had been made an owner keeps what managers may do."""
    subject = {ActKind.INVITATION: "invitation_id", ActKind.ROLES: "membership_id"}.get(ActKind(act.kind))
    found = (
        left_after(agency=act.agency, before=act.before or {}, **{subject: int(act.subject)})
        if subject
        else None
    )
    if found is None or Role.OWNER in found[1]:
        return []
    acts = _standing(found[0].user).filter(agency=act.agency, kind__in=MANAGED[:3], at__gte=act.at)
    acts = acts.exclude(pk=act.pk).select_for_update(of=("self",)).order_by("-pk")
    if Role.MANAGER not in found[1]:
        return list(acts)
    return [act for act in acts if act.kind == ActKind.POLICY or Role.OWNER in _roles_of(act)]


def _roles_of(act: SessionAct) -> set[str]:
    before = act.before or {}
    return {role for name in ("roles", "held", "given") for role in before.get(name, ())}


def _standing(user: User) -> Any:
    rows = SessionAct.objects.standing().filter(user=user, kind__in=MANAGED)
    return rows.select_related("agency", "user")


def tell_of_taken_back(*, user: User, told: list[Told], now: dt.datetime) -> None:
    """Mail and notice to those who run the agencies, other than the person whose session it had been."""
    for agency in {agency for agency, _one in told}:
        taken = [one for where, one in told if where.pk == agency.pk]
        name = (
            Membership.objects.filter(agency=agency, user=user).values_list("public_name", flat=True).first()
        )
        rows = Membership.objects.live().with_role(*MANAGEMENT).filter(agency=agency).exclude(user=user)
        for row in rows.select_related("user").order_by("pk")[:MOST_TOLD]:
            _tell(row, agency, name or "", taken, named=user, now=now)


def _tell(
    to: Membership, agency: Agency, name: str, taken: list[TakenBack], *, named: User, now: dt.datetime
) -> None:
    path = reverse("desk_events")
    facts = {"name": name, "taken": taken, "link": agency_url(agency, path)}
    about: dict[str, Any] = {"context": facts, "urgency": Urgency.PERSON, "now": now, "reader": to.user}
    write_mail(agency=agency, kind="rights_taken_back", recipient=to.user.email, **about)
    words = {"kind": "rights_taken_back", "detail": name, "path": path, "named": named}
    Notice.objects.create(agency=agency, user=to.user, at=now, **words)
