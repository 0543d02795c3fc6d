"""The editor's verbs, and the client's last one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.models import Membership
from orders.actions import acceptance, reassigning, reviews
from orders.actions.moving import ORDERS
from orders.forms.reviews import EditorForm, ReviewForm
from orders.models import Order
from orders.rules.reviews import can_claim_review
from orders.rules.sides import as_viewer
from orders.states.orders import State
from orders.views.fetching import order_or_404
from project.base import clock, query
from project.base.access import member_only
from project.base.errors import Conflict, Invalid, WrongState, require
from project.base.forms import takes
from project.base.http import MemberRequest

from .answering import page, press, press_with_words


@member_only
@require_POST
@takes("then")
def claim(request: MemberRequest, number: str) -> HttpResponse:
    """Take a waiting review; from the editor's page of it, back there."""
    answer = press(request, number, "claim_review", reviews.claim_review, _("Review claimed."))
    if query.text(request.POST, "then") == "review" and answer.status_code == 302:
        return redirect(f"/editing/{number}/")
    return answer


@member_only
@require_http_methods(["GET", "HEAD", "POST"])
@takes(EditorForm)
def give(request: MemberRequest, number: str) -> HttpResponse:
    """Give a waiting review to an editor: the one with the fewest in hand is suggested."""
    order = order_or_404(request, number)
    require(ORDERS.may("give_review", request.viewer, order))
    if request.method != "POST" and (reason := ORDERS.why_not("give_review", order)):
        raise WrongState(reason)
    people = editors_for(order)
    form = EditorForm(request.POST if request.method == "POST" else None, editors=people)
    if form.is_valid():
        try:
            editor = form.cleaned_data["editor"]
            reviews.give_review(actor=request.viewer, order=order, editor=editor, now=clock.now())
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Conflict as refusal:
            return page(request, order_or_404(request, number), status=409, problem=refusal)
        else:
            messages.success(
                request, _("%(name)s has been assigned the review.") % {"name": editor.public_name}
            )
            return redirect("orders:order", order.number)
    context = {"order": order, "form": form, "editors": _editor_choices(people, form)}
    return render(request, "orders/reviews/give.html", context, status=422 if form.errors else 200)


def editors_for(order: Order) -> list[Membership]:
    """The agency's editors who may review the order, the one with the
    fewest reviews in hand first. Two queries."""
    in_hand = Count("edited_orders", filter=Q(edited_orders__state=State.IN_REVIEW))
    rows = Membership.objects.editors().filter(agency_id=order.agency_id).annotate(in_hand=in_hand)
    people = rows.prefetch_related("account_people").order_by("in_hand", "public_name", "id")
    return [person for person in people if can_claim_review(as_viewer(order, person), order)]


def _editor_choices(people: list[Membership], form: EditorForm) -> list[dict[str, Any]]:
    chosen = form["editor"].value() or (people[0].public_id if people else "")
    return [
        {
            "id": row.public_id,
            "name": row.public_name,
            "in_hand": row.in_hand,  # type: ignore[attr-defined]
            "ticked": row.public_id == chosen,
        }
        for row in people
    ]


@member_only
@require_POST
def release(request: MemberRequest, number: str) -> HttpResponse:
    """Put a claimed review back into the queue."""
    said = _("Review returned to the queue.")
    return press(request, number, "release_review", reassigning.release_review, said)


@member_only
@require_POST
@takes(ReviewForm, "then")
def approve(request: MemberRequest, number: str) -> HttpResponse:
    """Pass the version that was read on to the client."""
    said = _("Delivery approved. It is now with the client.")
    return press_with_words(
        request, number, "approve", reviews.approve_delivery, ReviewForm(request.POST), said
    )


@member_only
@require_POST
@takes(ReviewForm, "then")
def send_back(request: MemberRequest, number: str) -> HttpResponse:
    """Return the version that was read, with a note."""
    said = _("Delivery sent back to the writer with your note.")
    return press_with_words(request, number, "send_back", reviews.send_back, ReviewForm(request.POST), said)


@member_only
@require_POST
def accept(request: MemberRequest, number: str) -> HttpResponse:
    """Accept the delivered work."""
    said = _("Delivery accepted. Thank you.")
    return press(request, number, "accept", acceptance.accept_order, said)
