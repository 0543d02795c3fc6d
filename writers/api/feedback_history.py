"""`/api/v1/writer-management/feedback-history/`: what people received, with n for each figure."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from agencies.models import Membership
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text, money_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotVisible
from writers.querysets.feedback_history import shown_to
from writers.rules.feedback_averages import Average
from writers.rules.feedback_history import History, has_history, histories_for, reads_histories
from writers.states.feedback import LEAST, Category

from .feedback_history_shapes import HistoryOut, HistoryQuery

READERS = only(reads_histories)
ORDER = ("public_name", "id")


class FeedbackHistoryViewSet(Resource):
    """Histories of feedback. Nothing of them is stored: they are read from the feedback each time."""

    def thing(self, key: str) -> Membership:
        found: Membership | None = shown_to(self.viewer).filter(public_id=key).first()
        if found is None:
            raise NotVisible()
        return found

    def shown(self, thing: Membership) -> dict[str, Any]:
        return history_row(thing, histories_for(self.viewer, [thing], self.now)[thing.pk])

    @endpoint(READERS, HistoryOut, listed=True, query=HistoryQuery, refusals=(404,))
    def list(self, request: Any) -> Response:
        """List the histories that you may read, by name: your own; for the desk everyone’s; for clients
        those of writers whose portfolio they may see."""
        people, found = shown_to(self.viewer), {}
        if key := self.asked.get("user_id"):
            people = people.filter(pk=self.thing(key).pk)

        def read(rows: list[Membership]) -> None:
            found.update(histories_for(self.viewer, rows, self.now))

        return page(
            self,
            people,
            lambda member: history_row(member, found[member.pk]),
            order=ORDER,
            kinds=(str, int),
            prepare=read,
        )

    @endpoint(READERS, HistoryOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read the history of one writer or editor."""
        return self.ok(self.thing(public_id))

    @verb("my-history", only(has_history), HistoryOut, method="get", detail=False)
    def my_history(self, request: Any) -> Response:
        """Read your own."""
        return self.ok(self.viewer.membership)


def history_row(member: Membership, history: History) -> dict[str, Any]:
    """A history as the API shows it."""
    categories = {f"average_{name}": _text(history.categories[name].shrunk) for name in Category.values}
    figures = {
        "overall": history.overall,
        **history.categories,
        "last_30_days": history.last_30,
        "last_90_days": history.last_90,
    }
    return {
        "user": {"id": member.public_id, "name": member.public_name},
        "average_rating": _text(history.overall.shrunk),
        "raw_average": _text(history.overall.raw),
        **categories,
        "total_feedbacks": history.overall.n,
        "last_30_days_average": _text(history.last_30.shrunk),
        "last_90_days_average": _text(history.last_90.shrunk),
        "trend": history.trend.value,
        "figures": [{"name": name, **_figure(average)} for name, average in figures.items()],
        "by_type": [
            {"feedback_type": name, **_figure(average)} for name, average in history.directions.items()
        ],
        "ratings": [{"rating": rating, "n": n} for rating, n in enumerate(history.counts, LEAST)],
        **_from_editors(history),
        "as_of": moment_text(history.as_of),
    }


def _from_editors(history: History) -> dict[str, Any]:
    tags = [
        {
            "id": tag.public_id,
            "name": tag.name,
            "orders": tag.orders,
            "of": tag.of,
            "recent": tag.late,
            "trend": tag.trend.value,
        }
        for tag in history.tags
    ]
    criteria = [
        {
            "name": each.name,
            "service": each.service or None,
            "raw_average": _text(each.average.raw),
            "n": each.average.n,
        }
        for each in history.criteria
    ]
    return {
        "recurring_tags": tags,
        "orders_with_points": history.orders_with_points,
        "criteria": criteria,
    }


def _figure(average: Average) -> dict[str, Any]:
    return {"average": _text(average.shrunk), "raw_average": _text(average.raw), "n": average.n}


#: Averages have two decimals, as amounts have.
_text = money_text
