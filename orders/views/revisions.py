"""Asking for a revision, and answering its points."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from orders import rules
from orders.actions import revisions
from orders.actions.moving import TABLE
from orders.forms.revisions import AnswerForm, PointForm, PointRows, RevisionForm
from orders.models import Order, RevisionRequest
from orders.models.deliveries import Verdict
from orders.states import State
from project.base import clock, markdown
from project.base.access import member_only
from project.base.errors import Invalid, NotVisible, WrongState, require

from .scope import order_or_404

page_methods = require_http_methods(["GET", "HEAD", "POST"])


@member_only
@page_methods
def ask(request: Any, number: str) -> HttpResponse:
    """List what should change, beside the delivered text. Rows are added, removed and moved without losing anything."""
    order = order_or_404(request, number)
    require(rules.can_request_revision(request.viewer, order))
    if reason := TABLE.why_not("request_revision", order):
        raise WrongState(reason)
    if request.method != "POST":
        return _ask_page(request, order, RevisionForm(), PointRows().forms())
    rows = PointRows(request.POST)
    if rows.press_buttons():
        form = RevisionForm(initial={name: request.POST.get(name, "") for name in RevisionForm.base_fields})
        return _ask_page(request, order, form, rows.forms(bound=False))
    return _request(request, order, RevisionForm(request.POST), rows.forms())


def _request(request: Any, order: Order, form: RevisionForm, rows: list[PointForm]) -> HttpResponse:
    if all([form.is_valid(), *(row.is_valid() for row in rows)]):
        points = [row.point for row in rows if row.point]
        try:
            revisions.request_revision(
                actor=request.viewer, order=order, points=points, now=clock.now(), **form.cleaned_data
            )
        except Invalid as refusal:
            for texts in refusal.errors.values():
                for text in texts:
                    form.add_error(None, text)
        else:
            messages.success(request, _("Your wishes are with the writer."))
            return redirect("orders:order", order.number)
    return _ask_page(request, order, form, rows)


def _ask_page(request: Any, order: Order, form: RevisionForm, rows: list[PointForm]) -> HttpResponse:
    latest = order.deliveries.filter(verdict=Verdict.APPROVED).order_by("-number").first()
    refused = bool(form.errors) or any(row.is_bound and row.errors for row in rows)
    context = {
        "order": order,
        "form": form,
        "rows": rows,
        "refused": refused,
        "html": markdown.render(latest.text) if latest and latest.text else "",
        "latest": latest,
        "hours": revisions.ROUND_HOURS,
    }
    return render(request, "orders/order/revise.html", context, status=422 if refused else 200)


@member_only
@page_methods
def answer(request: Any, number: str, round_number: int) -> HttpResponse:
    """Answer the points of a revision, as many at a time as one likes."""
    order = order_or_404(request, number)
    require(rules.can_write(request.viewer, order))
    revision = order.revisions.filter(number=round_number).prefetch_related("points").first()
    if revision is None:
        raise NotVisible()
    if order.state != State.IN_PROGRESS or revision.state != "in_progress":
        raise WrongState(_("Points can be answered while the revision is in work. Start the work first."))
    revision.order = order
    data = request.POST if request.method == "POST" else None
    forms = [AnswerForm(data, point=point) for point in revision.points.all()]
    if data is not None and all([row.is_valid() for row in forms]) and _store(request, revision, forms):  # noqa: C419
        messages.success(request, _("Your answers are saved."))
        return redirect("orders:order", number)
    refused = any(row.is_bound and row.errors for row in forms)
    context = {"order": order, "revision": revision, "rows": forms, "refused": refused}
    return render(request, "orders/order/answers.html", context, status=422 if refused else 200)


def _store(request: Any, revision: RevisionRequest, forms: list[AnswerForm]) -> bool:
    answers = {row.row.position: row.given for row in forms if row.given}
    try:
        revisions.answer_points(actor=request.viewer, revision=revision, answers=answers, now=clock.now())
    except Invalid as refusal:
        by_name = {f"point-{row.row.position}": row for row in forms}
        for name, texts in refusal.errors.items():
            for text in texts:
                by_name[name].add_error("reply", text)
        return False
    return True
