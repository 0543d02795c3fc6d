"""What a mail about an event of a quote says: for each verb the parts that are told, each with its words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from orders.hooks.words import MailWords
from orders.states.mail_parts import CLIENT, DESK

OPEN_QUOTE = _("Open quote")
#: verb -> part -> words. CLIENT is the addressee, DESK who runs the agency and, at last, who sent it.
QUOTE_WORDS: dict[str, dict[str, MailWords]] = {
    "ask": {DESK: MailWords(_("Quote requested"), _("Prepare quote"))},
    "ask_again": {DESK: MailWords(_("New quote requested"), _("Prepare quote"))},
    "ask_change": {DESK: MailWords(_("Quote change requested"), _("Edit quote"))},
    "decline": {DESK: MailWords(_("Quote declined"), OPEN_QUOTE)},
    "call_back": {DESK: MailWords(_("Quote request withdrawn"), OPEN_QUOTE)},
    "send": {
        CLIENT: MailWords(
            _("Your quote"),
            _("Read quote"),
            _("Nothing is ordered until you accept. You can open the quote without signing in."),
        )
    },
    "remind": {CLIENT: MailWords(_("Your quote expires soon"), _("Read quote"))},
    "expire": {
        CLIENT: MailWords(
            _("Your quote has expired"),
            OPEN_QUOTE,
            _("Do you still want to place this order? Open the quote to request a new one."),
        ),
        DESK: MailWords(_("A quote has expired"), OPEN_QUOTE),
    },
    "withdraw": {CLIENT: MailWords(_("Your quote has been withdrawn"), OPEN_QUOTE)},
    "accept": {
        CLIENT: MailWords(
            _("You accepted the quote"),
            _("Open order"),
            _("Your order has been placed at the quoted price."),
        ),
        DESK: MailWords(_("Quote accepted"), OPEN_QUOTE),
    },
}

QUOTE_BECAUSE = {
    DESK: _("because you run the desk at {agency}"),
    CLIENT: _("because this quote is addressed to you"),
}
