"""What goes in and out of `writer-management/feedback-history/`."""

from __future__ import annotations

from orders.api.order_shapes import MEMBER, NamedOut
from project.base.api import fields
from project.base.api.bodies import Out, Paged
from writers.states.feedback import LEAST, MOST, RATINGS
from writers.states.feedback_history import LAST_ORDERS, RECEIVED, Trend

SHRUNK = "Drawn toward the agency’s average while there are few ratings. Null: none."
PLAIN = "The plain average. Null: none."
FIGURES = (*RATINGS, "last_30_days", "last_90_days")
TAG = {"id": "k3x9m2p7qa", "name": "citations", "orders": 6, "of": 10, "recent": 1, "trend": "falling"}


def _average(help_text: str = SHRUNK) -> fields.Precise:
    return fields.Precise(places=2, allow_null=True, help_text=help_text)


class HistoryQuery(Paged):
    """Whose history: a writer or an editor. Clients: a writer whose portfolio they may see."""

    user_id = fields.Id(required=False)


class FigureOut(Out):
    """One average with its number of ratings."""

    name = fields.Choice(choices=FIGURES)
    average = _average()
    raw_average = _average(PLAIN)
    n = fields.Whole(most=10_000_000)

    example = {"name": "overall", "average": "4.57", "raw_average": "4.67", "n": 12}


class TypeOut(Out):
    """What was received in one direction."""

    feedback_type = fields.Choice(choices=[direction.value for direction in RECEIVED])
    average = _average()
    raw_average = _average(PLAIN)
    n = fields.Whole(most=10_000_000)

    example = {"feedback_type": "client_to_writer", "average": "4.57", "raw_average": "4.67", "n": 12}


class RatingOut(Out):
    """How many overall ratings of one value there are."""

    rating = fields.Whole(least=LEAST, most=MOST)
    n = fields.Whole(most=10_000_000)

    example = {"rating": 5, "n": 8}


class RecurringTagOut(Out):
    """What editors’ points were about in more than one of the last orders with points; `recent`: in how many
    of the five newest."""

    id = fields.Id()
    name = fields.Text()
    orders = fields.Whole(least=2, most=LAST_ORDERS)
    of = fields.Whole(least=2, most=LAST_ORDERS)
    recent = fields.Whole(most=LAST_ORDERS)
    trend = fields.Choice(choices=Trend.values)

    example = TAG


class CriterionOut(Out):
    """What editors gave by one criterion of a present rubric; `service` is null for the general one."""

    name = fields.Text()
    service = fields.Text(allow_null=True)
    raw_average = _average(PLAIN)
    n = fields.Whole(most=10_000_000)

    example = {"name": "Structure", "service": None, "raw_average": "3.80", "n": 5}


class HistoryOut(Out):
    """What one person received, of all time unless a name says otherwise. The desk and whoever it is of read
    all of it. Clients read what clients said, where the writer's portfolio shows the rating: figures of fewer
    than three ratings are null with n 0, and there are neither tags nor criteria."""

    user = NamedOut()
    average_rating = _average()
    raw_average = _average(PLAIN)
    average_quality = _average()
    average_communication = _average()
    average_timeliness = _average()
    average_professionalism = _average()
    total_feedbacks = fields.Whole(most=10_000_000)
    last_30_days_average = _average()
    last_90_days_average = _average()
    trend = fields.Choice(
        choices=Trend.values, help_text="The last 30 days against the 60 before, by plain averages."
    )
    figures = FigureOut(many=True)
    by_type = TypeOut(many=True)
    ratings = RatingOut(many=True)
    recurring_tags = RecurringTagOut(many=True)
    orders_with_points = fields.Whole(most=LAST_ORDERS, help_text="Orders looked at for recurring tags.")
    criteria = CriterionOut(many=True)
    as_of = fields.Moment()

    example = {
        "user": {"id": MEMBER, "name": "Wendell H."},
        "average_rating": "4.57",
        "raw_average": "4.67",
        "average_quality": "4.50",
        "average_communication": "4.60",
        "average_timeliness": "4.40",
        "average_professionalism": None,
        "total_feedbacks": 12,
        "last_30_days_average": "4.55",
        "last_90_days_average": "4.57",
        "trend": "steady",
        "figures": [FigureOut.example],
        "by_type": [TypeOut.example],
        "ratings": [RatingOut.example],
        "recurring_tags": [TAG],
        "orders_with_points": 10,
        "criteria": [CriterionOut.example],
        "as_of": "2026-03-02T09:00:00Z",
    }
