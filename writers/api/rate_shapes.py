"""What goes into calls about rates and levels, and what comes out."""

from __future__ import annotations

from project.base.api import fields
from project.base.api.bodies import Body, Out, Paged
from writers.actions.levels import MOST_POSITION
from writers.models.rates import NAME_LIMIT

ID, PERSON = "r4x8t2mk7q", "7hq2mxw4kd"


class NewLevel(Body):
    """A step of a writer’s career."""

    name = fields.Text(max_length=NAME_LIMIT)
    position = fields.Whole(most=MOST_POSITION, required=False, help_text="Levels are listed by it.")

    example = {"name": "Senior", "position": 20}


class LevelChange(Body):
    """What changes of a level; all else stays."""

    name = fields.Text(max_length=NAME_LIMIT, required=False, allow_blank=False)
    position = fields.Whole(most=MOST_POSITION, required=False)

    example = {"name": "Principal"}


class LevelOut(Out):
    """A level. An archived one can no longer be chosen; whoever holds it keeps it."""

    id = fields.Id()
    name = fields.Text()
    position = fields.Whole()
    archived = fields.Flag()

    example = {"id": ID, "name": "Senior", "position": 20, "archived": False}


class RateFilters(Paged):
    """What narrows the list of rates."""

    service = fields.Slug(required=False)
    level = fields.Id(required=False)


class NewRate(Body):
    """What one unit of a service earns from a day on. Without `level` it holds for every level that has no
    rate of its own."""

    service = fields.Slug(help_text="The key of the service.")
    level = fields.Id(required=False, allow_null=True)
    amount = fields.Precise(help_text="Per unit, in the currency of the agency.")
    from_day = fields.Day(help_text="Today at the agency, or up to a year ahead.")

    example = {"service": "article", "level": ID, "amount": "0.085", "from_day": "2030-04-01"}


class RateOut(Out):
    """A rate. It holds until another one of the same service and level begins."""

    id = fields.Id()
    service = fields.Slug()
    level = fields.Id(allow_null=True, help_text="null: every level without a rate of its own.")
    level_name = fields.Text(allow_null=True)
    amount = fields.Precise()
    from_day = fields.Day()
    set_by = fields.Text()
    begun = fields.Flag(help_text="Whether it can no longer be withdrawn.")

    example = {
        "id": "k2w7n4hp9d",
        "service": "article",
        "level": ID,
        "level_name": "Senior",
        "amount": "0.085",
        "from_day": "2030-04-01",
        "set_by": "Max O.",
        "begun": False,
    }


class HeldLevelFilters(Paged):
    """What narrows the list of levels that people hold."""

    person = fields.Id(required=False)


class NewHeldLevel(Body):
    """Which level someone holds from a day on; null for none."""

    person = fields.Id(help_text="A writer or an editor of the agency.")
    level = fields.Id(allow_null=True)
    from_day = fields.Day(help_text="Today at the agency, or up to a year ahead.")

    example = {"person": PERSON, "level": ID, "from_day": "2030-04-01"}


class HeldLevelOut(Out):
    """The level that someone holds until another one begins."""

    id = fields.Id()
    person = fields.Id()
    person_name = fields.Text()
    level = fields.Id(allow_null=True)
    level_name = fields.Text(allow_null=True)
    from_day = fields.Day()
    set_by = fields.Text()
    begun = fields.Flag(help_text="Whether it can no longer be withdrawn.")

    example = {
        "id": "v6c3q8zt5b",
        "person": PERSON,
        "person_name": "Wendell H.",
        "level": ID,
        "level_name": "Senior",
        "from_day": "2030-04-01",
        "set_by": "Max O.",
        "begun": False,
    }
