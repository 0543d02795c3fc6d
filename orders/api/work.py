"""The writer's and the client's part of the work: verbs of `/api/v1/orders/orders/`."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from orders.actions import acceptance, deliveries
from orders.forms.deliveries import DeliveryForm
from orders.models.deliveries import NOTE_LIMIT, TEXT_LIMIT
from project.base.api import fields
from project.base.api.bodies import Body
from project.base.api.endpoint import MEMBERS, verb

from .order_resource import OrderResource
from .order_shapes import FILE, OrderOut

#: Files that one thing takes, at most (agencies.actions.files.MAX_FILES).
MOST_FILES = 20


def attachments(words: str = "Ids of files that you uploaded for this order.") -> fields.Items:
    """The field of a body that names uploaded files."""
    return fields.Items(child=fields.Id(), max_length=MOST_FILES, required=False, help_text=words)


class DeliverBody(Body):
    """The work: text, files, or both."""

    text = fields.Text(lines=True, max_length=TEXT_LIMIT, required=False, help_text="Markdown.")
    note = fields.Text(
        lines=True,
        max_length=NOTE_LIMIT,
        required=False,
        help_text="For the editor and the agency, not for the client.",
    )
    attachments = attachments()

    example = {"text": "# A quiet harbour\n\nBoats come in at dusk.", "note": "", "attachments": [FILE]}


class WorkViewSet(OrderResource):
    """Start, deliver, accept."""

    @verb("start", MEMBERS, OrderOut, moves=True)
    def start(self, request: Any, number: str) -> Response:
        """Start work, or a revision."""
        return self.press(number, "start", deliveries.start_work)

    @verb("deliver", MEMBERS, OrderOut, body=DeliverBody, creates=True, moves=True)
    def deliver(self, request: Any, number: str) -> Response:
        """Deliver the next version. A revision in work is answered by it: answer its points first. Handing
        in the newest version again changes nothing. Upload files first, at orders/attachments/."""
        waiting = self.body.pop("attachments", [])

        def act(files: list[Any], **facts: Any) -> None:
            deliveries.deliver(uploads=files, waiting=waiting, **facts)

        return self.press(number, "deliver", act, DeliveryForm)

    @verb("accept", MEMBERS, OrderOut, moves=True)
    def accept(self, request: Any, number: str) -> Response:
        """Accept the delivery. This completes the order."""
        return self.press(number, "accept", acceptance.accept_order)
