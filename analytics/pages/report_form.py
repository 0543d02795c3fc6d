"""What the form of a scheduled report begins with: a board as it was shown, or a stored report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property

from agencies.models import Membership
from analytics.actions.reports import Plan
from analytics.forms.asked import AskedForm
from analytics.forms.reports import ReportForm
from analytics.models import ScheduledReport
from analytics.rules.boards import BOARDS, BoardRule, boards_of
from analytics.rules.metrics import Asked, Figure, Scope, board_figures
from analytics.rules.report_times import period_of, steps_of
from analytics.rules.reports import MOST_CANDIDATES, asked_of, candidates, open_board, scope_for, subject_seen
from analytics.states.metrics import Board, Granularity
from analytics.states.reports import Rhythm, Span
from project.base import query
from project.base.errors import NotAllowed, NotVisible
from project.base.viewer import Member

from .addresses import Addresses
from .boards import name_of
from .reports import labels_of, lines_of

#: When a new report is made, until somebody says otherwise: what the form begins with.
USUAL = Plan(name="", rhythm=Rhythm.WEEKLY, weekday=0, hour=8, span=Span.BEFORE)


@dataclass(frozen=True)
class Beginning:
    """The board, what it is about for the viewer, and what is asked of it."""

    rule: BoardRule
    scope: Scope
    asked: Asked
    steps: str = ""
    others: Sequence[BoardRule] = ()

    @property
    def board(self) -> Board:
        return self.rule.board

    @property
    def viewer(self) -> Member:
        assert isinstance(self.scope.viewer, Member)
        return self.scope.viewer

    @cached_property
    def figures(self) -> list[Figure]:
        """What the report would say now: one query."""
        return board_figures(self.board, self.scope, self.asked)

    @cached_property
    def people(self) -> list[Membership]:
        """Who can be chosen, oneself first."""
        rows = list(candidates(self.viewer, self.board, self.scope.subject)[:MOST_CANDIDATES])
        return sorted(rows, key=lambda person: person.pk != self.viewer.member_id)

    def form(self, data: Any, initial: dict[str, Any] | None = None) -> ReportForm:
        """The form, bound to what was sent if anything was."""
        usual = {
            "name": name_of(self.board, self.scope.subject)[:80],
            "granularity": self.steps,
            "recipients": [self.viewer.membership.public_id],
        }
        return ReportForm(
            data,
            people=self.people,
            filters=self.asked.filters,
            labels=labels_of(self.figures),
            zone=str(self.asked.period.zone),
            initial=usual if initial is None else initial,
        )

    def context(self) -> dict[str, Any]:
        """What the page prints beside the form."""
        of = self.scope.subject.public_id if self.scope.subject else ""
        at = Addresses(self.board, self.asked, of=of)
        return {
            "board": name_of(self.board, self.scope.subject),
            "board_url": at.page(),
            "boards": [
                {
                    "label": rule.name,
                    "url": f"{reverse('analytics:report_new')}?{urlencode({'board': rule.board.value})}",
                    "active": rule.board == self.board,
                }
                for rule in self.others
            ],
            **lines_of(self.figures, at, self.scope),
        }


def report_form(viewer: Member, given: QueryDict, now: dt.datetime) -> Beginning:
    """What an address asks to put on a schedule: `board`, `of`, `by`, and the filters of the board; the
    viewer's first board without. Raises NotAllowed for a board that is not the viewer's, NotVisible for
    what they do not see."""
    own = boards_of(viewer)
    named = query.choice(given, "board", Board.values)
    rule = open_board(viewer, named) if named else next(iter(own), None)
    if rule is None:
        raise NotAllowed()
    subject = subject_seen(viewer, rule, query.public_id(given, "of"))
    if rule.subject and subject is None:
        raise NotVisible()
    filters = AskedForm(given, now=now, zone=viewer.agency.zone, dimensions=rule.filters).asked().filters
    steps = query.choice(given, "by", Granularity.values)
    period = period_of(USUAL, USUAL.span, now, viewer.agency.zone)
    asked = Asked(period, steps_of(steps, period), filters)
    others = own if len(own) > 1 and not subject else ()
    return Beginning(rule, Scope(viewer, now, subject), asked, steps, others)


def asked_of_stored(viewer: Member, report: ScheduledReport, now: dt.datetime) -> Beginning:
    """What a stored report asks, as if it were made now. Raises NotVisible where the viewer may not read
    it."""
    scope = scope_for(viewer, report, now)
    if scope is None:
        raise NotVisible()
    period = period_of(report, report.span, now, viewer.agency.zone)
    return Beginning(BOARDS[Board(report.board)], scope, asked_of(report, period))
