"""What support keeps about a person in disputes: what they said, what holds them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.hooks import NAMED, Enclosure, Part, Tie, exported, slices
from agencies.models import Membership
from project.base.viewer import Member
from support.models import Dispute, DisputeStatement


class DisputesKeeper:
    """Registered in apps.py; see accounts.hooks.Keeper."""

    def parts(self, viewer: Member) -> Iterator[Part | Enclosure]:
        """What one said oneself: the other side's words are theirs."""
        about = _("What you stated in disputes about orders.")
        yield Part("dispute_statements", about, _statements(viewer), place=60)

    def ties(self, viewer: Member) -> list[Tie]:
        """Nobody leaves in the midst of a dispute that they are a side of."""
        me = viewer.member_id
        mine = Q(opened_by_id=me) | Q(writer_id=me) | Q(statements__by_id=me)
        rows = Dispute.objects.active().filter(mine, agency_id=viewer.agency_id).select_related("order")
        words = _("The dispute about order %(number)s is not settled. Settle or withdraw it first.")
        return [
            Tie(words % {"number": row.order.number}, reverse("support:dispute", args=[row.public_id]))
            for row in rows.distinct().order_by("pk")[:NAMED]
        ]

    def erase(self, membership: Membership, now: dt.datetime) -> None:
        """What was said and decided is kept with its order, as messages are (docs/operating.md)."""


def _statements(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = DisputeStatement.objects.filter(agency_id=viewer.agency_id, by_id=viewer.member_id)
    for row in slices(rows.select_related("dispute__order")):
        yield exported(row, "dispute__order__number", "dispute__reason", "kind", "text", "at")
