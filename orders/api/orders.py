"""`/api/v1/orders/orders/`: lists, one order, what happened to it, its versions. Its verbs stand in the
modules of their features."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from rest_framework.response import Response

from orders.models import OrderEvent
from orders.pages import timeline
from orders.pages.order.comments import comments_of
from orders.pages.order.deliveries import readable_deliveries
from orders.rules.length import length_of
from orders.rules.sides import Sides, sides_of
from orders.views.fetching import order_or_404
from project.base.api import fields
from project.base.api.bodies import ActionsOut, Out
from project.base.api.endpoint import MEMBERS, endpoint, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.errors import NotVisible

from .order_answers import version_answer
from .order_list import OrderFilters, order_page
from .order_resource import OrderResource
from .order_rows import OrderRowOut
from .order_shapes import OrderOut, VersionOut


class OrderEventOut(Out):
    """Something that happened, in the words of the page."""

    at = fields.Moment()
    verb = fields.Text()
    who = fields.Text(help_text="As you may know them.")
    text = fields.Text()
    note = fields.Text()
    delivery = fields.Whole(allow_null=True, help_text="The version that it is about.")

    example = {
        "at": "2026-03-10T15:30:00Z",
        "verb": "approve",
        "who": "The agency",
        "text": "delivered version 1",
        "note": "",
        "delivery": 1,
    }


class CommentOut(Out):
    """An editor’s comment on a passage."""

    passage = fields.Text()
    text = fields.Text()
    who = fields.Text()
    at = fields.Moment()


class LengthOut(Out):
    """How many words were ordered, and how many fit."""

    ordered = fields.Whole()
    least = fields.Whole()
    most = fields.Whole()


class VersionTextOut(VersionOut):
    """A delivery with its text."""

    text = fields.Text(help_text="Markdown.")
    length = LengthOut(allow_null=True)
    comments = CommentOut(many=True)

    example = {
        "number": 1,
        "delivered_at": "2026-03-10T15:30:00Z",
        "words": 1214,
        "revision": None,
        "verdict": None,
        "corrected_by": None,
        "note": "",
        "review_note": "",
        "files": [],
        "text": "# A quiet harbour\n\nBoats come in at dusk.",
        "length": None,
        "comments": [],
    }


class OrderViewSet(OrderResource):
    """Orders of the caller, from each of their sides."""

    @endpoint(MEMBERS, OrderRowOut, listed=True, query=OrderFilters)
    def list(self, request: Any) -> Response:
        """List the orders that you see. Each side reads what its page shows: money, names and deadlines that
        are not for it are null."""
        return order_page(self)

    @endpoint(MEMBERS, OrderOut)
    def retrieve(self, request: Any, number: str) -> Response:
        """Read an order. `allowed` and `blocked` say what you can do with it now; each verb has a path of its
        name, with hyphens, but for `request_revision`, which is POST orders/revision-requests/."""
        return self.ok(self.thing(number))

    @verb("actions", MEMBERS, ActionsOut, method="get")
    def actions(self, request: Any, number: str) -> Response:
        """Read what you can do with an order now."""
        return self.actions_of(self.thing(number))

    @verb("timeline", MEMBERS, OrderEventOut, method="get", listed=True)
    def timeline(self, request: Any, number: str) -> Response:
        """List what happened to an order, the newest first. Events that you may not read are left out."""
        order = order_or_404(self.http, number)
        sides = sides_of(self.viewer, order)

        def tell(events: list[Any]) -> None:
            told = [(event, timeline.sentences(order, sides, [event], self.now)) for event in events]
            events[:] = [event_answer(sides, event, lines[0]) for event, lines in told if lines]

        return page(
            self,
            timeline.reader_of(order, self.asked["page_size"]),
            lambda event: event,
            order=timeline.ORDER,
            kinds=[int],
            key=lambda event: [event.pk],
            prepare=tell,
        )

    @verb("deliveries/<int:version>", MEMBERS, VersionTextOut, method="get")
    def delivery(self, request: Any, number: str, version: int) -> Response:
        """Read one version with its text. Editors’ comments are for those who make or check the text."""
        order = order_or_404(self.http, number)
        sides = sides_of(self.viewer, order)
        rows = readable_deliveries(self.viewer, order, sides)
        found = rows.annotate(revision_number=F("revision__number"), maker=F("made_by__public_name"))
        row = found.filter(number=version).first()
        if row is None:
            raise NotVisible()
        files = row.attachments.select_related("file").order_by("id")
        length = length_of(order, row.word_count) if sides.inside and row.word_count else None
        said = comments_of(self.viewer, [row]).get(row.pk, []) if sides.inside else []
        return Response(
            {
                **version_answer(sides, row, files),
                "text": row.text,
                "length": length and {"ordered": length.ordered, "least": length.least, "most": length.most},
                "comments": [
                    {"passage": one.passage, "text": one.text, "who": one.who, "at": moment_text(one.at)}
                    for one in said
                ],
            }
        )


def event_answer(sides: Sides, event: OrderEvent, line: Any) -> dict[str, Any]:
    """An event in the words that its reader has for it."""
    number = getattr(event, "delivery_number", None)
    return {
        "at": moment_text(event.at),
        "verb": event.verb,
        "who": str(line.who),
        "text": str(line.text),
        "note": str(line.note),
        "delivery": number if sides.party else None,
    }
