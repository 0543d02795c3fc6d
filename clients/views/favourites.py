"""A client's favourite writers: kept on the page of an order, listed and put away on a page of their own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.models import Membership
from agencies.rules.agencies import is_writer
from clients.actions import favourites
from clients.models import FavouriteWriter
from clients.rules.accounts import is_client
from orders.models import Order
from orders.rules.favourites import can_favour
from orders.states.orders import State
from orders.views.scope import order_or_404
from project.base import clock
from project.base.access import area, member_only
from project.base.errors import require
from project.base.viewer import Member


@area(is_client)
@require_safe
def index(request: Any) -> HttpResponse:
    """My favourite writers, by name, each with what they finished for me."""
    own = Order.objects.as_client(request.viewer).filter(writer=OuterRef("writer"), state=State.COMPLETED)
    done = own.order_by().values("writer").annotate(count=Count("pk")).values("count")
    rows = FavouriteWriter.objects.visible_to(request.viewer).select_related("writer")
    found = rows.annotate(done=Coalesce(Subquery(done), 0)).order_by("writer__public_name", "id")
    people = [
        {
            "id": row.writer.public_id,
            "name": row.writer.public_name,
            "done": row.done,
            "here": row.writer.acts and is_writer(Member(request.agency, membership=row.writer)),
        }
        for row in found[: favourites.MOST]
    ]
    return render(request, "clients/favourites/list.html", {"people": people})


@member_only
@require_POST
def keep(request: Any, number: str) -> HttpResponse:
    """Keep the writer of this order, or put them away again."""
    order = order_or_404(request, number)
    require(can_favour(request.viewer, order))
    if request.POST.get("keep") == "no":
        favourites.remove_favourite(actor=request.viewer, writer=order.writer)
        messages.success(request, _("%(name)s is no favourite any more.") % {"name": order.writer.public_name})
    else:
        favourites.add_favourite(actor=request.viewer, order=order, now=clock.now())
        messages.success(request, _("%(name)s is a favourite of yours now.") % {"name": order.writer.public_name})
    return redirect("orders:order", number)


@area(is_client)
@require_POST
def remove(request: Any, writer: str) -> HttpResponse:
    """Put one away, from the list. A second click finds it done."""
    person = get_object_or_404(Membership, agency_id=request.agency.pk, public_id=writer)
    favourites.remove_favourite(actor=request.viewer, writer=person)
    messages.success(request, _("Taken off your favourites."))
    return redirect("clients:favourites")
