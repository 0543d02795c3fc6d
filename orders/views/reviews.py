"""The editor's verbs, and the client's last one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.models import Membership
from orders.actions import acceptance, reassigning, reviews
from orders.actions.moving import ORDERS
from orders.forms.reviews import EditorForm, ReviewForm
from orders.hooks.eligibility import ReviewCandidate, eligibility
from orders.models import Order
from orders.rules.reviews import can_claim_review
from orders.rules.sides import as_viewer
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
    """Give a waiting review to an editor: the one with most room is suggested."""
    order = order_or_404(request, number)
    require(ORDERS.may("give_review", request.viewer, order))
    if request.method != "POST" and (reason := ORDERS.why_not("give_review", order)):
        raise WrongState(reason)
    found = candidates_for(order, clock.now())
    form = EditorForm(
        request.POST if request.method == "POST" else None, editors=[one.person for one in found]
    )
    if form.is_valid():
        try:
            reviews.give_review(actor=request.viewer, order=order, now=clock.now(), **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Conflict as refusal:
            return page(request, order_or_404(request, number), status=409, problem=refusal)
        else:
            name = form.cleaned_data["editor"].public_name
            messages.success(request, _("%(name)s has been assigned the review.") % {"name": name})
            return redirect("orders:order", order.number)
    return give_page(request, order, found, form)


def candidates_for(order: Order, now: dt.datetime) -> list[ReviewCandidate]:
    """The agency's editors who may be given the review, perhaps by an override, the best first."""
    rows = Membership.objects.editors().filter(agency_id=order.agency_id)
    people = list(rows.prefetch_related("account_people"))
    able = [person for person in people if can_claim_review(as_viewer(order, person), order)]
    return eligibility().rank_editors(editors=able, order=order, now=now)


def give_page(
    request: MemberRequest,
    order: Order,
    found: list[ReviewCandidate],
    form: EditorForm,
    refused: Sequence[str] = (),
) -> HttpResponse:
    """The editors to choose from; `refused`: why none of them was picked."""
    chosen = form["editor"].value() or (found[0].person.public_id if found else "")
    context = {
        "order": order,
        "form": form,
        "editors": [_choice(one, chosen) for one in found],
        "pickable": any(not one.reasons for one in found),
        "overridable": any(one.reasons for one in found),
        "refused": refused,
    }
    status = 422 if form.errors or refused else 200
    return render(request, "orders/reviews/give.html", context, status=status)


def _choice(found: ReviewCandidate, chosen: str) -> dict[str, Any]:
    person = found.person
    return {
        "id": person.public_id,
        "name": person.public_name,
        "load": _("%(n)s of %(most)s reviews") % {"n": found.in_hand, "most": found.most},
        "in_hand": found.in_hand,
        "most": found.most,
        "preferred": found.preferred,
        "reasons": [str(reason) for reason in found.reasons],
        "ticked": person.public_id == chosen,
    }


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
