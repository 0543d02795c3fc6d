"""Reviews given to whoever has most room: one from its order, several from the desk's list."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.rules.agencies import is_staff
from orders.actions.moving import ORDERS
from orders.actions.offers_bulk import MOST, Outcome
from orders.actions.review_picking import give_review_to_least_loaded, give_reviews_to_least_loaded
from orders.forms.reviews import EditorForm
from orders.models import Delivery, Order
from orders.pages.lists.rows import work_words
from orders.querysets.orders import OrderQuerySet
from orders.rules.offers import gives_out
from orders.views.fetching import order_or_404
from project.base import clock, marks, query
from project.base.access import area, member_only
from project.base.errors import Conflict, Invalid, require
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.paging import page_of
from project.base.viewer import Viewer

from .answering import page
from .reviews import candidates_for, give_page


@member_only
@require_POST
def pick(request: MemberRequest, number: str) -> HttpResponse:
    """Give a waiting review to the editor with most room; to choose oneself when nobody has any."""
    order = order_or_404(request, number)
    require(ORDERS.may("give_review", request.viewer, order))
    try:
        given = give_review_to_least_loaded(actor=request.viewer, order=order, now=clock.now())
    except Conflict as refusal:
        return page(request, order_or_404(request, number), status=409, problem=refusal)
    except Invalid as refusal:
        found = candidates_for(order, clock.now())
        form = EditorForm(editors=[one.person for one in found])
        return give_page(request, order, found, form, refused=refusal.errors["editor"])
    assert given.editor is not None
    messages.success(request, said_of(given))
    return redirect("orders:order", order.number)


def said_of(order: Order) -> str:
    """Who has been given its review."""
    return _("%(name)s has been assigned the review.") % {"name": order.editor and order.editor.public_name}


@area(is_staff)
@require_http_methods(["GET", "HEAD", "POST"])
@takes("n")
def several(request: MemberRequest) -> HttpResponse:
    """The reviews that wait for an editor, the ones due first on top; management gives chosen ones out."""
    outcomes: list[Outcome] = []
    now = clock.now()
    numbers = query.order_numbers(request.POST, "n", most=MOST) if request.method == "POST" else []
    if numbers:
        orders = waiting_reviews(request.viewer, numbers)
        outcomes = give_reviews_to_least_loaded(actor=request.viewer, orders=orders, now=now)
        if outcomes and all(outcome.done for outcome in outcomes):
            messages.success(request, _done_words(len(outcomes)))
            return redirect("orders:review_desk")
    found = page_of(
        _with_text(Order.objects.visible_to(request.viewer).to_review()),
        request,
        order=["client_deadline", "id"],
        kinds=[dt.datetime, int],
    )
    refused = {outcome.order.pk: outcome.reasons for outcome in outcomes if not outcome.done}
    context = {
        "page": found.with_rows([_row(order, refused.get(order.pk, ()), now) for order in found.rows]),
        "done": [said_of(outcome.order) for outcome in outcomes if outcome.done],
        "refused": [(outcome.order.number, outcome.reasons) for outcome in outcomes if not outcome.done],
        "gives": gives_out(request.viewer),
        "nothing": request.method == "POST" and not outcomes,
    }
    status = 409 if refused else 422 if context["nothing"] else 200
    return render(request, "orders/reviews/desk.html", context, status=status)


def waiting_reviews(viewer: Viewer, numbers: list[str]) -> list[Order]:
    """The orders of these numbers that the viewer may see, whatever state they are in."""
    rows = Order.objects.visible_to(viewer).filter(number__in=numbers)
    return list(rows.select_related("agency").order_by("client_deadline", "id"))


def _with_text(orders: OrderQuerySet) -> Any:
    texts = Delivery.objects.filter(agency_id=OuterRef("agency_id"), order=OuterRef("pk"))
    newest = Subquery(texts.order_by("-number").values("delivered_at")[:1])
    return orders.select_related("service", "writer").defer("search", "brief").annotate(handed_in_at=newest)


def _row(order: Any, refused: Any, now: dt.datetime) -> dict[str, Any]:
    unit, name = order.service.unit, order.service.name
    return {
        "number": order.number,
        "title": order.title,
        "work": work_words(order.quantity or 0, unit, name, get_language() or "en"),
        "writer": order.writer.public_name if order.writer else "",
        "waiting": marks.deadline(order.handed_in_at, now=now) if order.handed_in_at else "",
        "due": marks.deadline(order.client_deadline, now=now),
        "refused": refused,
    }


def _done_words(n: int) -> str:
    return ngettext("%(n)s review assigned.", "%(n)s reviews assigned.", n) % {"n": n}
