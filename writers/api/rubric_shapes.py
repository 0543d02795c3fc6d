"""What goes into calls about rubrics, and what comes out."""

from __future__ import annotations

from project.base.api import fields
from project.base.api.bodies import Body, Out, Paged, Query
from writers.models.rubrics import ABOUT_LIMIT, MOST_CRITERIA, MOST_LEVELS, NAME_LIMIT
from writers.states.feedback import LEAST, MOST, Category

from .rate_shapes import PERSON

RUBRIC = "v5n8c3xq7d"
LEVELS = [{"name": "Needs work", "points": 2, "about": ""}, {"name": "Good", "points": 4, "about": ""}]


class LevelBody(Body):
    """A step of a criterion. Two may be worth the same."""

    name = fields.Text(max_length=NAME_LIMIT)
    points = fields.Whole(least=LEAST, most=MOST)
    about = fields.Text(max_length=ABOUT_LIMIT, required=False)


class CriterionBody(Body):
    """One line of a rubric, with its levels from the lowest on."""

    name = fields.Text(max_length=NAME_LIMIT)
    about = fields.Text(max_length=ABOUT_LIMIT, required=False)
    category = fields.Choice(choices=Category.values, required=False, allow_null=True)
    levels = LevelBody(many=True, max_length=MOST_LEVELS)


class NewRubric(Body):
    """The next version of what texts of a service are judged by; without `service`, those of every service
    without its own rubric."""

    service = fields.Slug(required=False, allow_null=True, help_text="The key of the service.")
    based_on = fields.Whole(most=32_767, help_text="The number of the version it replaces, 0 for none.")
    criteria = CriterionBody(many=True, max_length=MOST_CRITERIA)

    example = {
        "service": None,
        "based_on": 0,
        "criteria": [
            {"name": "Structure", "about": "", "category": "quality", "levels": LEVELS},
            {"name": "Sources", "about": "", "category": None, "levels": LEVELS},
        ],
    }


class RubricFilters(Paged):
    service = fields.Slug(required=False)
    state = fields.Choice(choices=["current", "archived", "all"], default="current")


class RubricQuery(Query):
    """The service; without it, what services without their own rubric are judged by."""

    service = fields.Slug(required=False)


class NamedPerson(Out):
    id = fields.Id()
    name = fields.Text()


class LevelRow(Out):
    """`position` names the level within its criterion."""

    position = fields.Whole()
    name = fields.Text()
    points = fields.Whole()
    about = fields.Text()


class CriterionRow(Out):
    """`position` names the criterion within its rubric."""

    position = fields.Whole()
    name = fields.Text()
    about = fields.Text()
    category = fields.Choice(choices=Category.values, allow_null=True)
    levels = LevelRow(many=True)


class RubricOut(Out):
    """A version of a rubric. Published versions never change."""

    id = fields.Id()
    service = fields.Slug(allow_null=True)
    number = fields.Whole()
    is_current = fields.Flag()
    made_by = NamedPerson()
    made_at = fields.Moment()
    archived_at = fields.Moment(allow_null=True)
    criteria = CriterionRow(many=True)

    example = {
        "id": RUBRIC,
        "service": None,
        "number": 1,
        "is_current": True,
        "made_by": {"id": PERSON, "name": "Max M."},
        "made_at": "2026-03-02T09:00:00Z",
        "archived_at": None,
        "criteria": [
            {
                "position": 1,
                "name": "Structure",
                "about": "",
                "category": "quality",
                "levels": [{"position": place, **level} for place, level in enumerate(LEVELS, start=1)],
            }
        ],
    }
