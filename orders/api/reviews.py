"""Reviews: claimed, assigned, returned; approved, sent back, corrected, commented: verbs of
`/api/v1/orders/orders/`."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from agencies.rules.agencies import is_editor
from orders.actions import reassigning, reviews
from orders.actions.corrections import correct_delivery
from orders.actions.eligibility import OVERRIDE_LIMIT
from orders.actions.passage_comments import comment_passage
from orders.forms.corrections import CorrectionForm
from orders.forms.passage_comments import CommentForm
from orders.forms.reviews import MOST, EditorForm, ReviewForm
from orders.models.deliveries import NOTE_LIMIT, TEXT_LIMIT
from orders.models.passage_comments import COMMENT_LIMIT, PASSAGE_LIMIT
from orders.rules.reviews import can_review
from orders.views.fetching import order_or_404
from orders.views.reviews import candidates_for
from project.base.api import fields
from project.base.api.bodies import Body, bound, renamed
from project.base.api.endpoint import MEMBERS, only, verb
from project.base.errors import require

from .order_resource import OrderResource
from .order_shapes import FILE, MEMBER, OrderOut
from .work import attachments

VERSION = "The version that you have read: another one is refused."


class EditorBody(Body):
    """An editor of the agency. With `override`, a reason that is logged, what speaks against them is passed
    over, unless it is hard."""

    editor = fields.Id()
    override = fields.Text(max_length=OVERRIDE_LIMIT, required=False, help_text="A reason, which is logged.")

    example = {"editor": MEMBER, "override": "Asked for her by name"}


class OfVersion(Body):
    version = fields.Whole(least=1, most=MOST, help_text=VERSION)


class ApproveBody(OfVersion):
    note = fields.Text(lines=True, max_length=NOTE_LIMIT, required=False, help_text="To the writer.")

    example = {"version": 1, "note": "Lovely."}


class SendBackBody(OfVersion):
    note = fields.Text(lines=True, max_length=NOTE_LIMIT, help_text="What the writer is to change.")

    example = {"version": 1, "note": "Check the tides."}


class CorrectBody(OfVersion):
    """The corrected text. A file takes the place of the one of its name."""

    text = fields.Text(lines=True, max_length=TEXT_LIMIT, required=False, help_text="Markdown.")
    attachments = attachments()

    example = {"version": 1, "text": "# A quiet harbour\n\nBoats come in at dusk.", "attachments": [FILE]}


class CommentBody(OfVersion):
    passage = fields.Text(max_length=PASSAGE_LIMIT, help_text="Words of the text.")
    text = fields.Text(lines=True, max_length=COMMENT_LIMIT)

    example = {"version": 1, "passage": "nobody hurries", "text": "Who says so?"}


class ReviewViewSet(OrderResource):
    """What an editor does with a delivery before its client reads it."""

    @verb("claim-review", MEMBERS, OrderOut, moves=True)
    def claim_review(self, request: Any, number: str) -> Response:
        """Claim a review. The first editor has it."""
        return self.press(number, "claim_review", reviews.claim_review)

    @verb("claim-next", only(is_editor), detail=False, answers={200: OrderOut, 204: None})
    def claim_next(self, request: Any) -> Response:
        """Claim the waiting review with the earliest deadline. 204 when no text waits."""
        order = reviews.claim_next(actor=self.viewer, now=self.now)
        return self.ok(self.thing(order.number)) if order else Response(status=204)

    @verb("give-review", MEMBERS, OrderOut, body=EditorBody, moves=True)
    def give_review(self, request: Any, number: str) -> Response:
        """Assign a waiting review to an editor."""
        order = self.allowed(number, "give_review")
        editors = [found.person for found in candidates_for(order, self.now)]
        typed = bound(EditorForm, self.body, editors=editors).cleaned_data
        reviews.give_review(actor=self.viewer, order=order, now=self.now, **typed)
        return self.ok(self.thing(number))

    @verb("release-review", MEMBERS, OrderOut, moves=True)
    def release_review(self, request: Any, number: str) -> Response:
        """Return a claimed review to the queue."""
        return self.press(number, "release_review", reassigning.release_review)

    @verb("approve", MEMBERS, OrderOut, body=ApproveBody, moves=True)
    def approve(self, request: Any, number: str) -> Response:
        """Approve the version that you have read. Its client reads it from now on."""
        return self._judge(number, "approve", reviews.approve_delivery, ReviewForm)

    @verb("send-back", MEMBERS, OrderOut, body=SendBackBody, moves=True)
    def send_back(self, request: Any, number: str) -> Response:
        """Send the version that you have read back to its writer."""
        return self._judge(number, "send_back", reviews.send_back, ReviewForm)

    @verb("correct", MEMBERS, OrderOut, body=CorrectBody, creates=True, moves=True)
    def correct(self, request: Any, number: str) -> Response:
        """Correct the version that you have read. Yours takes its place; the writer’s is kept."""
        waiting = self.body.pop("attachments", [])

        def act(files: list[Any], **facts: Any) -> None:
            correct_delivery(uploads=files, waiting=waiting, **facts)

        return self._judge(number, "correct", act, CorrectionForm)

    @verb("comment-passage", MEMBERS, OrderOut, body=CommentBody, creates=True, moves=True)
    def comment_passage(self, request: Any, number: str) -> Response:
        """Comment on a passage of the version that you have read. Writer and desk read it with your
        verdict, the client never."""
        order = order_or_404(self.http, number)
        require(can_review(self.viewer, order))
        with renamed({"number": "version"}):
            typed = bound(CommentForm, self._numbered()).cleaned_data
            comment_passage(actor=self.viewer, order=order, now=self.now, **typed)
        return self.ok(self.thing(number))

    def _judge(self, number: str, verb: str, act: Any, form: Any) -> Response:
        self.body = self._numbered()
        with renamed({"number": "version"}):
            return self.press(number, verb, act, form)

    def _numbered(self) -> dict[str, Any]:
        """The body with the version as the forms of the pages name it."""
        return {("number" if name == "version" else name): value for name, value in self.body.items()}
