"""A client's favourite writers, listed and put away. They are kept on the page of an order
(orders/views/favourites.py)."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.rules.agencies import is_writer
from clients.actions import favourites
from clients.hooks import account_work
from clients.models import FavouriteWriter
from clients.rules.accounts import is_client
from project.base.access import area
from project.base.http import MemberRequest
from project.base.viewer import Member


@area(is_client)
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """My favourite writers, by name, each with what they finished for me."""
    own = account_work().completed(request.viewer).filter(writer=OuterRef("writer"))
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
