"""What is open among quotes when an agency is to be closed."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import ngettext

from agencies.hooks.closing import ClosingTie
from agencies.models import Agency
from quotes.models import OrderQuote


def open_quotes(agency: Agency, now: dt.datetime) -> list[ClosingTie]:
    """Quotes that somebody has not answered, or not prepared yet. One query."""
    count = OrderQuote.objects.open_at(now).filter(agency=agency).count()
    if not count:
        return []
    words = ngettext("%(n)s quote is open.", "%(n)s quotes are open.", count)
    return [ClosingTie(words % {"n": count}, reverse("quotes:desk_quotes"))]
