"""What receiver, giver and agency do with feedback: reply, contest, decide, publish, tick off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from project.base import clock, query
from project.base.access import member_only
from project.base.errors import Conflict, NotVisible
from project.base.forms import takes
from project.base.http import MemberRequest
from writers.actions.feedback_contests import (
    contest_feedback,
    decide_contest,
    reply_to_feedback,
    withdraw_contest,
)
from writers.actions.feedback_points import mark_point
from writers.actions.feedback_publication import allow_public, publish_feedback, unpublish_feedback
from writers.forms.feedback import ContestForm, DecisionForm, ReplyForm
from writers.models import Feedback, FeedbackPoint
from writers.rules.feedback_acts import gave, judges, received

from .feedback import allowed_or_403, feedback_or_404, page_of_feedback, refused


@member_only
@require_POST
@takes(ReplyForm)
def reply(request: MemberRequest, public_id: str) -> HttpResponse:
    """Answer it."""
    row, form = allowed_or_403(request, public_id, received), ReplyForm(request.POST)
    if not form.is_valid():
        return page_of_feedback(request, row, reply_form=form)
    reply_to_feedback(actor=request.viewer, feedback=row, now=clock.now(), **form.cleaned_data)
    return _done(request, row, _("Reply saved."))


@member_only
@require_POST
@takes(ContestForm)
def contest(request: MemberRequest, public_id: str) -> HttpResponse:
    """Object to it."""
    row, form = allowed_or_403(request, public_id, received), ContestForm(request.POST)
    if not form.is_valid():
        return page_of_feedback(request, row, contest_form=form)
    try:
        contest_feedback(actor=request.viewer, feedback=row, now=clock.now(), **form.cleaned_data)
    except Conflict as refusal:
        return refused(request, public_id, refusal, "contest_form", form)
    return _done(request, row, _("Feedback contested. The agency will decide."))


@member_only
@require_POST
def withdraw(request: MemberRequest, public_id: str) -> HttpResponse:
    """Take the objection back."""
    row = allowed_or_403(request, public_id, received)
    withdraw_contest(actor=request.viewer, feedback=row, now=clock.now())
    return _done(request, row, _("Contest withdrawn."))


@member_only
@require_POST
@takes(DecisionForm)
def decide(request: MemberRequest, public_id: str) -> HttpResponse:
    """Decide the objection."""
    row, form = allowed_or_403(request, public_id, judges), DecisionForm(request.POST)
    if not form.is_valid():
        return page_of_feedback(request, row, decision_form=form)
    try:
        decide_contest(actor=request.viewer, feedback=row, now=clock.now(), **form.cleaned_data)
    except Conflict as refusal:
        return refused(request, public_id, refusal, "decision_form", form)
    return _done(request, row, _("Contest decided."))


@member_only
@require_POST
def allow(request: MemberRequest, public_id: str) -> HttpResponse:
    """Let the agency publish it."""
    row = allowed_or_403(request, public_id, gave)
    allow_public(actor=request.viewer, feedback=row, allowed=True, now=clock.now())
    return _done(request, row, _("The agency may publish this feedback."))


@member_only
@require_POST
def disallow(request: MemberRequest, public_id: str) -> HttpResponse:
    """Let it no longer."""
    row = allowed_or_403(request, public_id, gave)
    allow_public(actor=request.viewer, feedback=row, allowed=False, now=clock.now())
    return _done(request, row, _("The agency can no longer publish this feedback."))


@member_only
@require_POST
def publish(request: MemberRequest, public_id: str) -> HttpResponse:
    """Show it beside the writer's portfolio."""
    row = feedback_or_404(request, public_id)
    publish_feedback(actor=request.viewer, feedback=row, now=clock.now())
    return _done(request, row, _("Feedback published."))


@member_only
@require_POST
def unpublish(request: MemberRequest, public_id: str) -> HttpResponse:
    """Take it offline."""
    row = feedback_or_404(request, public_id)
    unpublish_feedback(actor=request.viewer, feedback=row, now=clock.now())
    return _done(request, row, _("Feedback taken offline."))


@member_only
@require_POST
@takes("done")
def mark(request: MemberRequest, public_id: str) -> HttpResponse:
    """Tick a point off, or take the tick back."""
    rows = FeedbackPoint.objects.visible_to(request.viewer).select_related("feedback__order")
    point = rows.filter(public_id=public_id).first()
    if point is None:
        raise NotVisible()
    done = query.choice(request.POST, "done", ("yes", "no"), "yes") == "yes"
    mark_point(actor=request.viewer, point=point, done=done, now=clock.now())
    messages.success(request, _("Point done.") if done else _("Point open again."))
    if point.feedback.released_at is None:  # A verdict without ratings: its points stand on the order's page.
        return redirect("orders:order", point.feedback.order.number)
    return redirect("writers:feedback", point.feedback.public_id)


def _done(request: MemberRequest, row: Feedback, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("writers:feedback", row.public_id)
