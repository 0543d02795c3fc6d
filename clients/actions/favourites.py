"""A client's favourite writers."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from agencies.models import Membership
from clients.models import FavouriteWriter
from clients.rules.accounts import is_client
from project.base.errors import require
from project.base.viewer import Member

#: One client's favourites at most: a list that a person overlooks.
MOST = 50


def keep_writer(*, actor: Member, writer_id: int, now: dt.datetime) -> FavouriteWriter:
    """Put a writer (by membership id) among the actor's favourites. Keeping one again does nothing.

    Who may be kept is for the caller to know. Beyond MOST the one that was kept longest ago makes room.
    """
    with transaction.atomic():
        # The lock is on the person whose list it is, so that two clicks at once are one after the other.
        Membership.objects.select_for_update(of=("self",), no_key=True).get(pk=actor.member_id)
        kept, made = FavouriteWriter.objects.get_or_create(
            agency_id=actor.agency_id, member_id=actor.member_id, writer_id=writer_id, defaults={"at": now}
        )
        if made:
            rows = FavouriteWriter.objects.filter(member_id=actor.member_id).order_by("-at", "-id")
            rows.filter(pk__in=list(rows.values_list("pk", flat=True)[MOST:])).delete()
    return kept


def remove_favourite(*, actor: Member, writer: Membership) -> None:
    """Take a writer off the actor's favourites. Does nothing when they are none."""
    require(is_client(actor))
    FavouriteWriter.objects.visible_to(actor).filter(writer_id=writer.pk).delete()
