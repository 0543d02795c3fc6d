"""What the demo's writers accept, and when they are away: set before and after the stories."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from catalog.models import Subject
from project.base.viewer import Member
from writers.actions.blackouts import add_blackout
from writers.actions.capacity import CapacityFields, save_capacity
from writers.querysets.people import people_facts
from writers.rules.half_days import morning_of
from writers.states.capacity import EVERY_DAY, MOST_ACTIVE

PLAIN = CapacityFields(
    accepting=True,
    message="",
    paused_until=None,
    max_active=10,
    max_per_day=None,
    max_hours=None,
    hours_per_day=6,
    buffer_days=0,
    working_days=(0, 1, 2, 3, 4),
    only_subjects=False,
    only_services=False,
)


@dataclass(frozen=True)
class Plan:
    """What somebody sets; `away`: in how many days from now, for how many half-days, and why."""

    fields: CapacityFields
    away: tuple[tuple[int, int, str], ...] = ()


#: In turn, by the order in which the writers came.
PLANS = (
    Plan(
        replace(PLAIN, max_active=12, max_per_day=3, hours_per_day=7), ((9, 6, "Hiking"), (30, 10, "Holiday"))
    ),
    Plan(
        replace(PLAIN, max_active=8, buffer_days=1),
        ((4, 1, "Dentist"), (17, 10, "Family visit")),
    ),
    Plan(replace(PLAIN, max_active=6, working_days=(0, 1, 2, 3), hours_per_day=5), ((12, 4, "Conference"),)),
    Plan(replace(PLAIN, max_active=10, working_days=(0, 1, 2, 3, 4, 5)), ((21, 10, ""),)),
)


def make_room(writers: list[Member], now: dt.datetime) -> None:
    """Let these writers take whatever the stories give them."""
    for writer in writers:
        fields = replace(PLAIN, max_active=MOST_ACTIVE, working_days=EVERY_DAY)
        save_capacity(actor=writer, member=writer.membership, fields=fields, version=1, now=now)


def plan(writers: list[Member], now: dt.datetime) -> None:
    """Let these writers of one agency say what they accept, a little more than they have by now, and when
    they are away."""
    if not writers:
        return
    facts = people_facts(writers[0].agency, [writer.member_id for writer in writers], now)
    for number, writer in enumerate(sorted(writers, key=lambda one: one.member_id)):
        chosen = PLANS[number % len(PLANS)]
        # The third is full: that is to be seen, too.
        least = facts[writer.member_id].active + (0 if number == 2 else 2)
        most = min(MOST_ACTIVE, max(least, chosen.fields.max_active))
        _follow(writer, replace(chosen, fields=replace(chosen.fields, max_active=most)), number, now)


def _follow(writer: Member, chosen: Plan, number: int, now: dt.datetime) -> None:
    subjects = Subject.objects.filter(agency=writer.agency, archived_at=None).order_by("position", "id")
    fields = replace(chosen.fields, subjects=list(subjects[number : number + 2]))
    save_capacity(actor=writer, member=writer.membership, fields=fields, version=2, now=now)
    for days, halves, reason in chosen.away:
        first = morning_of(now.date() + dt.timedelta(days=days))
        add_blackout(
            actor=writer,
            member=writer.membership,
            from_half=first,
            to_half=first + halves,
            reason=reason,
            now=now,
        )
