"""The comment bank of an editor."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.rules.agencies import is_editor
from project.base import clock
from project.base.access import area
from project.base.errors import Invalid, require
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.paging import page_of
from writers.actions.saved_comments import delete_comment, edit_comment, save_comment
from writers.forms.saved_comments import CommentForm, stored_words
from writers.models.feedback_parts import MOST_SAVED
from writers.pages.saved_comments import KINDS, ORDER, comment_row, comments

from .review_points import saved_or_404

form_page = require_http_methods(["GET", "HEAD", "POST"])


@area(is_editor)
@form_page
@takes(CommentForm)
def index(request: MemberRequest) -> HttpResponse:
    """One's own comments and those that colleagues share, with the form of a new one."""
    form = CommentForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            save_comment(actor=request.viewer, said=form.said, now=clock.now())
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("writers:saved_comments")
    found = page_of(comments(request.viewer), request, order=ORDER, kinds=KINDS)
    page = found.with_rows([comment_row(request.viewer, row) for row in found.rows])
    context = {"page": page, "form": form, "most": MOST_SAVED}
    return render(request, "writers/saved_comments.html", context, status=422 if form.errors else 200)


@area(is_editor)
@form_page
@takes(CommentForm)
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    """Change one of one's own."""
    comment = saved_or_404(request, public_id)
    require(comment.member_id == request.viewer.member_id)
    posted = request.POST if request.method == "POST" else None
    form = CommentForm(posted, initial=stored_words(comment))
    if form.is_bound and form.is_valid():
        try:
            edit_comment(actor=request.viewer, comment=comment, said=form.said)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("writers:saved_comments")
    context = {"comment": comment, "form": form}
    return render(request, "writers/saved_comment.html", context, status=422 if form.errors else 200)


@area(is_editor)
@require_POST
def delete(request: MemberRequest, public_id: str) -> HttpResponse:
    """Delete one of one's own."""
    delete_comment(actor=request.viewer, comment=saved_or_404(request, public_id))
    messages.success(request, _("Comment deleted."))
    return redirect("writers:saved_comments")
