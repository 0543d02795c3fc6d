"""What a mail about an event of a quote says: for each verb the parts that are told, each with its words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from orders.hooks.words import MailWords
from orders.states.mail_parts import CLIENT, DESK

OPEN_QUOTE = _("Open the quote")
#: verb -> part -> words. CLIENT is the addressee, DESK who runs the agency and, at last, who sent it.
QUOTE_WORDS: dict[str, dict[str, MailWords]] = {
    "ask": {DESK: MailWords(_("A quote is asked for"), _("Prepare the quote"))},
    "ask_again": {DESK: MailWords(_("A new quote is asked for"), _("Prepare the quote"))},
    "ask_change": {DESK: MailWords(_("A change of the quote is asked for"), _("Change the quote"))},
    "decline": {DESK: MailWords(_("The quote is declined"), OPEN_QUOTE)},
    "call_back": {DESK: MailWords(_("The request for a quote is called back"), OPEN_QUOTE)},
    "send": {
        CLIENT: MailWords(
            _("Your quote"),
            _("Read the quote"),
            _("Nothing is ordered before you accept. The button opens the quote without signing in."),
        )
    },
    "remind": {CLIENT: MailWords(_("Your quote ends soon"), _("Read the quote"))},
    "expire": {
        CLIENT: MailWords(
            _("Your quote has expired"),
            OPEN_QUOTE,
            _("Do you still need it? You can ask for a new one there."),
        ),
        DESK: MailWords(_("A quote has expired"), OPEN_QUOTE),
    },
    "withdraw": {CLIENT: MailWords(_("Your quote is taken back"), OPEN_QUOTE)},
    "accept": {
        CLIENT: MailWords(
            _("You accepted the quote"),
            _("Open the order"),
            _("The order is placed, at the price of the quote."),
        ),
        DESK: MailWords(_("The quote is accepted"), OPEN_QUOTE),
    },
}

QUOTE_BECAUSE = {
    DESK: _("because you run the desk of {agency}"),
    CLIENT: _("because this quote is addressed to you"),
}
