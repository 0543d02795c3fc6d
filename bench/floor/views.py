"""The pages of the floor."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .models import Order

ROWS = 50


@login_required
def one(request: HttpRequest) -> HttpResponse:
    """A signed-in view of one indexed row: session, user, row."""
    order = Order.objects.get(pk=17)
    return HttpResponse(f"<p>{request.user} {order.number} {order.title}</p>")


@login_required
def orders(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """The newest orders, as an ordinary Django page lists them."""
    rows = Order.objects.select_related("client", "writer", "service").order_by("-placed_at", "-id")
    return render(request, "floor/list.html", {"orders": rows[:ROWS]})


@login_required
def bare(request: HttpRequest) -> HttpResponse:
    """An empty page in the layout of ours, as an ordinary Django page."""
    return render(request, "floor/bare.html")
