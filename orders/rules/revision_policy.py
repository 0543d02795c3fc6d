"""What an agency's policy makes of a revision request: time, scope, and whether it uses up an included round.

The verdict is the rule's or the desk's, never the asker's: the client chooses
the severity, and the desk may change it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.rules import working_hours
from agencies.states.roles import is_management
from drafts.pricing.deadlines import LONGEST
from orders.models import Order, RevisionRequest, SeverityRule
from orders.states.orders import State
from orders.states.revision_choices import Scope, ScopeRule, Severity
from project.base.viewer import Viewer


def can_edit_policy(viewer: Viewer) -> bool:
    """Who sets how many rounds are included, and what each severity means."""
    return is_management(viewer)


@dataclass(frozen=True)
class Rule:
    """What one severity means. `hours` are working hours of the agency's calendar."""

    severity: str
    hours: int
    uses_round: bool
    wants_place: bool
    wants_wish: bool


#: What holds until an agency says otherwise.
DEFAULTS = {
    Severity.MINOR.value: Rule("minor", 16, False, False, False),
    Severity.MODERATE.value: Rule("moderate", 24, True, False, False),
    Severity.MAJOR.value: Rule("major", 32, True, False, True),
    Severity.CRITICAL.value: Rule("critical", 8, True, True, True),
}
#: A change order is open for the client's answer this long.
CHANGE_VALID = dt.timedelta(days=14)
REMIND_BEFORE = dt.timedelta(hours=24)


@dataclass(frozen=True)
class ScopeVerdict:
    """What the rule says of a new request."""

    scope: str
    rule: str
    uses_round: bool


def rules_of(agency: Agency) -> dict[str, Rule]:
    """The rule of each severity, in order. One query."""
    stored = {row.severity: _rule(row) for row in SeverityRule.objects.filter(agency=agency)}
    return {severity: stored.get(severity, default) for severity, default in DEFAULTS.items()}


def _rule(row: SeverityRule) -> Rule:
    return Rule(row.severity, row.hours, row.uses_round, row.wants_place, row.wants_wish)


def due_after(agency: Agency, now: dt.datetime, hours: int) -> dt.datetime:
    """The moment at which so many working hours of the agency have passed;
    never later than an order may be due."""
    latest = now + LONGEST
    try:
        return min(
            working_hours.add(working_hours.calendar_of(agency), now, dt.timedelta(hours=hours)), latest
        )
    except ValueError:  # an agency that hardly ever opens
        return latest


def rounds_used(revisions: Iterable[RevisionRequest]) -> int:
    """How many included rounds these requests of one order have used up."""
    return sum(row.uses_round for row in revisions if row.state not in ("cancelled", "out_of_scope"))


def judge(agency: Agency, order: Order, rule: Rule, used: int) -> ScopeVerdict:
    """The rule's verdict on a request of `rule`'s severity, made now, after `used` rounds.

    Delivered, with a round left or for a severity that uses none: part
    of the order. Otherwise the desk decides.
    """
    if order.state == State.COMPLETED:
        return ScopeVerdict(Scope.PENDING, ScopeRule.GRACE, rule.uses_round)
    if not rule.uses_round:
        return ScopeVerdict(Scope.WITHIN, ScopeRule.NO_ROUND, False)
    if used < agency.included_rounds:
        return ScopeVerdict(Scope.WITHIN, ScopeRule.INCLUDED, True)
    return ScopeVerdict(Scope.PENDING, ScopeRule.USED_UP, True)


#: What a point lacks by the rule of its request's severity: field of the form -> words.
LACKING = {
    "place": _("Enter the section, or the passage in quotation marks."),
    "wish": _("Enter what you want instead."),
}


def lacking(rule: Rule, place: str, wish: str) -> str:
    """Which field a point of this severity still needs: "place", "wish" or ""."""
    if rule.wants_place and not place:
        return "place"
    return "wish" if rule.wants_wish and not wish else ""
