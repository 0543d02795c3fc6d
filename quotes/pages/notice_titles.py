"""How the bell names the quotes that its notices are about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from orders.pages.notice_titles import LONGEST
from project.base.converters import QuoteNumber
from project.base.text import excerpt
from project.base.viewer import Member
from quotes.models import OrderQuote
from quotes.pages.quotes import title_of


def titles(viewer: Member, numbers: Sequence[str]) -> Mapping[str, str]:
    """The titles of the quotes among `numbers` that the viewer may read now."""
    ours = [number for number in numbers if re.fullmatch(QuoteNumber.regex, number)]
    if not ours:
        return {}
    found = OrderQuote.objects.visible_to(viewer).filter(number__in=ours).with_sent().select_related("draft")
    return {quote.number: excerpt(title_of(viewer, quote), LONGEST) for quote in found}
