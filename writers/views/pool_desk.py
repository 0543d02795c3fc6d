"""The pool, for the desk: what is in it, what goes in and what comes out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orders.actions.moving import ORDERS
from orders.hooks.fees import fees
from orders.pages.order.price_promises import unasked_words
from orders.states.orders import GIVABLE
from orders.views.fetching import order_or_404
from project.base import clock
from project.base.access import area, member_only
from project.base.errors import Invalid, WrongState, require
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.paging import page_of
from writers.actions import pool
from writers.forms.pool import PoolForm
from writers.pages.pool import KINDS, ORDER, desk_entries, desk_row
from writers.rules.pool import can_put_into_pool, reads_pool
from writers.states.assignment import PoolMode


@area(reads_pool)
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Everything in the pool, the newest first, with those who would take it."""
    now = clock.now()
    page = page_of(desk_entries(request.viewer), request, order=ORDER, kinds=KINDS)
    rows = [
        {**desk_row(entry, now), "may_put": can_put_into_pool(request.viewer, entry.order)}
        for entry in page.rows
    ]
    return render(request, "writers/pool/desk.html", {"page": page.with_rows(rows)})


@member_only
@require_http_methods(["GET", "HEAD", "POST"])
@takes(PoolForm)
def put(request: MemberRequest, number: str) -> HttpResponse:
    """Put an order into the pool."""
    order = order_or_404(request, number)
    require(can_put_into_pool(request.viewer, order))
    if request.method != "POST" and order.state not in GIVABLE:
        raise WrongState(ORDERS.why_not("offer", order))
    fee, why = fees().propose(order=order, writer=None, now=clock.now())
    initial = {
        "fee": fee,
        "mode": PoolMode.TAKE,
        "preferred_hours": 24 if order.preferred_writer_id else None,
    }
    posted = request.POST if request.method == "POST" else None
    form = PoolForm(posted, order=order, suggested=why, initial=initial)
    if form.is_valid():
        try:
            pool.put_into_pool(actor=request.viewer, order=order, now=clock.now(), **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("The order is in the pool."))
            return redirect("orders:order", order.number)
    context = {"form": form, "order": order, "promised": unasked_words(order)}
    return render(request, "writers/pool/put.html", context, status=422 if form.errors else 200)


@member_only
@require_POST
def withdraw(request: MemberRequest, number: str) -> HttpResponse:
    """Take it out again."""
    order = order_or_404(request, number)
    require(can_put_into_pool(request.viewer, order))
    pool.withdraw_from_pool(actor=request.viewer, order=order, now=clock.now())
    messages.success(request, _("Withdrawn from the pool."))
    return redirect("orders:order", order.number)
