"""Keeping the writer of an order as a favourite, from the page of the order."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clients.actions.favourites import remove_favourite
from orders.actions.favourites import add_favourite
from orders.rules.favourites import can_favour
from orders.views.fetching import order_or_404
from project.base import clock, query
from project.base.access import member_only
from project.base.errors import require
from project.base.forms import takes
from project.base.http import MemberRequest


@member_only
@require_POST
@takes("keep")
def keep(request: MemberRequest, number: str) -> HttpResponse:
    """Keep the writer of this order, or put them away again."""
    order = order_or_404(request, number)
    require(can_favour(request.viewer, order))
    assert order.writer is not None  # by the right
    if query.text(request.POST, "keep") == "no":
        remove_favourite(actor=request.viewer, writer=order.writer)
        messages.success(
            request, _("%(name)s is no longer one of your favourites.") % {"name": order.writer.public_name}
        )
    else:
        add_favourite(actor=request.viewer, order=order, now=clock.now())
        messages.success(
            request, _("%(name)s is now one of your favourites.") % {"name": order.writer.public_name}
        )
    return redirect("orders:order", number)
