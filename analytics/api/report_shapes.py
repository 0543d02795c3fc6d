"""What goes in and out of scheduled reports."""

from __future__ import annotations

from analytics.models.reports import NAME_LIMIT
from analytics.states.metrics import Board, Granularity, Unit
from analytics.states.reports import FILTERS, MOST_RECIPIENTS, PausedBy, Rhythm, Span, Withheld
from project.base.api import fields
from project.base.api.bodies import Body, Out, Versioned

from .shapes import VALUE, FigureNumberOut, FigureSpanOut, number

DAY = "Of a weekly report, 0 for Monday."
MONTH_DAY = "Of a monthly report. In a shorter month it is the last day."
SPAN = "Of which days: whole days before the one on which it is made."


class ReportFilterIn(Body):
    """What the figures are narrowed to. See `parts` of the figures."""

    dimension = fields.Choice(choices=FILTERS)
    value = fields.Key(VALUE)

    example = {"dimension": "service", "value": "article"}


class NewFigureReport(Body):
    """A board with a fixed filter, when it is made, and for whom."""

    board = fields.Choice(choices=Board.values)
    of = fields.Id(required=False, help_text="What the board is about: a writer or a class.")
    name = fields.Text(max_length=NAME_LIMIT)
    rhythm = fields.Choice(choices=Rhythm.values)
    weekday = fields.Whole(least=0, most=6, required=False, help_text=DAY)
    day = fields.Whole(least=1, most=31, required=False, help_text=MONTH_DAY)
    hour = fields.Whole(least=0, most=23, help_text="In the agency’s time zone.")
    span = fields.Choice(choices=Span.values, default=Span.BEFORE.value, help_text=SPAN)
    granularity = fields.Choice(choices=Granularity.values, required=False, help_text="Without, as fits.")
    filters = fields.Items(child=ReportFilterIn(), max_length=len(FILTERS), required=False)
    recipients = fields.Items(
        child=fields.Id(), max_length=MOST_RECIPIENTS, help_text="Members of the agency, or yourself."
    )

    example = {
        "board": "agency",
        "name": "The week",
        "rhythm": "weekly",
        "weekday": 0,
        "hour": 8,
        "span": "before",
        "filters": [ReportFilterIn.example],
        "recipients": ["m4t8k2m6p9"],
    }


class FigureReportChange(Versioned):
    """What changes of a report; its board stays."""

    name = fields.Text(max_length=NAME_LIMIT, required=False)
    rhythm = fields.Choice(choices=Rhythm.values, required=False)
    weekday = fields.Whole(least=0, most=6, required=False, help_text=DAY)
    day = fields.Whole(least=1, most=31, required=False, help_text=MONTH_DAY)
    hour = fields.Whole(least=0, most=23, required=False)
    span = fields.Choice(choices=Span.values, required=False, help_text=SPAN)
    granularity = fields.Choice(choices=["", *Granularity.values], required=False)
    filters = fields.Items(child=ReportFilterIn(), max_length=len(FILTERS), required=False)
    recipients = fields.Items(child=fields.Id(), max_length=MOST_RECIPIENTS, required=False)

    example = {"version": 1, "hour": 7}


class ReportFilterOut(Out):
    """What the figures are narrowed to."""

    dimension = fields.Text()
    value = fields.Text()

    example = ReportFilterIn.example


class ReportRecipientOut(Out):
    """Who receives it. `left`: they no longer want it. `withheld`: why the last one was not sent to them."""

    id = fields.Id()
    name = fields.Text()
    left = fields.Flag()
    withheld = fields.Choice(choices=Withheld.values, allow_null=True)

    example = {"id": "m4t8k2m6p9", "name": "Max Manager", "left": False, "withheld": None}


class FigureReportOut(Out):
    """A scheduled report. `next_run_at` is null while it is paused; `paused_by` says by whom."""

    id = fields.Id()
    board = fields.Choice(choices=Board.values)
    of = fields.Id(allow_null=True)
    name = fields.Text()
    owner = fields.Id()
    rhythm = fields.Choice(choices=Rhythm.values)
    weekday = fields.Whole(allow_null=True)
    day = fields.Whole(allow_null=True)
    hour = fields.Whole()
    zone = fields.Text()
    span = fields.Choice(choices=Span.values)
    granularity = fields.Text()
    filters = fields.Items(child=ReportFilterOut())
    recipients = fields.Items(child=ReportRecipientOut())
    next_run_at = fields.Moment(allow_null=True)
    paused_by = fields.Choice(choices=PausedBy.values, allow_null=True)
    version = fields.Whole()

    example = {
        "id": "r4t8k2m6p9",
        "board": "agency",
        "of": None,
        "name": "The week",
        "owner": "m4t8k2m6p9",
        "rhythm": "weekly",
        "weekday": 0,
        "day": None,
        "hour": 8,
        "zone": "Europe/London",
        "span": "before",
        "granularity": "",
        "filters": [ReportFilterOut.example],
        "recipients": [ReportRecipientOut.example],
        "next_run_at": "2026-03-30T07:00:00Z",
        "paused_by": None,
        "version": 1,
    }


class ReportFigureOut(Out):
    """A number of a report, as it was when it was made."""

    metric = fields.Slug()
    unit = fields.Choice(choices=Unit.values)
    n = fields.Whole(most=2**31)
    value = number()
    before = FigureNumberOut(allow_null=True)
    series = FigureSpanOut(many=True)


class FigureReportRunOut(Out):
    """A report that was made for you. `by_hand`: you had it sent yourself."""

    id = fields.Id()
    report = fields.Id()
    name = fields.Text()
    board = fields.Choice(choices=Board.values)
    first = fields.Day()
    last = fields.Day()
    zone = fields.Text()
    as_of = fields.Moment()
    by_hand = fields.Flag()

    example = {
        "id": "u4t8k2m6p9",
        "report": "r4t8k2m6p9",
        "name": "The week",
        "board": "agency",
        "first": "2026-03-23",
        "last": "2026-03-29",
        "zone": "Europe/London",
        "as_of": "2026-03-30T07:00:00Z",
        "by_hand": False,
    }


class WholeFigureReportRunOut(FigureReportRunOut):
    """The same with its numbers."""

    currency = fields.Text()
    granularity = fields.Choice(choices=Granularity.values)
    filters = fields.Items(child=ReportFilterOut())
    figures = ReportFigureOut(many=True)

    example = {
        **FigureReportRunOut.example,
        "currency": "EUR",
        "granularity": "day",
        "filters": [ReportFilterOut.example],
        "figures": [
            {
                "metric": "placed",
                "unit": "count",
                "n": 2,
                "value": "2",
                "before": {"n": 1, "value": "1"},
                "series": [{"first": "2026-03-23", "last": "2026-03-23", "n": 2, "value": "2"}],
            }
        ],
    }
