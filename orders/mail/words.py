"""What a mail about an event says to whom: for each verb the parts that are told, each with its words.

A part is what its reader is to the order. What happened comes from the timeline, what to do and by when from
the order page (orders/pages/order/turn.py): here stand the subject, what neither of the two says, and the
button.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from orders.hooks.words import MailWords, mail_words
from orders.states.mail_parts import (
    ASKED,
    CLIENT,
    DESK,
    EDITOR,
    EDITORS,
    FORMER,
    PAYER,
    TALK,
    UNASKED,
    WRITER,
)

OPEN = _("Open the order")
READY = MailWords(_("Ready for you"), _("Read the work"), waits=True)
REVIEW = MailWords(_("A review waits"), _("Open the review"), waits=True)
NEW_VERSION = MailWords(_("A new version to review"), _("Open the review"), waits=True)
YOURS = MailWords(_("Yours to write"), OPEN, waits=True)
NEEDS_WRITER = MailWords(_("Needs a writer"), _("Find a writer"), waits=True)
UNASKED_WORDS = MailWords(
    _("No longer offered to you"), _("Your offers"), _("You need not answer this offer any more.")
)
ON_HOLD = MailWords(_("On hold"), OPEN, _("All deadlines rest until the agency resumes the order."))
GOES_ON = MailWords(_("Goes on"), OPEN)
DEADLINE = MailWords(_("New deadline"), OPEN)
#: The timeline names the client's deadline; a writer's mail names the writer's own.
YOUR_DEADLINE = MailWords(_("New deadline"), OPEN, _("The agency moved the deadline."), told=False)
NEW_PRICE = MailWords(_("New price"), OPEN, _("The ledger on the order’s page says why."))
CANCELLED = MailWords(_("Cancelled"), OPEN)
COMPLETE = MailWords(_("Complete"), OPEN, _("Everything that was delivered stays on the order’s page."))
PAID = MailWords(_("Complete"), OPEN, _("Thank you for your work. Your fee of {fee} is booked."))

TO_REVISE = MailWords(_("A revision is asked for"), _("Read the points"), waits=True)
TIME = MailWords(
    _("Another time is proposed"),
    _("Answer it"),
    _("Until you agree, the time that holds stays."),
    waits=True,
)
AGREED = MailWords(_("A time is agreed on"), OPEN)
LATE = MailWords(_("The revision is late"), OPEN, waits=True)
REVISION_WORDS: dict[str, dict[str, MailWords]] = {
    "request_revision": {
        WRITER: TO_REVISE,
        DESK: MailWords(
            _("A revision waits for your decision"),
            _("Decide the scope"),
            _("The included rounds are used up, or the order was complete: is it part of the order?"),
            waits=True,
        ),
    },
    "judge_scope": {
        CLIENT: MailWords(_("About your revision request"), _("Read the decision")),
        WRITER: TO_REVISE,
    },
    "assign_revision": {WRITER: MailWords(_("A revision is yours"), _("Read the points"), waits=True)},
    "propose_deadline": {CLIENT: TIME, WRITER: TIME, DESK: TIME},
    "accept_deadline": {CLIENT: AGREED, WRITER: AGREED},
    "ask_client": {
        CLIENT: MailWords(
            _("A question to you"),
            _("Answer it"),
            _("The clock of the revision rests until you do."),
            waits=True,
        )
    },
    "answer_question": {WRITER: MailWords(_("Your question is answered"), _("Read the answer"))},
    "accept_points": {WRITER: MailWords(_("Every point is accepted"), OPEN)},
    "reopen_points": {WRITER: MailWords(_("Points are reopened"), _("Read what is not met"), waits=True)},
    "close_revision": {CLIENT: MailWords(_("The revision is closed"), OPEN)},
    "cancel_revision": {
        CLIENT: MailWords(_("The revision is cancelled"), OPEN),
        WRITER: MailWords(_("The revision is cancelled"), OPEN),
    },
    "offer_change": {
        CLIENT: MailWords(
            _("An offer for more work"),
            _("Read the offer"),
            _("You may accept or drop it; nothing happens before that."),
        )
    },
    "accept_change": {WRITER: TO_REVISE, DESK: MailWords(_("A change order is accepted"), OPEN)},
    "drop_change": {DESK: MailWords(_("A change order is dropped"), OPEN)},
    "withdraw_change": {CLIENT: MailWords(_("An offer is taken back"), OPEN)},
    "remind_revision": {WRITER: MailWords(_("A revision is due soon"), _("Go on with it"), waits=True)},
    "revision_overdue": {WRITER: LATE, DESK: LATE},
}

#: verb -> part -> words. Somebody who has several parts is told as the first of them.
WORDS: dict[str, dict[str, MailWords]] = {
    "place": {DESK: MailWords(_("New order"), _("Find a writer"), waits=True)},
    "offer": {ASKED: MailWords(_("Offered to you"), _("Look at the offer"), waits=True)},
    "withdraw_offer": {UNASKED: UNASKED_WORDS, DESK: NEEDS_WRITER},
    "expire_offer": {
        UNASKED: MailWords(_("The offer has ended"), _("Your offers"), _("The time to answer it is over.")),
        DESK: NEEDS_WRITER,
    },
    "decline_offer": {DESK: NEEDS_WRITER},
    "assign": {WRITER: YOURS},
    "reassign": {
        WRITER: YOURS,
        FORMER: MailWords(
            _("No longer yours"),
            _("Your work"),
            _(
                "The agency gave this order to somebody else. Please stop working on it; nothing is left "
                "for you to do."
            ),
        ),
    },
    "deliver": {EDITOR: NEW_VERSION, EDITORS: REVIEW, CLIENT: READY},
    "give_review": {EDITOR: MailWords(_("Yours to review"), _("Open the review"), waits=True)},
    "release_review": {EDITORS: REVIEW},
    "approve": {CLIENT: READY},
    "send_back": {WRITER: MailWords(_("Sent back by the editor"), OPEN, waits=True)},
    "correct": {WRITER: MailWords(_("The editor corrected your text"), _("See what changed"))},
    "accept": {WRITER: PAID, CLIENT: COMPLETE},
    "lapse": {WRITER: PAID, CLIENT: COMPLETE},
    "hold": {CLIENT: ON_HOLD, WRITER: ON_HOLD, EDITOR: ON_HOLD},
    "resume": {CLIENT: GOES_ON, WRITER: GOES_ON, EDITOR: GOES_ON, EDITORS: REVIEW, ASKED: GOES_ON},
    "change_deadlines": {CLIENT: DEADLINE, WRITER: YOUR_DEADLINE, EDITOR: DEADLINE},
    "ask_extension": {DESK: MailWords(_("More time asked for"), _("Answer the writer"), waits=True)},
    "grant_extension": {WRITER: MailWords(_("More time granted"), OPEN)},
    "refuse_extension": {WRITER: MailWords(_("More time refused"), OPEN, _("Your deadline stays as it is."))},
    "record_payment": {
        PAYER: MailWords(_("Payment received"), OPEN, _("The agency recorded your payment of {amount}."))
    },
    "return_payment": {PAYER: MailWords(_("Paid back"), OPEN, _("The agency paid {amount} back to you."))},
    "raise_charge": {PAYER: NEW_PRICE, CLIENT: MailWords(_("New price"), OPEN)},
    "lower_charge": {PAYER: NEW_PRICE, CLIENT: MailWords(_("New price"), OPEN)},
    **REVISION_WORDS,
    "call_off": {CLIENT: CANCELLED, WRITER: CANCELLED, EDITOR: CANCELLED},
    "cancel": {CLIENT: CANCELLED, WRITER: CANCELLED, DESK: CANCELLED},
}


def words_of(verb: str) -> Mapping[str, MailWords]:
    """The parts that a mail tells of this verb, each with its words: of orders' own verbs, and of those that
    apps to the right registered (orders.hooks.mail_words). Empty when no mail tells of it."""
    return WORDS.get(verb) or mail_words.get(verb) or {}


#: A message: for whom it names, and for the others.
NAMED = MailWords(_("You are named in a message"), _("Read and answer"))
MESSAGE = MailWords(_("New message"), _("Read and answer"))
NOTE = MailWords(_("New internal note"), _("Read and answer"))

#: Why somebody gets a mail, as its small print says it.
BECAUSE = {
    DESK: _("because you give out the orders of {agency}"),
    WRITER: _("because you write this order"),
    FORMER: _("because you wrote this order until now"),
    ASKED: _("because {agency} asks you to write this order"),
    UNASKED: _("because this order was offered to you"),
    EDITOR: _("because you review this order"),
    EDITORS: _("because you are an editor of {agency}"),
    CLIENT: _("because this is your order"),
    PAYER: _("because you pay for this order"),
    TALK: _("because this message concerns you"),
}
