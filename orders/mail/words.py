"""What a mail about an event says to whom: for each verb the parts that are told, each with its words.

A part is what its reader is to the order. What happened comes from the timeline, what to do and by when from the order
page (orders/pages/order/standing.py): here stand the subject, what neither of the two says, and the button.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

#: Parts: the desk's managers, the order's writer, who wrote it before, who is asked, who was asked, the order's editor,
#: editors who may claim it, and of the
#: client's people those who order, and those who pay. Whoever a message concerns: talk.
DESK, WRITER, FORMER, ASKED, UNASKED = "desk", "writer", "former", "asked", "unasked"
EDITOR, EDITORS, CLIENT, PAYER, TALK = "editor", "editors", "client", "payer", "talk"
#: Parts of people who no longer see the order: told with the little they know already, and without a way to it.
FAREWELL = (FORMER, UNASKED)


@dataclass(frozen=True)
class Words:
    """One mail. `waits`: it asks its reader to act, so it is not sent once the order has moved on.

    `subject` stands between the order's number and its title; `more` may name {fee} and {amount}. `told`: the timeline's sentence is said.
    """

    subject: Any
    button: Any
    more: Any = ""
    waits: bool = False
    told: bool = True


OPEN = _("Open the order")
READY = Words(_("Ready for you"), _("Read the work"), waits=True)
REVIEW = Words(_("A review waits"), _("Open the review"), waits=True)
NEW_VERSION = Words(_("A new version to review"), _("Open the review"), waits=True)
YOURS = Words(_("Yours to write"), OPEN, waits=True)
NEEDS_WRITER = Words(_("Needs a writer"), _("Find a writer"), waits=True)
UNASKED_WORDS = Words(_("No longer offered to you"), _("Your offers"), _("You need not answer this offer any more."))
ON_HOLD = Words(_("On hold"), OPEN, _("All deadlines rest until the agency resumes the order."))
GOES_ON = Words(_("Goes on"), OPEN)
DEADLINE = Words(_("New deadline"), OPEN)
#: The timeline names the client's deadline; a writer's mail names the writer's own.
YOUR_DEADLINE = Words(_("New deadline"), OPEN, _("The agency moved the deadline."), told=False)
NEW_PRICE = Words(_("New price"), OPEN, _("The ledger on the order’s page says why."))
CANCELLED = Words(_("Cancelled"), OPEN)
COMPLETE = Words(_("Complete"), OPEN, _("Everything that was delivered stays on the order’s page."))
PAID = Words(_("Complete"), OPEN, _("Thank you for your work. Your fee of {fee} is booked."))

TO_REVISE = Words(_("A revision is asked for"), _("Read the points"), waits=True)
TIME = Words(
    _("Another time is proposed"), _("Answer it"), _("Until you agree, the time that holds stays."), waits=True
)
AGREED = Words(_("A time is agreed on"), OPEN)
LATE = Words(_("The revision is late"), OPEN, waits=True)
REVISION_WORDS: dict[str, dict[str, Words]] = {
    "request_revision": {
        WRITER: TO_REVISE,
        DESK: Words(
            _("A revision waits for your decision"), _("Decide the scope"),
            _("The included rounds are used up, or the order was complete: is it part of the order?"), waits=True,
        ),
    },
    "judge_scope": {
        CLIENT: Words(_("About your revision request"), _("Read the decision")),
        WRITER: TO_REVISE,
    },
    "assign_revision": {WRITER: Words(_("A revision is yours"), _("Read the points"), waits=True)},
    "propose_deadline": {CLIENT: TIME, WRITER: TIME, DESK: TIME},
    "accept_deadline": {CLIENT: AGREED, WRITER: AGREED},
    "ask_client": {CLIENT: Words(_("A question to you"), _("Answer it"), _("The clock of the revision rests until you do."), waits=True)},
    "answer_question": {WRITER: Words(_("Your question is answered"), _("Read the answer"))},
    "accept_points": {WRITER: Words(_("Every point is accepted"), OPEN)},
    "reopen_points": {WRITER: Words(_("Points are reopened"), _("Read what is not met"), waits=True)},
    "close_revision": {CLIENT: Words(_("The revision is closed"), OPEN)},
    "cancel_revision": {CLIENT: Words(_("The revision is cancelled"), OPEN), WRITER: Words(_("The revision is cancelled"), OPEN)},
    "offer_change": {CLIENT: Words(_("An offer for more work"), _("Read the offer"), _("You may accept or drop it; nothing happens before that."))},
    "accept_change": {WRITER: TO_REVISE, DESK: Words(_("A change order is accepted"), OPEN)},
    "drop_change": {DESK: Words(_("A change order is dropped"), OPEN)},
    "withdraw_change": {CLIENT: Words(_("An offer is taken back"), OPEN)},
    "remind_revision": {WRITER: Words(_("A revision is due soon"), _("Go on with it"), waits=True)},
    "revision_overdue": {WRITER: LATE, DESK: LATE},
}  # fmt: skip

#: verb -> part -> words. Somebody who has several parts is told as the first of them.
WORDS: dict[str, dict[str, Words]] = {
    "place": {DESK: Words(_("New order"), _("Find a writer"), waits=True)},
    "offer": {ASKED: Words(_("Offered to you"), _("Look at the offer"), waits=True)},
    "withdraw_offer": {UNASKED: UNASKED_WORDS, DESK: NEEDS_WRITER},
    "expire_offer": {
        UNASKED: Words(_("The offer has ended"), _("Your offers"), _("The time to answer it is over.")),
        DESK: NEEDS_WRITER,
    },
    "decline_offer": {DESK: NEEDS_WRITER},
    "assign": {WRITER: YOURS},
    "reassign": {
        WRITER: YOURS,
        FORMER: Words(
            _("No longer yours"),
            _("Your work"),
            _("The agency gave this order to somebody else. Please stop working on it; nothing is left for you to do."),
        ),
    },
    "deliver": {EDITOR: NEW_VERSION, EDITORS: REVIEW, CLIENT: READY},
    "give_review": {EDITOR: Words(_("Yours to review"), _("Open the review"), waits=True)},
    "release_review": {EDITORS: REVIEW},
    "approve": {CLIENT: READY},
    "send_back": {WRITER: Words(_("Sent back by the editor"), OPEN, waits=True)},
    "accept": {WRITER: PAID, CLIENT: COMPLETE},
    "lapse": {WRITER: PAID, CLIENT: COMPLETE},
    "hold": {CLIENT: ON_HOLD, WRITER: ON_HOLD, EDITOR: ON_HOLD},
    "resume": {CLIENT: GOES_ON, WRITER: GOES_ON, EDITOR: GOES_ON, EDITORS: REVIEW, ASKED: GOES_ON},
    "change_deadlines": {CLIENT: DEADLINE, WRITER: YOUR_DEADLINE, EDITOR: DEADLINE},
    "ask_extension": {DESK: Words(_("More time asked for"), _("Answer the writer"), waits=True)},
    "grant_extension": {WRITER: Words(_("More time granted"), OPEN)},
    "refuse_extension": {WRITER: Words(_("More time refused"), OPEN, _("Your deadline stays as it is."))},
    "record_payment": {PAYER: Words(_("Payment received"), OPEN, _("The agency recorded your payment of {amount}."))},
    "return_payment": {PAYER: Words(_("Paid back"), OPEN, _("The agency paid {amount} back to you."))},
    "raise_charge": {PAYER: NEW_PRICE, CLIENT: Words(_("New price"), OPEN)},
    "lower_charge": {PAYER: NEW_PRICE, CLIENT: Words(_("New price"), OPEN)},
    "issue_invoice": {
        PAYER: Words(_("New invoice"), OPEN, _("A new invoice or credit note of this order waits on its page, as PDF."))
    },
    **REVISION_WORDS,
    "call_off": {CLIENT: CANCELLED, WRITER: CANCELLED, EDITOR: CANCELLED},
    "cancel": {CLIENT: CANCELLED, WRITER: CANCELLED, DESK: CANCELLED},
}

#: A message: for whom it names, and for the others.
NAMED = Words(_("You are named in a message"), _("Read and answer"))
MESSAGE = Words(_("New message"), _("Read and answer"))
NOTE = Words(_("New internal note"), _("Read and answer"))

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
