"""Links of members: sent by mail, sent again, revoked, opened."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from accounts.rules.limits import Limit, count_try
from agencies.models import Agency, Membership
from clients.actions.placeholders import make_placeholder
from cohorts.models import Cohort, CohortMember, MemberLink, MemberPerson
from cohorts.rules.member_links import (
    HOLDS,
    can_send_links,
    hash_of,
    key_of,
    needs_desk,
    opening,
    still_fits,
    why_not_sent,
    without_link,
)
from cohorts.states.cohorts import FEATURE
from project.base.errors import Conflict, NotAllowed, NotVisible, require
from project.base.features import require_on
from project.base.jobs import Urgency, defer
from project.base.viewer import Member, Viewer

from .moving import note

#: Mails with a link that one member is sent.
MAILS = Limit("member_links", 5, 24 * 60 * 60)


def person_of(member: CohortMember, *, now: dt.datetime) -> Membership:
    """The placeholder that stands for a member in drafts and orders, made at the first call: exactly one
    comes of many calls. Asks no right: the actions that call this have."""
    with transaction.atomic():
        CohortMember.objects.select_for_update(no_key=True, of=("self",)).get(pk=member.pk)
        found = MemberPerson.objects.select_related("membership").filter(member=member).first()
        if found is not None:
            return found.membership
        membership = make_placeholder(agency_id=member.agency_id, name=member.name, now=now)
        MemberPerson.objects.create(agency_id=member.agency_id, member=member, membership=membership)
    return membership


def send_link(*, actor: Member, member: CohortMember, now: dt.datetime) -> MemberLink:
    """Mail the member a link of their own, in place of the one before, which opens nothing any more.

    Raises Conflict where nothing can be sent, NotAllowed where only the desk may (needs_desk), TooMany beyond
    MAILS. Call it outside of a transaction.
    """
    require_on(actor.agency, FEATURE)
    require(can_send_links(actor, member.cohort))
    if reason := why_not_sent(member):
        raise Conflict(reason)
    count_try(MAILS, member.public_id, now=now)
    return _send(actor, member, now)


def send_all_links(*, actor: Member, cohort: Cohort) -> None:
    """Have a job mail a link to every member of a class who has an address and no link that opens
    something."""
    require_on(actor.agency, FEATURE)
    require(can_send_links(actor, cohort))
    defer("cohorts.send_links", Urgency.SOON, cohort_id=cohort.pk, by_id=actor.member_id)


def send_waiting_links(*, cohort_id: int, by_id: int, now: dt.datetime) -> int:
    """What that job does, as whoever asked for it, if they still may. Returns how many were sent. Each in its
    own transaction: begun anew, it goes on where it was, and nobody gets a second one."""
    cohort = Cohort.objects.select_related("agency__brand", "account").get(pk=cohort_id)
    by = Membership.objects.live().select_related("user").filter(agency_id=cohort.agency_id, pk=by_id).first()
    actor = Member(cohort.agency, membership=by) if by else None
    if actor is None or not can_send_links(actor, cohort):
        return 0
    sent = 0
    for member in without_link(cohort, now).order_by("pk"):
        member.cohort = cohort
        if not why_not_sent(member) and not needs_desk(actor, member, _last(member)):
            _send(actor, member, now)
            sent += 1
    return sent


def _send(actor: Viewer, member: CohortMember, now: dt.datetime) -> MemberLink:
    with transaction.atomic():
        person_of(member, now=now)
        stored = CohortMember.objects.select_related("cohort").get(pk=member.pk)
        if needs_desk(actor, stored, _last(stored)):
            raise NotAllowed(
                _("The address has changed. Ask the agency to send the link, so that the member gets it.")
            )
        _end(MemberLink.objects.filter(member=stored), now)
        stored.cohort.agency = actor.agency
        link = _make(stored, by=actor, now=now)
        note(stored.cohort, "send_link", actor=actor, now=now, member=stored)
        defer("cohorts.send_link", Urgency.SOON, link_id=link.pk)
    return link


def _last(member: CohortMember) -> MemberLink | None:
    return MemberLink.objects.filter(member=member).order_by("-id").first()


@sensitive_variables("link")
def _make(member: CohortMember, *, by: Viewer, now: dt.datetime) -> MemberLink:
    link = MemberLink(
        agency_id=member.agency_id,
        member=member,
        address=member.email,
        created_by_id=by.member_id or None,
        created_at=now,
        expires_at=now + HOLDS,
    )
    link.hash = hash_of(key_of(link))
    link.save()
    return link


def revoke_link(*, actor: Member, member: CohortMember, now: dt.datetime) -> None:
    """Make the link of a member worthless from the next request on. Twice is once."""
    require(can_send_links(actor, member.cohort))
    with transaction.atomic():
        CohortMember.objects.select_for_update(no_key=True, of=("self",)).get(pk=member.pk)
        if _end(MemberLink.objects.filter(member=member), now):
            note(member.cohort, "revoke_link", actor=actor, now=now, member=member)


def revoke_own_link(*, actor: Member, link: MemberLink, now: dt.datetime) -> None:
    """End a link that was mailed to the actor's own address. Twice is once."""
    require(link.agency_id == actor.agency_id and link.address.lower() == actor.membership.user.email.lower())
    with transaction.atomic():
        if _end(MemberLink.objects.filter(pk=link.pk), now):
            note(link.member.cohort, "revoke_link", actor=actor, now=now, member=link.member)


def revoke_own_links(*, email: str, now: dt.datetime) -> int:
    """Revoke every link that was mailed to an address, at whichever agency. Asks no right: for “it was not
    me”. Returns how many."""
    return _end(MemberLink.objects.filter(address__iexact=email).exclude(address=""), now)


def _end(rows: object, now: dt.datetime) -> int:
    return int(rows.filter(revoked_at=None).update(revoked_at=now))  # type: ignore[attr-defined]


def renewed_link(member: CohortMember, *, by: Viewer, now: dt.datetime) -> MemberLink | None:
    """The link that a mail about the member's own order carries: the live one; a new one in place of one that
    has expired, or that a new secret of the installation made worthless; None once it was revoked, or where
    none was ever sent. Within an open transaction. Asks no right: the clock tells what the member waits
    for."""
    link = MemberLink.objects.filter(member=member, revoked_at=None).first()
    if link is None or not link.address or link.address.lower() != member.email.lower():
        return None
    if link.expires_at > now and still_fits(link):
        return link
    _end(MemberLink.objects.filter(pk=link.pk), now)
    return _make(member, by=by, now=now)


@sensitive_variables("link")
def link_for_mail(member: CohortMember, *, by: Viewer, now: dt.datetime) -> MemberLink | None:
    """The link that a mail about the class carries: as renewed_link, or the first, made for that mail, of a
    member who was never sent one; None where none can be sent. Within an open transaction. Asks no right:
    who runs the class sends such a mail."""
    CohortMember.objects.select_for_update(no_key=True, of=("self",)).get(pk=member.pk)
    if MemberLink.objects.filter(member=member).exists():
        return renewed_link(member, by=by, now=now)
    if why_not_sent(member):
        return None
    person_of(member, now=now)
    note(member.cohort, "send_link", actor=by, now=now, member=member)
    return _make(member, by=by, now=now)


@sensitive_variables("key")
def member_of(*, key: str, agency: Agency, now: dt.datetime) -> CohortMember:
    """Whose link this key opens, with their class and placeholder; nothing is written. Raises NotVisible,
    alike for all that opens nothing: made up, revoked, expired, of another agency, of who left the class."""
    related = (
        "member__cohort__account",
        "member__group",
        "member__person__membership__user",
        "member__draft",
        "member__placing",
        "member__order",
    )
    link = opening(agency, now).filter(hash=hash_of(key)).select_related(*related).first()
    if link is None:
        raise NotVisible()
    member = link.member
    member.cohort.agency = member.person.membership.agency = agency
    return member
