"""`/api/v1/support/saved-replies/`: replies that the desk uses again."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from project.base.api import fields
from project.base.api.bodies import Body, Out, bound
from project.base.api.endpoint import endpoint
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from support.actions.saved_replies import delete_reply, save_reply
from support.forms.ticket_replies import SavedReplyForm
from support.models import SavedReply
from support.models.ticket_replies import TITLE_LIMIT
from support.models.tickets import TEXT_LIMIT
from support.views.saved_replies import reply_or_404

from .ticket_company import DESK


class SavedReplyChange(Body):
    """Words for a reply, with placeholders such as {customer}."""

    title = fields.Text(max_length=TITLE_LIMIT, required=False)
    text = fields.Text(lines=True, max_length=TEXT_LIMIT, required=False)

    example = {"title": "Change of address", "text": "Dear {customer}, see “Client account”."}


class NewSavedReply(SavedReplyChange):
    title = fields.Text(max_length=TITLE_LIMIT)
    text = fields.Text(lines=True, max_length=TEXT_LIMIT)

    example = SavedReplyChange.example


class SavedReplyOut(Out):
    """A saved reply. Placeholders: {customer}, {ticket}, {order}, {me}, {agency}."""

    id = fields.Id()
    title = fields.Text()
    text = fields.Text()
    saved_at = fields.Moment()

    example = {**SavedReplyChange.example, "id": "p3k8wz5tq7", "saved_at": "2026-03-02T09:00:00Z"}


class SavedReplyViewSet(Resource):
    """Saved replies of the desk."""

    def thing(self, key: str) -> SavedReply:
        return reply_or_404(self.viewer, key)

    def shown(self, thing: SavedReply) -> dict[str, Any]:
        return {
            "id": thing.public_id,
            "title": thing.title,
            "text": thing.text,
            "saved_at": moment_text(thing.saved_at),
        }

    @endpoint(DESK, SavedReplyOut, listed=True)
    def list(self, request: Any) -> Response:
        """List saved replies, by title."""
        rows = SavedReply.objects.visible_to(self.viewer)
        return page(self, rows, self.shown, order=["title", "id"], kinds=[str, int])

    @endpoint(DESK, SavedReplyOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a saved reply."""
        return self.ok(self.thing(public_id))

    @endpoint(DESK, SavedReplyOut, status=201, body=NewSavedReply, creates=True)
    def create(self, request: Any) -> Response:
        """Save a reply. The same again answers with the same one."""
        typed = bound(SavedReplyForm, self.body).cleaned_data
        made = save_reply(actor=self.viewer, now=self.now, **typed)
        return self.created(made, f"/api/v1/support/saved-replies/{made.public_id}/")

    @endpoint(DESK, SavedReplyOut, body=SavedReplyChange, partial=True)
    def partial_update(self, request: Any, public_id: str) -> Response:
        """Change a saved reply."""
        stored = self.thing(public_id)
        said = {"title": stored.title, "text": stored.text, **self.body}
        typed = bound(SavedReplyForm, said).cleaned_data
        return self.ok(save_reply(actor=self.viewer, reply=stored, now=self.now, **typed))

    @endpoint(DESK, status=204)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Delete a saved reply. What was sent stays."""
        delete_reply(actor=self.viewer, reply=self.thing(public_id))
        return Response(status=204)
