"""What goes in and out of `writer-management/writer-capacity/`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from project.base.api import fields
from project.base.api.bodies import Body, Out, Paged, Versioned
from writers.forms.capacity import MOST_PAIRS
from writers.models.blackouts import REASON_LIMIT
from writers.rules.calendar_import import MOST_TEXT
from writers.states.capacity import (
    MESSAGE_LIMIT,
    MOST_ACTIVE,
    MOST_BUFFER_DAYS,
    MOST_HOURS,
    MOST_HOURS_PER_DAY,
    MOST_PER_DAY,
    BlackoutSource,
    DayKind,
    DayPart,
)

from .reason_shapes import ReasonOut

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CODE = r"[A-Za-z0-9-]{2,10}"


class LanguagePair(Body):
    """A language that the writer writes in, and from which they translate, or null."""

    source = fields.Key(CODE, allow_null=True, required=False)
    target = fields.Key(CODE)

    example = {"source": None, "target": "en-GB"}


class CapacityBody(Versioned):
    """What a writer takes. What is left out is as it is for everyone."""

    is_accepting_orders = fields.Flag(required=False)
    message = fields.Text(max_length=MESSAGE_LIMIT, required=False, allow_blank=True)
    accepting_from = fields.Day(
        required=False,
        allow_null=True,
        help_text=_("While they accept no orders: the day from which on they do again."),
    )
    max_active_orders = fields.Whole(least=1, most=MOST_ACTIVE, required=False)
    max_orders_per_day = fields.Whole(
        least=1, most=MOST_PER_DAY, required=False, allow_null=True, help_text=_("null for no limit.")
    )
    max_hours = fields.Whole(
        least=1, most=MOST_HOURS, required=False, allow_null=True, help_text=_("null for no limit.")
    )
    hours_per_day = fields.Whole(least=1, most=MOST_HOURS_PER_DAY, required=False)
    deadline_buffer_days = fields.Whole(most=MOST_BUFFER_DAYS, required=False)
    working_days = fields.Items(child=fields.Choice(choices=WEEKDAYS), max_length=7, required=False)
    preferred_subjects = fields.Items(child=fields.Slug(), required=False)
    only_preferred_subjects = fields.Flag(required=False)
    preferred_services = fields.Items(child=fields.Slug(), required=False)
    only_preferred_services = fields.Flag(required=False)
    preferred_clients = fields.Items(child=fields.Id(), required=False)
    languages = fields.Items(child=LanguagePair(), max_length=MOST_PAIRS, required=False)

    example = {
        "is_accepting_orders": False,
        "message": "On a long translation",
        "accepting_from": None,
        "max_active_orders": 4,
        "max_orders_per_day": 2,
        "max_hours": None,
        "hours_per_day": 6,
        "deadline_buffer_days": 1,
        "working_days": ["monday", "tuesday", "wednesday", "thursday"],
        "preferred_subjects": [],
        "only_preferred_subjects": False,
        "preferred_services": [],
        "only_preferred_services": False,
        "preferred_clients": [],
        "languages": [{"source": None, "target": "en-GB"}],
        "version": 1,
    }


class NewCapacity(CapacityBody):
    """What a writer takes, where nothing is saved yet."""

    version = None  # type: ignore[assignment]  # a new record has none
    writer = fields.Id(required=False, help_text=_("The member; without it, the caller."))

    example = {name: value for name, value in CapacityBody.example.items() if name != "version"}


class WriterOut(Out):
    id = fields.Id()
    name = fields.Text()


class CapacityOut(Out):
    """What a writer takes. `id` is the writer’s; `is_default` while nothing is saved, so that the values are
    those for everyone. `active_orders_count` is counted from orders each time."""

    id = fields.Id()
    writer = WriterOut()
    is_default = fields.Flag()
    is_accepting_orders = fields.Flag()
    message = fields.Text()
    accepting_from = fields.Day(allow_null=True)
    active_orders_count = fields.Whole()
    max_active_orders = fields.Whole()
    max_orders_per_day = fields.Whole(allow_null=True)
    max_hours = fields.Whole(allow_null=True)
    hours_per_day = fields.Whole()
    deadline_buffer_days = fields.Whole()
    working_days = fields.Items(child=fields.Choice(choices=WEEKDAYS))
    preferred_subjects = fields.Items(child=fields.Slug())
    only_preferred_subjects = fields.Flag()
    preferred_services = fields.Items(child=fields.Slug())
    only_preferred_services = fields.Flag()
    preferred_clients = fields.Items(child=fields.Id())
    languages = fields.Items(child=LanguagePair())
    version = fields.Whole()
    updated_at = fields.Moment(allow_null=True)

    example = {
        "id": "w7h3k9m2pt",
        "writer": {"id": "w7h3k9m2pt", "name": "Wendell"},
        "is_default": False,
        "active_orders_count": 2,
        **NewCapacity.example,
        "version": 2,
        "updated_at": "2026-03-02T09:00:00Z",
    }


class ActiveCountOut(Out):
    """Orders that count as load, counted now."""

    active_orders_count = fields.Whole()
    max_active_orders = fields.Whole()
    free_slots = fields.Whole()

    example = {"active_orders_count": 2, "max_active_orders": 4, "free_slots": 2}


class BlackoutBody(Body):
    """Time off, both days included. Halves of days are optional."""

    start_date = fields.Day()
    start_half = fields.Choice(choices=DayPart.values, required=False, help_text=_("morning unless given."))
    end_date = fields.Day()
    end_half = fields.Choice(choices=DayPart.values, required=False, help_text=_("afternoon unless given."))
    reason = fields.Text(max_length=REASON_LIMIT, required=False, allow_blank=True)

    example = {
        "start_date": "2030-12-21",
        "start_half": "afternoon",
        "end_date": "2030-12-28",
        "end_half": "afternoon",
        "reason": "Family visit",
    }


class BlackoutOut(Out):
    """Time off, in days of the writer’s own time zone."""

    id = fields.Id()
    start_date = fields.Day()
    start_half = fields.Choice(choices=DayPart.values)
    end_date = fields.Day()
    end_half = fields.Choice(choices=DayPart.values)
    reason = fields.Text()
    source = fields.Choice(choices=BlackoutSource.values)
    created_at = fields.Moment()

    example = {
        "id": "b4k8x2p9qc",
        **BlackoutBody.example,
        "source": "own",
        "created_at": "2026-03-02T09:00:00Z",
    }


class BlackoutFilters(Paged):
    past = fields.Flag(required=False, help_text=_("true for those that are over."))


class DayOut(Out):
    day = fields.Day()
    kind = fields.Choice(choices=DayKind.values)
    hours = fields.Precise(places=2, help_text=_("Of work that falls on this day."))


class StatusOut(Out):
    """How a writer stands now: what they have, what speaks against a new order, and the coming six weeks."""

    active_orders_count = fields.Whole()
    max_active_orders = fields.Whole()
    free_slots = fields.Whole()
    hours = fields.Precise(places=2, help_text=_("Of work in hand."))
    max_hours = fields.Whole(allow_null=True)
    orders_today = fields.Whole()
    max_orders_per_day = fields.Whole(allow_null=True)
    is_available = fields.Flag()
    reasons = ReasonOut(many=True)
    next_free_date = fields.Day(allow_null=True)
    timezone = fields.Text()
    blackouts = BlackoutOut(many=True)
    days = DayOut(many=True)

    example = {
        "active_orders_count": 2,
        "max_active_orders": 4,
        "free_slots": 2,
        "hours": "11.5",
        "max_hours": None,
        "orders_today": 0,
        "max_orders_per_day": 2,
        "is_available": False,
        "reasons": [{"code": "not_accepting", "words": "Not accepting new work.", "hard": False}],
        "next_free_date": "2026-03-09",
        "timezone": "Europe/London",
        "blackouts": [BlackoutOut.example],
        "days": [{"day": "2026-03-02", "kind": "busy", "hours": "3.2"}],
    }


class CalendarBody(Body):
    """A calendar as text, such as a program exports it (RFC 5545)."""

    calendar = fields.Text(lines=True, max_length=MOST_TEXT)

    example = {
        "calendar": "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Quill//EN\nBEGIN:VEVENT\nUID:1\n"
        "DTSTART;VALUE=DATE:20301221\nDTEND;VALUE=DATE:20301228\nEND:VEVENT\nEND:VCALENDAR"
    }


class ImportedOut(Out):
    """What an import did; `skipped`: events that could not be read."""

    added = fields.Whole(least=0)
    removed = fields.Whole(least=0)
    skipped = fields.Whole(least=0)

    example = {"added": 1, "removed": 0, "skipped": 0}
