"""What goes in and out of `writer-management/feedback/`, under the names that the contract gives them."""

from __future__ import annotations

from orders.api.order_shapes import NUMBER
from project.base.api import fields
from project.base.api.bodies import Body, Out, Paged, Versioned
from writers.models.feedback import REPLY_LIMIT, TEXT_LIMIT
from writers.states.feedback import LEAST, MOST, ContestOutcome, Direction

ID = "f7k2m9qx4b"
CATEGORY_RATINGS = ("quality_rating", "communication_rating", "timeliness_rating", "professionalism_rating")


def rating(**options: object) -> fields.Whole:
    """1 to 5."""
    return fields.Whole(least=LEAST, most=MOST, **options)


def words(limit: int = TEXT_LIMIT, **options: object) -> fields.Text:
    """Many lines."""
    return fields.Text(lines=True, max_length=limit, **options)


class FeedbackFields(Versioned):
    """What somebody says. A category that is left out, or null, is not rated."""

    overall_rating = rating()
    quality_rating = rating(required=False, allow_null=True)
    communication_rating = rating(required=False, allow_null=True)
    timeliness_rating = rating(required=False, allow_null=True)
    professionalism_rating = rating(required=False, allow_null=True)
    strengths = words(required=False)
    areas_for_improvement = words(required=False)
    specific_feedback = words(required=False)
    is_anonymous = fields.Flag(required=False, help_text="Clients only. It is released in a batch.")
    is_public = fields.Flag(
        required=False, help_text="Of a client on a writer: whether the agency may publish it."
    )

    example = {"overall_rating": 4, "quality_rating": 5, "strengths": "Clear and lively.", "version": 1}


class NewFeedback(Body):
    """Feedback on an order, in one direction. `receiver` is needed where several people wrote or reviewed
    the order: 1 for the first, and so on."""

    order = fields.Number()
    feedback_type = fields.Choice(choices=Direction.values)
    receiver = fields.Whole(least=1, most=99, required=False, default=1)
    overall_rating = rating()
    quality_rating = rating(required=False, allow_null=True)
    communication_rating = rating(required=False, allow_null=True)
    timeliness_rating = rating(required=False, allow_null=True)
    professionalism_rating = rating(required=False, allow_null=True)
    strengths = words(required=False)
    areas_for_improvement = words(required=False)
    specific_feedback = words(required=False)
    is_anonymous = fields.Flag(required=False)
    is_public = fields.Flag(required=False)

    example = {
        "order": NUMBER,
        "feedback_type": "client_to_writer",
        "overall_rating": 4,
        "quality_rating": 5,
        "strengths": "Clear and lively.",
    }


class FeedbackFilters(Paged):
    feedback_type = fields.Choice(choices=Direction.values, required=False)
    order = fields.Number(required=False)
    min_rating = rating(required=False)


class ReplyBody(Body):
    text = words(REPLY_LIMIT)

    example = {"text": "Thank you. I will check the sources first."}


class ContestBody(Body):
    reason = words(REPLY_LIMIT)

    example = {"reason": "The brief did not mention the sources."}


class DecisionBody(Body):
    outcome = fields.Choice(choices=[ContestOutcome.UPHELD.value, ContestOutcome.DISMISSED.value])
    explanation = words(REPLY_LIMIT)

    example = {"outcome": "upheld", "explanation": "The brief was changed afterwards."}


class FeedbackPointPart(Out):
    """A point that its receiver reads; `feedback-points/` ticks it off."""

    id = fields.Id()
    section = fields.Text()
    issue = fields.Text()
    suggestion = fields.Text()
    tag = fields.Text(allow_null=True)
    done = fields.Flag()


class FeedbackLevelPart(Out):
    """The level that an editor chose for one criterion of the rubric, with its points as they were then."""

    criterion = fields.Text()
    level = fields.Text()
    points = fields.Whole(least=LEAST, most=MOST)


class ContestPart(Out):
    reason = fields.Text()
    outcome = fields.Choice(
        choices=ContestOutcome.values, allow_null=True, help_text="Null while it is open."
    )
    explanation = fields.Text()


class FeedbackOut(Out):
    """Feedback as its reader may know it. Of an anonymous one `order`, `from_user` and `created_at` are null
    for all but its giver, and for management while it is contested."""

    id = fields.Id()
    feedback_type = fields.Choice(choices=Direction.values)
    order = fields.Number(allow_null=True)
    from_user = fields.Text(allow_null=True, help_text="A name, or the side that says it.")
    to_user = fields.Text(help_text="A name, or the side that it is about.")
    mine = fields.Flag(help_text="Whether you gave it.")
    overall_rating = rating(allow_null=True)
    quality_rating = rating(allow_null=True)
    communication_rating = rating(allow_null=True)
    timeliness_rating = rating(allow_null=True)
    professionalism_rating = rating(allow_null=True)
    strengths = fields.Text()
    areas_for_improvement = fields.Text()
    specific_feedback = fields.Text()
    is_anonymous = fields.Flag()
    is_public = fields.Flag(help_text="Whether the agency may publish it.")
    is_published = fields.Flag()
    is_released = fields.Flag(help_text="Whether its receiver reads it.")
    created_at = fields.Moment(allow_null=True)
    reply = fields.Text()
    contest = ContestPart(allow_null=True)
    points = FeedbackPointPart(many=True)
    rubric = fields.Id(allow_null=True, help_text="The version that an editor judged by.")
    levels = FeedbackLevelPart(many=True)
    version = fields.Whole(least=1)

    example = {
        "id": ID,
        "feedback_type": "client_to_writer",
        "order": NUMBER,
        "from_user": "The client",
        "to_user": "You",
        "mine": False,
        "overall_rating": 4,
        "quality_rating": 5,
        "communication_rating": None,
        "timeliness_rating": None,
        "professionalism_rating": None,
        "strengths": "Clear and lively.",
        "areas_for_improvement": "",
        "specific_feedback": "",
        "is_anonymous": False,
        "is_public": True,
        "is_published": False,
        "is_released": True,
        "created_at": "2026-03-05T09:00:00Z",
        "reply": "",
        "contest": None,
        "points": [],
        "rubric": None,
        "levels": [],
        "version": 1,
    }


class StatisticsOut(Out):
    """What one received, of all time and in all directions; `average` leans towards the agency's mean while
    there are few ratings, `raw_average` does not."""

    n = fields.Whole()
    average = fields.Text(allow_null=True)
    raw_average = fields.Text(allow_null=True)


class ReceivedOut(Out):
    """A page of what one received."""

    next = fields.Text(allow_null=True)
    previous = fields.Text(allow_null=True)
    results = FeedbackOut(many=True)
    statistics = StatisticsOut()

    example = {
        "next": None,
        "previous": None,
        "results": [FeedbackOut.example],
        "statistics": {"n": 1, "average": "4.10", "raw_average": "4.00"},
    }


class FeedbackChangeOut(Out):
    """One field before and after an edit."""

    field = fields.Text()
    before = fields.Text()
    after = fields.Text()
    at = fields.Moment(allow_null=True, help_text="Null where nobody may know when it was.")
    by = fields.Text(allow_null=True)


class FeedbackHistoryOut(Out):
    """Every edit that you may know, the newest first."""

    changes = FeedbackChangeOut(many=True)

    example = {
        "changes": [
            {
                "field": "overall_rating",
                "before": "3",
                "after": "4",
                "at": "2026-03-06T09:00:00Z",
                "by": "You",
            }
        ]
    }
