"""Asking for a revision, and answering its points."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from orders.actions import revision_requests
from orders.actions.moving import ORDERS
from orders.forms.revision_requests import (
    AnswerForm,
    PointForm,
    PointRows,
    RevisionForm,
    answer_forms,
    put_points,
    put_refusal,
    typed_answers,
    typed_words,
)
from orders.models import Order, PointNote, RevisionRequest
from orders.models.revisions import RevisionState
from orders.pages.delivering import answer_rows
from orders.pages.order.deliveries import visible_deliveries
from orders.pages.order.rounds import is_answerable
from orders.rules import revision_policy
from orders.rules.live_revision import active_revision
from orders.rules.orders import can_write
from orders.rules.revision_guards import require_time_to_ask
from orders.rules.revisions import can_request_revision
from orders.rules.sides import sides_of
from orders.views.fetching import order_or_404
from project.base import clock, markdown
from project.base.access import member_only
from project.base.errors import Conflict, Invalid, NotVisible, WrongState, require
from project.base.forms import rows_of, takes
from project.base.http import MemberRequest

from .answering import page

page_methods = require_http_methods(["GET", "HEAD", "POST"])


@member_only
@page_methods
@takes(RevisionForm, *rows_of(PointForm, "point-*"), "rows", "add", "remove", "up", "down")
def ask(request: MemberRequest, number: str) -> HttpResponse:
    """List what should change, beside the delivered text. Rows are added,
    removed and moved without losing anything."""
    order = order_or_404(request, number)
    require(can_request_revision(request.viewer, order))
    severities = revision_policy.rules_of(request.agency)
    if request.method != "POST":
        if reason := ORDERS.why_not("request_revision", order):
            raise WrongState(reason)
        require_time_to_ask(order, clock.now())
        return _ask_page(request, order, RevisionForm(rules=severities), PointRows())
    rows = PointRows(request.POST)
    if rows.press_buttons():
        form = RevisionForm(initial=typed_words(request.POST), rules=severities)
        return _ask_page(request, order, form, rows)
    return _request(request, order, RevisionForm(request.POST, request.FILES, rules=severities), rows)


def _request(request: MemberRequest, order: Order, form: RevisionForm, rows: PointRows) -> HttpResponse:
    points = rows.forms()
    if not all([form.is_valid(), *(row.is_valid() for row in points)]):
        return _ask_page(request, order, form, rows, points=points, status=422)
    given = [row.point for row in points if row.point]
    facts = dict(form.cleaned_data)
    try:
        revision_requests.request_revision(
            actor=request.viewer,
            order=order,
            points=given,
            uploads=facts.pop("files"),
            now=clock.now(),
            **facts,
        )
    except Invalid as refusal:
        put_points(refusal, form, points)
        return _ask_page(request, order, form, rows, points=points, status=422)
    except Conflict as refusal:
        form.add_error(None, str(refusal.message))
        return _ask_page(request, order, form, rows, points=points, status=409)
    messages.success(request, _("Revision request sent."))
    return redirect("orders:order", order.number)


def _ask_page(
    request: MemberRequest,
    order: Order,
    form: RevisionForm,
    rows: PointRows,
    *,
    points: list[PointForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "order": order,
        "form": form,
        "points": points if points is not None else rows.forms(bound=False),
        "focus": rows.focus,
        "full": rows.full,
        "most": revision_requests.MAX_POINTS,
        "refused": status != 200,
    }
    if request.htmx and request.htmx.target == "points":
        return render(request, "orders/revisions/ask.html#points", context, status=status)
    latest = visible_deliveries(request.viewer, order).first()
    used = revision_policy.rounds_used(order.revisions.all())
    context |= {"rounds_used": used, "rounds_included": request.agency.included_rounds}
    live = active_revision(order)
    context["answered"] = live.number if live and live.state == RevisionState.ANSWERED else None
    context |= {
        "latest": latest,
        "html": markdown.render(latest.text, top=3) if latest and latest.text else "",
    }
    return render(request, "orders/revisions/ask.html", context, status=status)


@member_only
@page_methods
@takes(*rows_of(AnswerForm, "point-*"))
def answer(request: MemberRequest, number: str, round_number: int) -> HttpResponse:
    """Answer the points of a revision, as many at a time as one likes."""
    order = order_or_404(request, number)
    require(can_write(request.viewer, order))
    notes = Prefetch("points__notes", PointNote.objects.select_related("by"))
    revision = order.revisions.filter(number=round_number).prefetch_related("points", notes).first()
    if revision is None:
        raise NotVisible()
    revision.order = order
    if request.method == "POST":
        return _answer(request, order, revision, answer_forms(revision, request.POST))
    if not is_answerable(order, sides_of(request.viewer, order), revision):
        raise WrongState(_("You can answer points only while the revision is in progress. Start work first."))
    return _answer_page(request, order, revision, answer_forms(revision))


def _answer(
    request: MemberRequest, order: Order, revision: RevisionRequest, rows: list[AnswerForm]
) -> HttpResponse:
    if not all([row.is_valid() for row in rows]):  # noqa: C419  (each one shows its errors)
        return _answer_page(request, order, revision, rows, status=422)
    try:
        revision_requests.answer_points(
            actor=request.viewer, revision=revision, answers=typed_answers(rows), now=clock.now()
        )
    except Invalid as refusal:
        put_refusal(refusal, None, rows)
        return _answer_page(request, order, revision, rows, status=422)
    except Conflict as refusal:
        words = "\n\n".join(row.cleaned_data.get("reply", "") for row in rows).strip()
        return page(request, order_or_404(request, order.number), status=409, problem=refusal, typed=words)
    messages.success(request, _("Answers saved."))
    return redirect("orders:order", order.number)


def _answer_page(
    request: MemberRequest,
    order: Order,
    revision: RevisionRequest,
    rows: list[AnswerForm],
    *,
    status: int = 200,
) -> HttpResponse:
    answers = answer_rows(revision, sides_of(request.viewer, order), rows)
    context = {"order": order, "revision": revision, "answers": answers, "refused": status != 200}
    return render(request, "orders/revisions/answers.html", context, status=status)
