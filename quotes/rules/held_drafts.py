"""Drafts that quotes hold, and what of them is read in quotes: the
answers to what drafts and agencies ask."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from drafts.models import DraftFile
from project.base import clock
from project.base.viewer import Viewer
from quotes.models import OrderQuote
from quotes.states import LIVE, QuoteState


class QuoteHold:
    """A drafts.hooks.Hold: a draft says what was asked for until its quote is answered."""

    def held(self, now: Any) -> QuerySet[OrderQuote]:
        """The quotes that are open at `now`."""
        return OrderQuote.objects.open_at(now)

    def named(self) -> Q:
        """By a quote, whatever became of it."""
        return Q(quotes__isnull=False) | Q(worked_for__isnull=False)

    def address(self, number: str) -> str:
        """The quote's page."""
        return reverse("quotes:quote", args=[number])

    def refusal(self) -> str:
        """That a quote is open."""
        return _(
            "A quote for this draft is open. Respond to it or withdraw the request before you edit the draft."
        )


def quoted_files(viewer: Viewer) -> QuerySet[DraftFile]:
    """What the viewer reads in quotes: not what a client adds to the draft after the quote has ended."""
    quotes = OrderQuote.objects.visible_to(viewer).filter(draft=OuterRef("draft"))
    over = Q(state=QuoteState.SENT, valid_until__lte=clock.now())
    read = quotes.filter(Q(state__in=LIVE) & ~over | Q(versions__sent_at__gte=OuterRef("added_at")))
    return DraftFile.objects.filter(Exists(read), agency_id=viewer.agency_id)
