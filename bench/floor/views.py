"""The pages of the floor."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .models import Order

ROWS = 50
#: As long as a manager's: group -> name, place, icon.
MENU = {
    "Desk": (
        ("All orders", "orders", "layout-board"),
        ("Revisions", "revisions", "rotate"),
        ("Quotes", "quotes", "file-text"),
        ("Invoices", "invoices", "receipt"),
    ),
    "Agency": (
        ("People", "people", "users"),
        ("Catalog & prices", "catalog", "tag"),
        ("Working hours", "hours", "clock"),
        ("Security", "security", "shield"),
        ("Stored files", "files", "files"),
    ),
}


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
def bare(request: HttpRequest, place: str = "") -> HttpResponse:
    """An empty page with our layout, as an ordinary Django page prints it: it knows neither agency nor
    member, asks for nothing, and counts no notices."""
    facts = {"menu": MENU.items(), "current": place, "agency": "Floor", "unread": 88}
    return render(request, "floor/bare.html", facts)
