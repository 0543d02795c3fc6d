"""Members who are late are reminded, or whoever runs the class on their behalf: each once a day at most."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from cohorts.models import Cohort, CohortMember, Nudge
from cohorts.rules.cohorts import can_plan
from cohorts.rules.progress import due_days, standings_of, stragglers_of
from cohorts.states.cohorts import FEATURE, NudgeTo
from project.base.errors import WrongState, require
from project.base.features import require_on
from project.base.jobs import defer
from project.base.viewer import Member

from .moving import locked_cohort, note


def nudge_members(
    *, actor: Member, cohort: Cohort, members: Sequence[CohortMember], now: dt.datetime
) -> list[Nudge]:
    """Have those of `members` who are late reminded by mail of the first thing that they are late with: at
    their own address, or where there is none by one letter to whoever runs the class. Who was reminded today
    is left out, by constraint: a second click, however close, writes to nobody. Returns the new ones."""
    require(can_plan(actor, cohort))
    require_on(actor.agency, FEATURE)
    today = now.astimezone(actor.agency.zone).date()
    with transaction.atomic():
        stored = locked_cohort(actor, cohort)
        if not stored.is_live:
            raise WrongState(_("This class has ended. Nobody is reminded any more."))
        wanted = {member.pk for member in members}
        late = [
            (one.member, kind)
            for one, kind in stragglers_of(standings_of(stored), due_days(stored), today)
            if one.member.pk in wanted
        ]
        before = set(Nudge.objects.filter(cohort=stored, on=today).values_list("member_id", flat=True))
        made = [
            Nudge.objects.create(
                agency_id=stored.agency_id,
                cohort=stored,
                member=member,
                kind=kind,
                to=NudgeTo.MEMBER if member.email else NudgeTo.REQUESTER,
                by=actor.membership,
                at=now,
                on=today,
            )
            for member, kind in late
            if member.pk not in before
        ]
        if made:
            note(stored, "nudge", actor=actor, now=now, count=len(made))
            defer("cohorts.tell_nudged", nudge_ids=[nudge.pk for nudge in made])
    return made
