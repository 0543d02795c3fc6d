"""The page of one class: how far it is, who is in it, and what can be done."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.states.roles import is_staff
from cohorts.actions.moving import COHORTS
from cohorts.models import Cohort, Nudge
from cohorts.pricing.late_briefs import due_of
from cohorts.pricing.prices import committed
from cohorts.rules.cohorts import can_plan, can_share_out
from cohorts.rules.progress import Standing, due_days, is_late, matrix_of, standings_of, stragglers_of
from cohorts.states.cohorts import FEATURE, CohortState, MilestoneKind, PlacingState, Receiver
from orders.states.badges import ORDER_BADGES
from orders.states.orders import State
from project.base import formatting, query
from project.base.features import is_on
from project.base.viewer import Member

from .class_list import TONES
from .installments import installment_rows

#: Verbs that the page has a button for; placing has a page of its own.
ENDINGS = ("close", "reopen", "cancel")
#: Members that one page shows.
SHOWN = 50


def today_of(cohort: Cohort, now: dt.datetime) -> dt.date:
    """The day at the agency."""
    return now.astimezone(cohort.agency.zone).date()


def class_page(viewer: Member, cohort: Cohort, given: query.Given, now: dt.datetime) -> dict[str, Any]:
    """What the page prints. A constant number of queries."""
    standings, days, today = standings_of(cohort), due_days(cohort), today_of(cohort, now)
    spent = committed(cohort)
    found = _narrowed(standings, given)
    at = query.number(given, "page", most=50, otherwise=1) or 1
    return {
        "cohort": cohort,
        "tabs": tabs_of(viewer, cohort),
        "state": CohortState(cohort.state).label,
        "tone": TONES[CohortState(cohort.state)],
        "receiver": Receiver(cohort.receiver).label,
        "may_plan": can_plan(viewer, cohort) and cohort.is_live,
        "staff": is_staff(viewer),
        "spent": formatting.money(spent, cohort.agency.currency),
        "budget": formatting.money(cohort.budget, cohort.agency.currency) if cohort.budget else "",
        "kinds": _heads(days),
        "matrix": matrix_of(standings, days, today),
        "size": len(standings),
        "waiting": sum(1 for one in standings if one.member.draft_id and not one.order_state),
        "to_place": sum(1 for one in standings if not one.member.placing_id),
        "stragglers": _stragglers(cohort, standings, days, today),
        "rows": [member_row(one, days, today, now) for one in found[(at - 1) * SHOWN : at * SHOWN]],
        "page": at,
        "more": len(found) > at * SHOWN,
        "narrowed": len(found) != len(standings),
        "placing": _placing(cohort),
        "verbs": _verbs(viewer, cohort),
        "words": " ".join(query.words(given)),
        "group": query.text(given, "group"),
        "installments": installment_rows(cohort, now),
    }


def tabs_of(viewer: Member, cohort: Cohort) -> list[dict[str, Any]]:
    """For ui/tabs.html: the pages of the class that the viewer can open now."""
    planned = can_plan(viewer, cohort) and cohort.is_live and is_on(cohort.agency, FEATURE)
    shown = [
        ("cohorts:class", _("Overview"), True),
        ("cohorts:sessions", _("Sessions"), True),
        ("cohorts:links", _("Member links"), planned),
        ("cohorts:plan", _("Plan"), planned),
        ("cohorts:reports", _("Reports"), planned),
        ("analytics:class", _("Figures"), True),
        ("cohorts:writers", _("Writers"), can_share_out(viewer, cohort)),
        ("cohorts:settings", _("Settings"), planned),
    ]
    return [
        {
            "label": label,
            "url": reverse(name, args=[cohort.public_id]),
            "active": name == "cohorts:class",
            "count": None,
        }
        for name, label, may in shown
        if may
    ]


def _heads(days: dict[str, dt.date | None]) -> list[dict[str, Any]]:
    return [{"key": kind, "label": MilestoneKind(kind).label, "due": day} for kind, day in days.items()]


def _narrowed(standings: list[Standing], given: query.Given) -> list[Standing]:
    words, group = [word.casefold() for word in query.words(given)], query.text(given, "group")
    return [
        one
        for one in standings
        if all(word in f"{one.member.name} {one.member.email}".casefold() for word in words)
        and (not group or one.group == group)
    ]


def member_row(
    one: Standing, days: dict[str, dt.date | None], today: dt.date, now: dt.datetime
) -> dict[str, Any]:
    """What the table prints of a member."""
    member = one.member
    state = State(one.order_state) if one.order_state else None
    waits = _("Waiting for the brief") if member.draft_id else _("Being placed") if member.placing_id else ""
    return {
        "member": member,
        "group": one.group,
        "order": member.order.number if member.order else "",
        "state": state.label if state else waits or _("Not ordered"),
        "tone": ORDER_BADGES[state][0] if state else "info" if waits else "neutral",
        "due": due_of(member, now),
        "expected": member.order is None,
        "late": any(is_late(one, kind, day, today) for kind, day in days.items()),
    }


def _stragglers(
    cohort: Cohort, standings: list[Standing], days: dict[str, dt.date | None], today: dt.date
) -> list[dict[str, Any]]:
    late = stragglers_of(standings, days, today)
    nudged = set(
        Nudge.objects.filter(agency_id=cohort.agency_id, cohort=cohort, on=today).values_list(
            "member_id", flat=True
        )
    )
    return [
        {
            "member": one.member,
            "group": one.group,
            "kind": MilestoneKind(kind).label,
            "due": days[kind],
            "nudged": one.member.pk in nudged,
        }
        for one, kind in late
    ]


def _placing(cohort: Cohort) -> dict[str, Any] | None:
    """The last placing, while it runs or where it stopped."""
    last = cohort.placings.order_by("-pk").first()
    if last is None or last.state == PlacingState.DONE:
        return None
    done = last.members.filter(draft__isnull=False).count()
    return {"row": last, "done": done, "running": last.state == PlacingState.RUNNING}


def _verbs(viewer: Member, cohort: Cohort) -> list[dict[str, Any]]:
    found = COHORTS.choices(viewer, cohort, ENDINGS)
    return [
        {
            "verb": choice.transition.verb,
            "label": choice.transition.label,
            "icon": choice.transition.icon,
            "tone": choice.transition.tone,
        }
        for choice in found
        if choice.allowed
    ]
