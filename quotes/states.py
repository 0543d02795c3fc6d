"""The states of a quote, and its verbs: from which of them, by whose right, to which. The table moves it,
draws its buttons and is printed in docs/quotes.md."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from project.base.states import Transition


class QuoteState(models.TextChoices):
    PREPARING = "preparing", _("In preparation")
    REQUESTED = "requested", _("Requested")
    SENT = "sent", _("Sent")
    CHANGE_ASKED = "change_asked", _("Change requested")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


#: While a quote is in one of these, its draft is nobody's to change or to order but by the quote.
LIVE = (QuoteState.PREPARING, QuoteState.REQUESTED, QuoteState.SENT, QuoteState.CHANGE_ASKED)
#: The desk's turn.
WITH_DESK = (QuoteState.PREPARING, QuoteState.REQUESTED, QuoteState.CHANGE_ASKED)


def _from(*states: QuoteState) -> frozenset[str]:
    return frozenset(state.value for state in states)


Q = QuoteState
QUOTE_TRANSITIONS: tuple[Transition, ...] = (
    Transition("accept", _("Accept quote"), _from(Q.SENT), "can_answer", Q.ACCEPTED, done=_from(Q.ACCEPTED)),
    Transition(
        "ask_change",
        _("Request a change"),
        _from(Q.SENT),
        "can_answer",
        Q.CHANGE_ASKED,
        icon="edit",
        tone="secondary",
        feature="quotes",
    ),
    Transition(
        "decline",
        _("Decline"),
        _from(Q.SENT),
        "can_answer",
        Q.DECLINED,
        done=_from(Q.DECLINED),
        icon="x",
        tone="ghost",
    ),
    Transition(
        "ask_again",
        _("Request new quote"),
        _from(Q.EXPIRED, Q.DECLINED, Q.WITHDRAWN),
        "can_ask",
        Q.REQUESTED,
        done=_from(Q.REQUESTED),
        icon="rotate",
        feature="quotes",
    ),
    Transition(
        "call_back",
        _("Withdraw request"),
        _from(Q.REQUESTED, Q.CHANGE_ASKED),
        "can_ask",
        Q.WITHDRAWN,
        done=_from(Q.WITHDRAWN),
        icon="x",
        tone="ghost",
    ),
    Transition("save", _("Prepare quote"), _from(*WITH_DESK), "can_prepare", None, icon="edit"),
    Transition(
        "send", _("Send quote"), _from(*WITH_DESK), "can_prepare", Q.SENT, icon="send", feature="quotes"
    ),
    Transition(
        "rework",
        _("Withdraw to edit"),
        _from(Q.SENT),
        "can_prepare",
        Q.PREPARING,
        done=_from(Q.PREPARING),
        icon="edit",
        tone="secondary",
        feature="quotes",
    ),
    Transition(
        "withdraw",
        _("Withdraw"),
        _from(*WITH_DESK, Q.SENT),
        "can_prepare",
        Q.WITHDRAWN,
        done=_from(Q.WITHDRAWN),
        icon="x",
        tone="ghost",
    ),
    Transition(
        "order_in_name",
        _("Order in their name"),
        _from(Q.PREPARING),
        "can_order_in_name",
        Q.ACCEPTED,
        done=_from(Q.ACCEPTED),
        icon="check",
        tone="secondary",
    ),
    Transition("expire", _("Expire"), _from(Q.SENT), "is_clock", Q.EXPIRED, done=_from(Q.EXPIRED)),
)
#: The verbs of which a mail tells; their words are in quotes/mail/quote_words.py.
MAILED_VERBS = frozenset(
    {
        "ask",
        "ask_again",
        "ask_change",
        "decline",
        "call_back",
        "send",
        "remind",
        "expire",
        "withdraw",
        "accept",
    }
)
#: What its acts are called when webhooks are told of them: name -> what happened; verb -> name.
WEBHOOK_KINDS = {
    "quote.requested": _("Quote requested"),
    "quote.prepared": _("Quote in preparation"),
    "quote.sent": _("Quote sent"),
    "quote.change_requested": _("Change of a quote requested"),
    "quote.accepted": _("Quote accepted"),
    "quote.declined": _("Quote declined"),
    "quote.expired": _("Quote expired"),
    "quote.request_withdrawn": _("Quote request withdrawn"),
    "quote.withdrawn": _("Quote withdrawn"),
    "quote.reminded": _("Quote expires soon"),
}
WEBHOOK_KIND_OF = {
    "ask": "quote.requested",
    "ask_again": "quote.requested",
    "prepare": "quote.prepared",
    "rework": "quote.prepared",
    "send": "quote.sent",
    "ask_change": "quote.change_requested",
    "accept": "quote.accepted",
    "order_in_name": "quote.accepted",
    "decline": "quote.declined",
    "expire": "quote.expired",
    "call_back": "quote.request_withdrawn",
    "withdraw": "quote.withdrawn",
    "remind": "quote.reminded",
}
#: Who has a right, in words.
WHO = {
    "can_answer": "its addressee (payer, orderer)",
    "can_ask": "client (payer, orderer)",
    "can_order_in_name": "support, manager, owner (not of the account), before the client knows of it",
    "can_prepare": "support, manager, owner (not of the account)",
    "is_clock": "the clock",
}

#: The tone of a state's badge.
QUOTE_TONES = {
    QuoteState.PREPARING: "neutral",
    QuoteState.REQUESTED: "info",
    QuoteState.SENT: "warn",
    QuoteState.CHANGE_ASKED: "info",
    QuoteState.ACCEPTED: "good",
    QuoteState.DECLINED: "neutral",
    QuoteState.EXPIRED: "bad",
    QuoteState.WITHDRAWN: "neutral",
}
