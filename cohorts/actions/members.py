"""Members of a class, one at a time; many come as a roster (rosters.py)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.rules.imports import alike
from cohorts.models import Cohort, CohortGroup, CohortMember, MemberValue
from cohorts.models.cohorts import MOST_GROUPS
from cohorts.models.members import KEY_LIMIT
from cohorts.rules.cohorts import can_plan
from cohorts.states.cohorts import MOST_MEMBERS
from project.base.errors import Invalid, NotVisible, WrongState, require
from project.base.viewer import Member, Viewer

from .bookings import free_seats_of
from .cohorts import require_live
from .moving import locked_cohort, note


def add_member(
    *,
    actor: Member,
    cohort: Cohort,
    name: str,
    email: str,
    group: str,
    key: str,
    values: Mapping[str, str],
    now: dt.datetime,
) -> CohortMember:
    """A new member. Without a `key` their address is it, or else their name. Raises Invalid for a key or an
    address that another has, and beyond MOST_MEMBERS."""
    require(can_plan(actor, cohort))
    with transaction.atomic():
        stored = locked_cohort(actor, cohort)
        require_live(stored)
        if stored.members.present().count() >= MOST_MEMBERS:
            raise Invalid({"": _("A class has at most %(most)s members.") % {"most": MOST_MEMBERS}})
        member = CohortMember(
            agency_id=stored.agency_id,
            cohort=stored,
            external_key=key or email or alike(f"{name} {group}")[:KEY_LIMIT],
            added_at=now,
        )
        _write(stored, member, name, email, group, values)
        note(stored, "member_add", actor=actor, now=now, member=member)
    return member


def change_member(
    *,
    actor: Member,
    member: CohortMember,
    name: str,
    email: str,
    group: str,
    values: Mapping[str, str],
    now: dt.datetime,
) -> CohortMember:
    """Change what is known of a member; an order that was placed stays as it is. Raises Invalid."""
    require(can_plan(actor, member.cohort))
    with transaction.atomic():
        stored = locked_cohort(actor, member.cohort)
        require_live(stored)
        found = locked_member(actor, member)
        _write(stored, found, name, email, group, values)
        note(stored, "member_change", actor=actor, now=now, member=found)
    return found


def remove_member(*, actor: Member, member: CohortMember, now: dt.datetime) -> CohortMember:
    """Take a member out of the class: a brief that is asked of them is no longer waited for, and their seats
    at sessions ahead are free. Who is gone is gone. Raises WrongState for one with an order: cancel that
    instead."""
    require(can_plan(actor, member.cohort))
    with transaction.atomic():
        stored = locked_cohort(actor, member.cohort)
        require_live(stored)
        found = locked_member(actor, member)
        if found.order_id:
            raise WrongState(_("This member has an order. Cancel the order instead."))
        if found.removed_at is None:
            found.removed_at = now
            found.save(update_fields=["removed_at"])
            free_seats_of(cohort=stored, member=found, now=now)
            note(stored, "member_remove", actor=actor, now=now, member=found)
    return found


def locked_member(actor: Viewer, member: CohortMember) -> CohortMember:
    """The member afresh under its lock, after that of the class. Raises NotVisible when it is gone."""
    rows = CohortMember.objects.filter(agency_id=actor.agency_id, pk=member.pk)
    found = rows.select_for_update(of=("self",)).first()
    if found is None:
        raise NotVisible()
    return found


def _write(
    cohort: Cohort, member: CohortMember, name: str, email: str, group: str, values: Mapping[str, str]
) -> None:
    if not name:
        raise Invalid({"name": _("Enter a name.")})
    others = cohort.members.exclude(pk=member.pk or 0)
    if member.pk is None and others.filter(external_key=member.external_key).exists():
        raise Invalid({"key": _("Another member has this key.")})
    if email and others.present().filter(email__iexact=email).exists():
        raise Invalid({"email": _("Another member has this email address.")})
    member.name, member.email, member.group = name, email, group_named(cohort, group)
    member.save()
    fields = {field.key: field for field in cohort.fields.all()}
    MemberValue.objects.filter(member=member).delete()
    MemberValue.objects.bulk_create(
        MemberValue(agency_id=cohort.agency_id, cohort=cohort, member=member, field=fields[key], value=value)
        for key, value in values.items()
        if key in fields and value
    )


def group_named(cohort: Cohort, name: str) -> CohortGroup | None:
    """The group of that name of a locked class, made where there is none; None for no name. Raises Invalid
    beyond MOST_GROUPS."""
    if not name:
        return None
    found = {alike(group.name): group for group in cohort.groups.all()}
    if group := found.get(alike(name)):
        return group
    if len(found) >= MOST_GROUPS:
        raise Invalid({"group": _("A class has at most %(most)s groups.") % {"most": MOST_GROUPS}})
    return CohortGroup.objects.create(
        agency_id=cohort.agency_id, cohort=cohort, name=name, position=len(found)
    )
