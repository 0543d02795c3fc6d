"""The waiting list of one order."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from orders.actions.moving import ORDERS
from orders.hooks.fees import fees
from orders.models import Order
from orders.pages.order.price_promises import unasked_words
from orders.views.answering import page
from orders.views.fetching import order_or_404
from orders.views.offers import people_with_load
from project.base import clock
from project.base.access import member_only
from project.base.errors import Conflict, Invalid, WrongState, require
from project.base.forms import takes
from project.base.http import MemberRequest
from writers.actions.waiting_list import cancel_waiting_list, set_waiting_list
from writers.forms.waiting_list import WaitingListForm
from writers.pages.assignment import ranked
from writers.pages.order_panels import place_lines, waiting_places
from writers.states.assignment import PlaceState


@member_only
@require_http_methods(["GET", "HEAD", "POST"])
@takes(WaitingListForm)
def edit(request: MemberRequest, number: str) -> HttpResponse:
    """Who is asked after whom: the writers by how well they fit, each with a place to fill in."""
    order = order_or_404(request, number)
    require(ORDERS.may("offer", request.viewer, order))
    if request.method != "POST" and (reason := ORDERS.why_not("offer", order)):
        raise WrongState(reason)
    form = _form(request, order)
    if form.is_valid():
        try:
            set_waiting_list(
                actor=request.viewer,
                order=order,
                places=form.places,
                hours=form.cleaned_data["hours"],
                now=clock.now(),
            )
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Conflict as refusal:
            return page(request, order_or_404(request, number), status=409, problem=refusal)
        else:
            messages.success(request, _("Waiting list saved."))
            return redirect("orders:order", number)
    return _shown(request, order, form)


def _form(request: MemberRequest, order: Order) -> WaitingListForm:
    places = waiting_places(request.viewer, order)
    waiting = [place for place in places if place.state == PlaceState.WAITING]
    fee, _where = fees().propose(order=order, writer=None, now=clock.now())
    hours = waiting[0].hours if waiting else request.agency.offer_hours
    return WaitingListForm(
        request.POST if request.method == "POST" else None,
        people=people_with_load(request),
        waiting=waiting,
        initial={"fee": fee, "hours": hours},
    )


def _shown(request: MemberRequest, order: Order, form: WaitingListForm) -> HttpResponse:
    candidates = ranked(form.people, [order], clock.now())[order.pk]
    places = waiting_places(request.viewer, order)
    context = {
        "order": order,
        "promised": unasked_words(order),
        "form": form,
        "writers": [
            {"one": each, "place": form.place_of(each.person), "fee": form.fee_of(each.person)}
            for each in candidates
        ],
        "places": place_lines(places, order.currency),
        "live": any(not place.ended_at for place in places),
    }
    return render(request, "writers/assignment/list.html", context, status=422 if form.errors else 200)


@member_only
@require_POST
def cancel(request: MemberRequest, number: str) -> HttpResponse:
    """Ask nobody else of the list."""
    order = order_or_404(request, number)
    require(ORDERS.may("offer", request.viewer, order))
    cancel_waiting_list(actor=request.viewer, order=order, now=clock.now())
    messages.success(request, _("Waiting list cancelled. Open offers stay open."))
    return redirect("orders:order", number)
