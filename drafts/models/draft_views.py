"""When a person last looked at a draft, as their program tells it."""

from __future__ import annotations

from django.db import models

from agencies.models import Membership
from agencies.models.base import OfAgency

from .drafts import OrderDraft


class DraftView(OfAgency):
    """The last time that a member looked at a draft: one row of both at most. It goes with the draft, and
    with its person."""

    draft = models.ForeignKey(OrderDraft, models.CASCADE, related_name="views")
    member = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "member"], name="draftview_one")]
