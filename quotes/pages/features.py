"""What of quotes an agency can switch off (project/base/features.py)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from project.base import clock
from project.base.features import Door, Feature, counted, features
from quotes.models import OrderQuote
from quotes.states import WITH_DESK, QuoteState

READS = ("quotes", "quote", "quote_document", "desk_quotes", "quote_prepare")
SHUT = ("quote_ask", "quote_new", "quote_change", "quote_again", "quote_rework")
#: What was asked can be called back, and a price that was sent holds until its day. Ordering in a client's
#: name needs no quote.
ENDS = ("quote_accept", "quote_decline", "quote_call_back", "quote_withdraw", "quote_price")
LINKS = ("quote_link", "quote_link_document", "quote_answer", "quote_code", "order_for_client")
CALLS_ENDS = (
    *(f"quotes.{verb}" for verb in ("accept", "decline", "call_back")),
    *(f"quote-preparation.{verb}" for verb in ("withdraw", "order_in_name")),
)


def register() -> None:
    """Called once, in ready()."""
    features.register("quotes", QUOTES)


def quotes_left(agency: Any) -> list[str]:
    """Quotes that are open."""
    rows = OrderQuote.objects.filter(agency=agency)
    sent, asked = rows.open_at(clock.now()).filter(state=QuoteState.SENT), rows.filter(state__in=WITH_DESK)
    return [
        *counted(
            sent,
            ngettext_lazy(
                "%(count)s quote that was sent can be accepted until it expires.",
                "%(count)s quotes that were sent can be accepted until they expire.",
                "n",
            ),
        ),
        *counted(
            asked,
            ngettext_lazy(
                "%(count)s quote isn’t sent yet. It can only be withdrawn.",
                "%(count)s quotes aren’t sent yet. They can only be withdrawn.",
                "n",
            ),
        ),
    ]


QUOTES = Feature(
    label=_("Quotes"),
    text=_("Clients request quotes, and the desk offers a price for a draft until a date."),
    off=_("No quote can be requested or sent. Sent quotes can be answered until they expire."),
    pages={
        **{f"quotes:{name}": Door.READ for name in READS},
        "quotes:quote_settings": Door.STILL,
        **{f"quotes:{name}": Door.SHUT for name in SHUT},
        **{f"quotes:{name}": Door.ENDS for name in (*ENDS, *LINKS)},
    },
    api={
        **dict.fromkeys(("quotes", "quote-preparation", "quote-settings", "order-draft-quotes"), Door.READ),
        **dict.fromkeys(CALLS_ENDS, Door.ENDS),
    },
    jobs=("quotes.remind_of_quotes",),
    without={"mails": "Mails follow acts on quotes: answers to those that were sent still are told."},
    impact=quotes_left,
)
