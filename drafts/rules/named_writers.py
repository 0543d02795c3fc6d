"""Which writers a client may name."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef

from agencies.models import Membership
from clients.models import AccountPerson, FavouriteWriter
from project.base.compiled import Slot, compiled
from project.base.viewer import Viewer


def writers_for(viewer: Viewer, account_id: int, named: str | None = None) -> list[Membership]:
    """The writers whom a client may name for an account: live, and not of the client's own side; the client's
    favourites first, each with `favoured`. With `named`, the public id of one, that one alone. One query."""
    return _writers(viewer, account_id=account_id, named=named)


@compiled
def _writers(viewer: Viewer, account_id: Slot, named: Slot | None) -> Any:
    own = AccountPerson.objects.filter(agency_id=viewer.agency_id, account_id=account_id)
    rows = Membership.objects.writers().filter(agency_id=viewer.agency_id)
    if named is not None:
        rows = rows.filter(public_id=named)
    liked = FavouriteWriter.objects.visible_to(viewer).filter(writer=OuterRef("pk"))
    rows = rows.exclude(pk__in=own.values("membership_id")).annotate(favoured=Exists(liked))
    return rows.order_by("-favoured", "public_name", "id")[:500]
