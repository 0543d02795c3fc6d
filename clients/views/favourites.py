"""A client's favourite writers, listed and put away. They are kept on the page of an order
(orders/views/favourites.py)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clients.actions import favourites
from clients.models import FavouriteWriter
from clients.pages.favourites import ORDER, favourites_of, works_here
from clients.rules.accounts import is_client
from project.base.access import area
from project.base.http import MemberRequest


@area(is_client)
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """My favourite writers, by name, each with what they finished for me."""
    found = favourites_of(request.viewer).order_by(*ORDER)
    people = [
        {
            "id": row.writer.public_id,
            "name": row.writer.public_name,
            "done": row.done,
            "here": works_here(request.agency, row),
        }
        for row in found[: favourites.MOST]
    ]
    return render(request, "clients/favourites/list.html", {"people": people})


@area(is_client)
@require_POST
def remove(request: MemberRequest, writer: str) -> HttpResponse:
    """Put one away, from the list. A second click, and any id that is none of theirs, finds it done."""
    kept = FavouriteWriter.objects.visible_to(request.viewer).filter(writer__public_id=writer)
    row = kept.select_related("writer").first()
    if row is None:
        messages.info(request, _("This writer is not one of your favourites."))
    else:
        favourites.remove_favourite(actor=request.viewer, writer=row.writer)
        messages.success(request, _("Removed from your favourites."))
    return redirect("clients:favourites")
