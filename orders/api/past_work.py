"""What a former writer still reads of orders that they have handed over: as they were at that moment."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from agencies.rules.agencies import is_writer
from orders.models import Order
from orders.pages import timeline
from orders.pages.order.past_work import (
    Files,
    author_of,
    deliveries_until,
    events_until,
    files_until,
    former_sides,
    messages_until,
    review_note_until,
    revisions_until,
)
from orders.pages.order.style_guide import style_guide_until
from orders.states.orders import State
from orders.views.fetching import past_order_or_404
from project.base.api import fields
from project.base.api.bodies import Out, Query
from project.base.api.endpoint import only, verb
from project.base.api.fields import moment_text, money_text
from project.base.api.lists import page
from project.base.api.resource import Resource

from .order_answers import WORDS, file_answer, style_guide_answer
from .order_shapes import NUMBER, FileOut, OrderStyleGuideOut
from .orders import OrderEventOut, event_answer

WRITERS = only(is_writer)


class PastRowOut(Out):
    """An order that you have handed over. `state` and `fee` are those of that moment."""

    number = fields.Number()
    title = fields.Text()
    state = fields.Choice(choices=State.values)
    service = fields.Slug()
    quantity = fields.Whole()
    unit = fields.Text()
    handed_over_at = fields.Moment()
    fee = fields.Money(allow_null=True)
    currency = fields.Text()

    example = {
        "number": NUMBER,
        "title": "Harbour feature",
        "state": "in_progress",
        "service": "article",
        "quantity": 1200,
        "unit": "word",
        "handed_over_at": "2026-03-05T09:00:00Z",
        "fee": "90.00",
        "currency": "GBP",
    }


class PastVersionOut(Out):
    number = fields.Whole()
    delivered_at = fields.Moment()
    words = fields.Whole()
    note = fields.Text()
    review_note = fields.Text()
    text = fields.Text(allow_null=True, help_text="Markdown, of the version that is asked for.")
    files = FileOut(many=True)


class PastNoteOut(Out):
    kind = fields.Text()
    text = fields.Text()


class PastPointOut(Out):
    position = fields.Whole()
    place = fields.Text()
    issue = fields.Text()
    wish = fields.Text()
    need = fields.Text()
    said = PastNoteOut(many=True)


class PastRoundOut(Out):
    number = fields.Whole()
    summary = fields.Text()
    asked_at = fields.Moment()
    points = PastPointOut(many=True)
    files = FileOut(many=True)


class PastMessageOut(Out):
    who = fields.Text()
    sent_at = fields.Moment()
    text = fields.Text()
    files = FileOut(many=True)


class PastWorkOut(PastRowOut):
    """An order as it was when you handed it over; nothing that came later."""

    brief = fields.Text(help_text="Markdown.")
    locale = fields.Text()
    source_locale = fields.Text(allow_null=True)
    audience = fields.Text()
    purpose = fields.Text()
    tone = fields.Text()
    format = fields.Text()
    citation_style = fields.Text()
    references = fields.Text()
    house_style = fields.Text()
    style_preferences = fields.Text()
    style_guide = OrderStyleGuideOut(allow_null=True)
    style_guide_when_placed = OrderStyleGuideOut(allow_null=True)
    files = FileOut(many=True)
    deliveries = PastVersionOut(many=True)
    revisions = PastRoundOut(many=True)
    messages = PastMessageOut(many=True, help_text="The newest, in their order.")
    events = OrderEventOut(many=True)

    example = {
        **PastRowOut.example,
        "brief": "A feature about the harbour at dusk.",
        "locale": "en-GB",
        "source_locale": None,
        **dict.fromkeys(("audience", "purpose", "tone", "format", "citation_style", "references"), ""),
        "house_style": "",
        "style_preferences": "",
        **dict.fromkeys(("style_guide", "style_guide_when_placed")),
        **{name: [] for name in ("files", "deliveries", "revisions", "messages")},
        "events": [dict(OrderEventOut.example)],
    }


class PastQuery(Query):
    version = fields.Whole(least=1, most=32_767, required=False, help_text="Whose text; else the newest.")


class PastWorkViewSet(Resource):
    """Orders that the caller has handed over."""

    lookup_field, lookup_value_converter = "number", "order_number"

    @verb("handed-over", WRITERS, PastRowOut, method="get", detail=False, listed=True)
    def handed_over(self, request: Any) -> Response:
        """List the orders that you wrote until the agency gave them to someone else, the latest first."""
        rows = Order.objects.handed_over_by(self.viewer).select_related("service").defer("search", "brief")
        return page(self, rows, row_answer, order=["-handed_over"], kinds=[int])

    @verb("handed-over", WRITERS, PastWorkOut, method="get", query=PastQuery)
    def past_work(self, request: Any, number: str) -> Response:
        """Read an order as it was when you handed it over. Its files are at orders/attachments/."""
        order: Any = past_order_or_404(self.http, number)
        files, sides = files_until(order), former_sides(self.viewer)
        told = [(event, timeline.sentences(order, sides, [event], self.now)) for event in events_until(order)]
        return Response(
            {
                **row_answer(order),
                **{name: getattr(order, name) for name in WORDS},
                "source_locale": order.source_locale or None,
                **style_guide_answer(style_guide_until(order, order.handed_at)),
                "files": _files(files, order=order.pk),
                "deliveries": _versions(order, files, self.asked.get("version")),
                "revisions": [_round(row, files) for row in revisions_until(order)],
                "messages": [_message(self.viewer, row, files) for row in messages_until(order)],
                "events": [event_answer(sides, event, lines[0]) for event, lines in told if lines],
            }
        )


def row_answer(order: Any) -> dict[str, Any]:
    """An order of Order.objects.handed_over_by in a list."""
    return {
        "number": order.number,
        "title": order.title,
        "state": order.handed_state,
        "service": order.service.key,
        "quantity": order.quantity,
        "unit": order.service.unit,
        "handed_over_at": moment_text(order.handed_at),
        "fee": money_text(order.handed_fee),
        "currency": order.currency,
    }


def _files(files: Files, **place: int) -> list[dict[str, Any]]:
    return [file_answer(file) for file in files.at(**place)]


def _versions(order: Any, files: Files, wanted: int | None) -> list[dict[str, Any]]:
    rows = list(deliveries_until(order))
    numbers = [row.number for row in rows]
    shown = wanted if wanted in numbers else max(numbers, default=0)
    return [
        {
            "number": row.number,
            "delivered_at": moment_text(row.delivered_at),
            "words": row.word_count,
            "note": row.note,
            "review_note": review_note_until(order, row),
            "text": row.text if row.number == shown else None,
            "files": _files(files, delivery=row.pk),
        }
        for row in rows
    ]


def _round(revision: Any, files: Files) -> dict[str, Any]:
    names = ("position", "place", "issue", "wish", "need")
    return {
        "number": revision.number,
        "summary": revision.summary,
        "asked_at": moment_text(revision.asked_at),
        "points": [
            {
                **{name: getattr(point, name) for name in names},
                "said": [{"kind": note.kind, "text": note.text} for note in point.notes.all()],
            }
            for point in revision.points.all()
        ],
        "files": _files(files, revision=revision.pk),
    }


def _message(viewer: Any, row: Any, files: Files) -> dict[str, Any]:
    return {
        "who": author_of(viewer, row),
        "sent_at": moment_text(row.sent_at),
        "text": row.then or "",
        "files": _files(files, message=row.pk),
    }
