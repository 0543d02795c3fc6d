"""A client's favourite writers with what they finished for them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from agencies.models import Agency
from agencies.rules.agencies import is_writer
from clients.hooks import account_work
from clients.models import FavouriteWriter
from project.base.viewer import Member

#: By name.
ORDER = ("writer__public_name", "id")


def favourites_of(viewer: Member) -> Any:
    """The viewer's favourites, each with `done`: how many orders of their accounts the writer completed."""
    own = account_work().completed(viewer).filter(writer=OuterRef("writer"))
    done = own.order_by().values("writer").annotate(count=Count("pk")).values("count")
    rows = FavouriteWriter.objects.visible_to(viewer).select_related("writer")
    return rows.annotate(done=Coalesce(Subquery(done), 0))


def works_here(agency: Agency, favourite: FavouriteWriter) -> bool:
    """Whether the favourite still writes for the agency."""
    return favourite.writer.acts and is_writer(Member(agency, membership=favourite.writer))
