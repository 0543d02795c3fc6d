"""What goes into calls about points and verdicts, and what comes out."""

from __future__ import annotations

from orders.forms.reviews import MOST as MOST_NUMBER
from orders.models.deliveries import NOTE_LIMIT
from orders.models.passage_comments import PASSAGE_LIMIT
from project.base.api import fields
from project.base.api.bodies import Body, Out, Paged
from writers.models.feedback import TEXT_LIMIT
from writers.models.feedback_parts import POINT_LIMIT, SECTION_LIMIT, TAG_LIMIT
from writers.models.rubrics import MOST_CRITERIA, MOST_LEVELS
from writers.states.feedback import LEAST, MOST

from .rubric_shapes import RUBRIC

NUMBER = "INK-2026-00001"
#: Names of the body -> fields of the form.
RATING_NAMES = {
    "overall_rating": "overall",
    "quality_rating": "quality",
    "communication_rating": "communication",
    "timeliness_rating": "timeliness",
    "professionalism_rating": "professionalism",
    "areas_for_improvement": "improvements",
    "specific_feedback": "notes",
}
READ = "The version that you have read: another one is refused."


class FeedbackPointChange(Body):
    """What changes of a point; all else stays."""

    passage = fields.Text(max_length=PASSAGE_LIMIT, required=False, help_text="Words of the text.")
    section = fields.Text(max_length=SECTION_LIMIT, required=False)
    issue = fields.Text(lines=True, max_length=POINT_LIMIT, required=False)
    suggestion = fields.Text(lines=True, max_length=POINT_LIMIT, required=False)
    tag = fields.Text(max_length=TAG_LIMIT, required=False, help_text="By its name; made if new.")

    example = {"issue": "Who says so?", "suggestion": "Name the source.", "tag": "sources"}


class NewFeedbackPoint(FeedbackPointChange):
    """A point on the version that waits for your verdict."""

    order = fields.Number()
    version = fields.Whole(least=1, most=MOST_NUMBER, help_text=READ)
    issue = fields.Text(lines=True, max_length=POINT_LIMIT)

    example = {**FeedbackPointChange.example, "order": NUMBER, "version": 1, "passage": "nobody hurries"}


class FeedbackPointMark(Body):
    done = fields.Flag(required=False, help_text="true unless said otherwise.")

    example = {"done": True}


class FeedbackPointFilters(Paged):
    order = fields.Number(required=False)
    tag = fields.Text(required=False, max_length=TAG_LIMIT)
    done = fields.Flag(required=False)


class FeedbackPointOut(Out):
    """A point. `shown_at` is when its writer could read it: null before the verdict."""

    id = fields.Id()
    order = fields.Number()
    version = fields.Whole(allow_null=True)
    passage = fields.Text()
    section = fields.Text()
    issue = fields.Text()
    suggestion = fields.Text()
    tag = fields.Text(allow_null=True)
    done = fields.Flag()
    made_at = fields.Moment()
    shown_at = fields.Moment(allow_null=True)
    done_at = fields.Moment(allow_null=True)

    example = {
        **NewFeedbackPoint.example,
        "id": "p6d3w9rt5k",
        "section": "",
        "done": False,
        "made_at": "2026-03-02T09:00:00Z",
        "shown_at": "2026-03-02T10:00:00Z",
        "done_at": None,
    }


class ChosenLevel(Body):
    """Both by their places in the rubric."""

    criterion = fields.Whole(least=1, most=MOST_CRITERIA)
    level = fields.Whole(least=1, most=MOST_LEVELS)


def _rating() -> fields.Whole:
    return fields.Whole(least=LEAST, most=MOST, required=False, allow_null=True)


class VerdictBody(Body):
    """A verdict with the editor's feedback. Without ratings and words it is a verdict alone; any of them
    needs an overall rating. What was given with an earlier verdict is edited; levels that are left
    out stay."""

    verdict = fields.Choice(choices=["approve", "send_back"])
    version = fields.Whole(least=1, most=MOST_NUMBER, help_text=READ)
    note = fields.Text(lines=True, max_length=NOTE_LIMIT, required=False, help_text="To the writer.")
    feedback_version = fields.Whole(
        least=0,
        most=MOST_NUMBER,
        required=False,
        help_text="Of your earlier feedback, the version that you have read (0: none): another is refused.",
    )
    overall_rating = _rating()
    quality_rating = _rating()
    communication_rating = _rating()
    timeliness_rating = _rating()
    professionalism_rating = _rating()
    strengths = fields.Text(lines=True, max_length=TEXT_LIMIT, required=False)
    areas_for_improvement = fields.Text(lines=True, max_length=TEXT_LIMIT, required=False)
    specific_feedback = fields.Text(lines=True, max_length=TEXT_LIMIT, required=False)
    rubric = fields.Id(required=False, help_text="The version you judged by, else the current one.")
    levels = ChosenLevel(many=True, required=False, max_length=MOST_CRITERIA)

    example = {
        "verdict": "approve",
        "version": 1,
        "note": "Lovely.",
        "overall_rating": 4,
        "quality_rating": 5,
        "strengths": "A clear voice.",
        "rubric": RUBRIC,
        "levels": [{"criterion": 1, "level": 2}],
    }
