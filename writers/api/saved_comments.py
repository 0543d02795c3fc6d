"""`/api/v1/writer-management/saved-comments/`: the comment bank of an editor."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from agencies.rules.agencies import is_editor
from project.base.api import fields
from project.base.api.bodies import Body, Out, bound
from project.base.api.endpoint import endpoint, only
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import require
from writers.actions.saved_comments import delete_comment, edit_comment, save_comment
from writers.forms.saved_comments import CommentForm, stored_words
from writers.models import SavedComment
from writers.models.feedback_parts import POINT_LIMIT, TAG_LIMIT
from writers.pages.saved_comments import KINDS, ORDER, comments
from writers.views.review_points import saved_or_404

EDITORS = only(is_editor)


class SavedCommentChange(Body):
    """A remark that is used again and again."""

    issue = fields.Text(lines=True, max_length=POINT_LIMIT, required=False)
    suggestion = fields.Text(lines=True, max_length=POINT_LIMIT, required=False)
    tag = fields.Text(max_length=TAG_LIMIT, required=False, help_text="By its name; made if new.")
    shared = fields.Flag(required=False, help_text="Other editors of the agency use it too.")

    example = {"issue": "Who says so?", "suggestion": "Name the source.", "tag": "sources", "shared": False}


class NewSavedComment(SavedCommentChange):
    issue = fields.Text(lines=True, max_length=POINT_LIMIT)

    example = SavedCommentChange.example


class SavedCommentOut(Out):
    """A saved comment; `mine` says whether the caller may change it."""

    id = fields.Id()
    issue = fields.Text()
    suggestion = fields.Text()
    tag = fields.Text(allow_null=True)
    shared = fields.Flag()
    mine = fields.Flag()
    saved_at = fields.Moment()

    example = {
        **NewSavedComment.example,
        "id": "c8f4y2z9hw",
        "mine": True,
        "saved_at": "2026-03-02T09:00:00Z",
    }


class SavedCommentViewSet(Resource):
    """Saved comments of the caller, and those that other editors share."""

    def thing(self, key: str) -> SavedComment:
        return saved_or_404(self.http, key)

    def shown(self, thing: SavedComment) -> dict[str, Any]:
        return {
            "id": thing.public_id,
            "issue": thing.issue,
            "suggestion": thing.suggestion,
            "tag": thing.tag.name if thing.tag else None,
            "shared": thing.shared,
            "mine": thing.member_id == self.viewer.member_id,
            "saved_at": moment_text(thing.saved_at),
        }

    @endpoint(EDITORS, SavedCommentOut, listed=True)
    def list(self, request: Any) -> Response:
        """List saved comments, the newest first."""
        return page(self, comments(self.viewer), self.shown, order=ORDER, kinds=KINDS)

    @endpoint(EDITORS, SavedCommentOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a saved comment."""
        return self.ok(self.thing(public_id))

    @endpoint(EDITORS, SavedCommentOut, status=201, body=NewSavedComment, creates=True)
    def create(self, request: Any) -> Response:
        """Save a comment. The same again answers with the same one."""
        said = bound(CommentForm, self.body).said
        made = save_comment(actor=self.viewer, said=said, now=self.now)
        return self.created(made, f"/api/v1/writer-management/saved-comments/{made.public_id}/")

    @endpoint(EDITORS, SavedCommentOut, body=SavedCommentChange, partial=True)
    def partial_update(self, request: Any, public_id: str) -> Response:
        """Change one of one’s own."""
        comment = self.thing(public_id)
        require(comment.member_id == self.viewer.member_id)
        said = bound(CommentForm, {**stored_words(comment), **self.body}).said
        return self.ok(edit_comment(actor=self.viewer, comment=comment, said=said))

    @endpoint(EDITORS, status=204)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Delete one of one’s own."""
        delete_comment(actor=self.viewer, comment=self.thing(public_id))
        return Response(status=204)
