"""The page of one revision request, and the verbs of the client and of those who work on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orders.actions import revision_deadlines, revision_scope, revision_verdicts
from orders.actions.revision_moving import REVISIONS
from orders.forms.revision_answers import (
    AgreeForm,
    PointForm,
    ProposalForm,
    QuestionForm,
    VerdictForm,
    put_on_points,
)
from orders.models import RevisionRequest
from orders.pages.order.deliveries import visible_deliveries
from orders.pages.revisions.page import revision_page
from orders.pages.revisions.points import compared, points_of
from orders.rules.sides import sides_of
from orders.views.fetching import revision_or_404
from project.base import clock
from project.base.access import member_only
from project.base.errors import Conflict, Invalid, QuillhouseError, WrongState, require
from project.base.forms import rows_of, takes
from project.base.http import MemberRequest

page_methods = require_http_methods(["GET", "HEAD", "POST"])


@member_only
@require_safe
def show(request: MemberRequest, number: str, round_number: int) -> HttpResponse:
    """Everything about one revision that this viewer may see, and what they may do."""
    return show_page(request, revision_or_404(request, number, round_number))


def show_page(
    request: MemberRequest,
    revision: RevisionRequest,
    *,
    status: int = 200,
    problem: QuillhouseError | None = None,
    typed: str = "",
) -> HttpResponse:
    """The page; `problem` stands on top of it, with the words that were `typed` then."""
    context = {
        "page": revision_page(request.viewer, revision, clock.now()),
        "revision": revision,
        "order": revision.order,
        "problem": problem,
        "typed": typed,
    }
    return render(request, "orders/revisions/page.html", context, status=status)


def press(
    request: MemberRequest,
    revision: RevisionRequest,
    act: Callable[..., Any],
    said: Any,
    /,
    *,
    typed: str = "",
    **facts: Any,
) -> HttpResponse:
    """Call one action and go back to the page; a conflict (another's click came
    first) is shown on it, with what was typed."""
    try:
        act(actor=request.viewer, revision=revision, now=clock.now(), **facts)
    except Conflict as refusal:
        fresh = revision_or_404(request, revision.order.number, revision.number)
        return show_page(request, fresh, status=409, problem=refusal, typed=typed)
    messages.success(request, said)
    return redirect("orders:revision", revision.order.number, revision.number)


def opened(request: MemberRequest, number: str, round_number: int, verb: str) -> RevisionRequest:
    """The revision for the page of a verb: refused without the right, and when opened at the wrong time."""
    revision = revision_or_404(request, number, round_number)
    require(REVISIONS.may(verb, request.viewer, revision))
    if request.method != "POST" and (reason := REVISIONS.why_not(verb, revision)):
        raise WrongState(reason)
    return revision


@member_only
@page_methods
@takes(*rows_of(QuestionForm, "point-*"))
def questions(request: MemberRequest, number: str, round_number: int) -> HttpResponse:
    """The client answers what the writer asks."""
    revision = opened(request, number, round_number, "answer_question")
    data = request.POST if request.method == "POST" else None
    rows = [QuestionForm(data, point=point) for point in revision.points.all() if point.asks]
    if data is None or not all([row.is_valid() for row in rows]):  # noqa: C419  (each one shows its errors)
        return _points_page(request, revision, rows, "questions", status=422 if data else 200)
    replies = {row.row.position: row.cleaned_data["reply"] for row in rows if row.cleaned_data["reply"]}
    try:
        typed, act = "\n\n".join(replies.values()), revision_verdicts.answer_question
        return press(request, revision, act, _("Answer sent to the writer."), typed=typed, replies=replies)
    except Invalid as refusal:
        others = put_on_points(refusal, rows, "reply")
        return _points_page(request, revision, rows, "questions", status=422, others=others)


@member_only
@page_methods
@takes(*rows_of(VerdictForm, "point-*"))
def verdicts(request: MemberRequest, number: str, round_number: int) -> HttpResponse:
    """The client goes through the answers, point by point."""
    revision = opened(request, number, round_number, "judge_points")
    data = request.POST if request.method == "POST" else None
    rows = [
        VerdictForm(data, point=point, initial={"verdict": point.verdict or ""})
        for point in revision.points.all()
    ]
    if data is None or not all([row.is_valid() for row in rows]):  # noqa: C419  (each one shows its errors)
        return _points_page(request, revision, rows, "verdicts", status=422 if data else 200)
    given = {row.row.position: row.given for row in rows if row.given}
    try:
        typed, act = (
            "\n\n".join(judged.why for judged in given.values()).strip(),
            revision_verdicts.judge_points,
        )
        return press(request, revision, act, _("Decisions sent."), typed=typed, verdicts=given)
    except Invalid as refusal:
        others = put_on_points(refusal, rows, "why")
        return _points_page(request, revision, rows, "verdicts", status=422, others=others)


def _points_page(
    request: MemberRequest,
    revision: RevisionRequest,
    rows: list[Any],
    name: str,
    *,
    status: int = 200,
    others: Any = (),
) -> HttpResponse:
    """A form for each of some points, each beside what was said of it and what changed there."""
    viewer, sides = request.viewer, sides_of(request.viewer, revision.order)
    deliveries = list(visible_deliveries(viewer, revision.order))
    views = {view.row.position: view for view in points_of(revision, sides, compared(revision, deliveries))}
    pairs: list[tuple[PointForm, Any]] = [(row, views[row.row.position]) for row in rows]
    context = {
        "revision": revision,
        "order": revision.order,
        "pairs": pairs,
        "refused": status != 200,
        "others": others,
    }
    return render(request, f"orders/revisions/{name}.html", context, status=status)


@member_only
@page_methods
@takes(ProposalForm)
def deadline(request: MemberRequest, number: str, round_number: int) -> HttpResponse:
    """Propose another time."""
    revision = opened(request, number, round_number, "propose_deadline")
    form = ProposalForm(
        request.POST if request.method == "POST" else None, initial={"due_at": revision.due_at}
    )
    if form.is_valid():
        try:
            said = _("Proposal sent. The current deadline applies until the other side agrees.")
            return press(request, revision, revision_deadlines.propose_deadline, said, **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
    context = {"revision": revision, "order": revision.order, "form": form}
    return render(request, "orders/revisions/deadline.html", context, status=422 if form.errors else 200)


@member_only
@require_POST
@takes(AgreeForm)
def agree(request: MemberRequest, number: str, round_number: int) -> HttpResponse:
    """Agree to the time that the other side proposed."""
    revision = opened(request, number, round_number, "propose_deadline")
    form = AgreeForm(request.POST)
    if not form.is_valid():
        refusal = WrongState(_("This deadline has not been proposed. Reload the page and try again."))
        return show_page(request, revision, status=409, problem=refusal)
    try:
        return press(
            request,
            revision,
            revision_deadlines.accept_deadline,
            _("Deadline agreed."),
            **form.cleaned_data,
        )
    except Invalid as refused:
        words = " ".join(text for texts in refused.errors.values() for text in texts)
        return show_page(request, revision, status=409, problem=WrongState(words))


@member_only
@require_POST
def cancel(request: MemberRequest, number: str, round_number: int) -> HttpResponse:
    """Take the request back."""
    revision = opened(request, number, round_number, "cancel_revision")
    return press(request, revision, revision_scope.cancel_revision, _("Request withdrawn."))


@member_only
@require_POST
def close(request: MemberRequest, number: str, round_number: int) -> HttpResponse:
    """The desk closes it, where the client need not look."""
    revision = opened(request, number, round_number, "close_revision")
    return press(request, revision, revision_verdicts.close_revision, _("Revision closed."))
