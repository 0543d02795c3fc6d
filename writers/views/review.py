"""The editor's page of one review: the new version, feedback and verdict in one form, brief and points."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.rules.agencies import is_editor
from orders.models import Order
from orders.pages.order.page import OrderPage, order_page
from orders.rules.reviews import can_claim_review, can_review
from orders.states.orders import State
from orders.views.answering import page as order_again
from orders.views.fetching import order_or_404
from project.base import clock, query
from project.base.access import area
from project.base.errors import Conflict, Invalid, Stale, require
from project.base.forms import rows_of, takes
from project.base.http import MemberRequest
from writers.actions.feedback import TEXTS
from writers.actions.feedback_verdict import judge_with_feedback
from writers.forms.feedback_points import PointForm
from writers.forms.feedback_verdict import VerdictForm, given_before
from writers.models import Feedback
from writers.models.feedback import TEXT_LIMIT
from writers.pages.feedback import Known, known
from writers.pages.review import ReviewSide, criteria_of, marked_text, side_of
from writers.querysets.rubrics import RubricTree, judged_by, version_of
from writers.rules.feedback_acts import why_not_edited

from .review_points import PRESSES, Pressed, editing_of, point_or_404, press, typed_again, with_verdict

VERDICTS = ("approve", "send_back")
#: What HTMX swaps when a point is added, changed or filled from the bank.
POINTS_ID = "feedback-points"


@dataclass
class Shown:
    """What a page of a review is printed from, beside the order."""

    verdict: VerdictForm | None = None
    stored: Known | None = None
    pressed: Pressed = field(default_factory=Pressed)
    status: int = 200


@area(is_editor)
@require_http_methods(["GET", "HEAD", "POST"])
@takes(VerdictForm, *rows_of(PointForm, "point"), *PRESSES, "editing", "do")
def read(request: MemberRequest, number: str) -> HttpResponse:
    """The text, what it is measured by, and the verdict. When nothing waits for a review, the page of the
    order. `do` says what a POST wants."""
    order = order_or_404(request, number)
    viewer = request.viewer
    require(can_review(viewer, order) or can_claim_review(viewer, order))
    do = query.choice(request.POST, "do", (*VERDICTS, "add"))
    try:
        if do in VERDICTS:
            return _judge(request, order, approve=do == "approve")
        if order.state != State.IN_REVIEW and not do:
            return redirect("orders:order", number)
        if request.method == "POST":
            return _press(request, order, do)
    except Conflict as refusal:
        return _again(request, number, refusal)
    return _page(request, order, Shown())


def _again(request: MemberRequest, number: str, refusal: Conflict) -> HttpResponse:
    """The review as it stands by now with all that was typed; the page of the order with the words of it once
    there is nothing left to judge."""
    order = order_or_404(request, number)
    if order.state != State.IN_REVIEW or not can_review(request.viewer, order):
        typed = "\n\n".join(filter(None, _words(request)))
        return order_again(request, order, status=409, problem=refusal, typed=typed)
    form = VerdictForm(request.POST, tree=_tree(request, order))
    form.add_error(None, str(refusal))
    stale = isinstance(refusal, Stale) and isinstance(refusal.current, Feedback)
    stored = known(request.viewer, refusal.current) if isinstance(refusal, Stale) and stale else None
    pressed = Pressed(typed_again(request), editing_of(request), str(refusal))
    return _page(request, order, Shown(form, stored, pressed, 409))


def _words(request: MemberRequest) -> list[str]:
    names = ("note", *TEXTS, "point-issue", "point-suggestion")
    return [query.verbatim(request.POST, name, most=TEXT_LIMIT) for name in names]


def _tree(request: MemberRequest, order: Order) -> RubricTree | None:
    """The rubric that the page showed."""
    return version_of(request.viewer, order, query.public_id(request.POST, "rubric"))


def _judge(request: MemberRequest, order: Order, *, approve: bool) -> HttpResponse:
    require(can_review(request.viewer, order))
    form, pressed = VerdictForm(request.POST, tree=_tree(request, order)), with_verdict(request)
    if form.is_valid() and not pressed.form.errors:
        facts = {name: form.cleaned_data[name] for name in ("number", "note", "feedback_version")}
        said: dict[str, Any] = {"said": form.said, "levels": form.levels, **_point(request, pressed)}
        try:
            judge_with_feedback(
                actor=request.viewer, order=order, approve=approve, now=clock.now(), **facts, **said
            )
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _approved() if approve else _returned())
            return redirect("orders:order", order.number)
    return _page(request, order, Shown(form, None, pressed, 422))


def _point(request: MemberRequest, pressed: Pressed) -> dict[str, Any]:
    """The point that goes with the verdict, if there is one."""
    if not pressed.form.is_bound:
        return {}
    edits = point_or_404(request, pressed.editing) if pressed.editing else None
    return {"point": pressed.form.said, "edits": edits}


def _approved() -> str:
    return _("Delivery approved. It is now with the client.")


def _returned() -> str:
    return _("Delivery sent back to the writer with your note.")


def _press(request: MemberRequest, order: Order, do: str) -> HttpResponse:
    """A button of the points: nothing that was typed elsewhere on the page is lost."""
    require(can_review(request.viewer, order))
    pressed = press(request, order, do)
    tree = _tree(request, order)
    names = (*VerdictForm.base_fields, *_levels(request))
    typed = {name: query.verbatim(request.POST, name, most=TEXT_LIMIT) for name in names}
    form = VerdictForm(initial=typed, tree=tree)
    return _page(request, order, Shown(form, None, pressed, 422 if pressed.form.errors else 200))


def _levels(request: MemberRequest) -> list[str]:
    return [name for name in query.names(request.POST) if name.startswith("level-")]


def _page(request: MemberRequest, order: Order, shown: Shown) -> HttpResponse:
    viewer = request.viewer
    page = order_page(viewer, order, clock.now())
    context = _context(request, order, page, shown) if page.verdict_on else {}
    points = [row for row in page.rounds if row.number == page.versions[0].revision] if page.versions else []
    fragment = bool(request.htmx) and request.htmx.target == POINTS_ID and page.verdict_on
    response = render(
        request,
        "writers/review.html#points" if fragment else "writers/review.html",
        {"page": page, "order": order, "points": points, **context},
        status=shown.status,
    )
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _context(request: MemberRequest, order: Order, page: OrderPage, shown: Shown) -> dict[str, Any]:
    waiting = order.deliveries.only("delivered_by_id").get(number=page.verdict_on or 0)
    side: ReviewSide = side_of(request.viewer, order, waiting.delivered_by_id)
    form, given = shown.verdict, side.feedback if side.feedback and side.feedback.given_at else None
    if form is None:
        tree = judged_by(request.viewer, order)
        initial = given_before(side.feedback)
        if tree and side.feedback and (kept := side.feedback.rubric):
            tree = version_of(request.viewer, order, kept.public_id) or tree
        form = VerdictForm(tree=tree, initial=initial)
    return {
        "side": side,
        "marked": marked_text(page.versions[0], side.points),
        "numbered": list(enumerate(side.points, start=len(page.versions[0].comments) + 1)),
        "form": form,
        "criteria": criteria_of(form),
        "ratings": [form[name] for name in ("overall", "quality", "communication")]
        + [form[name] for name in ("timeliness", "professionalism")],
        "words": [form[name] for name in ("strengths", "improvements", "notes")],
        "point_form": shown.pressed.form,
        "editing": shown.pressed.editing,
        "told": shown.pressed.told,
        "stored": shown.stored,
        "feedback_version": given.version if given else 0,
        "locked": why_not_edited(given) if given else "",
    }
