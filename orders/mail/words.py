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
    SUPPORT,
    TALK,
    UNASKED,
    WRITER,
)
from orders.states.orders import State

OPEN = _("Open order")
READY = MailWords(_("Delivery ready"), _("Read delivery"), waits=True)
REVIEW = MailWords(_("Text waiting for review"), _("Open review"), waits=True)
NEW_VERSION = MailWords(_("New version to review"), _("Open review"), waits=True)
YOURS = MailWords(_("Assigned to you"), OPEN, waits=True)
#: Once nobody is asked any more.
NEEDS_WRITER = MailWords(_("Needs a writer"), _("Find a writer"), waits=True, leads_to=State.PLACED)
UNASKED_WORDS = MailWords(
    _("No longer offered to you"), _("Your offers"), _("You no longer need to respond to this offer.")
)
ON_HOLD = MailWords(_("On hold"), OPEN, _("All deadlines are paused until the agency resumes the order."))
GOES_ON = MailWords(_("Resumed"), OPEN)
DEADLINE = MailWords(_("New deadline"), OPEN)
#: The timeline names the client's deadline; a writer's mail names the writer's own.
YOUR_DEADLINE = MailWords(_("New deadline"), OPEN, _("The agency has changed the deadline."), told=False)
NEW_PRICE = MailWords(_("New price"), OPEN, _("The ledger on the order page shows the reason."))
OTHER_WRITER = MailWords(_("Another writer for your order"), OPEN)
#: The client has agreed; who has not reads how to say so.
NOT_AGREED = _("If you have not agreed to this, write to the agency on the order page.")
OTHER_WRITER_KEPT = MailWords(_("Another writer for your order"), OPEN, NOT_AGREED)
SAME_PRICE = MailWords(_("Later deadline, same price"), OPEN, NOT_AGREED)
CANCELLED = MailWords(_("Cancelled"), OPEN)
COMPLETE = MailWords(_("Completed"), OPEN, _("All deliveries remain available on the order page."))
PAID = MailWords(_("Completed"), OPEN, _("Thank you for your work. Your fee of {fee} has been recorded."))

TO_REVISE = MailWords(_("Revision requested"), _("Read points"), waits=True)
TIME = MailWords(
    _("Different deadline proposed"),
    _("Answer"),
    _("Until you agree, the current deadline applies."),
    waits=True,
)
AGREED = MailWords(_("Deadline agreed"), OPEN)
LATE = MailWords(_("Revision overdue"), OPEN, waits=True)
REVISION_WORDS: dict[str, dict[str, MailWords]] = {
    "request_revision": {
        WRITER: TO_REVISE,
        DESK: MailWords(
            _("Revision awaiting your decision"),
            _("Decide scope"),
            _(
                "All included rounds have been used, or the order was already completed. Is the "
                "revision part of the order?"
            ),
            waits=True,
        ),
    },
    "judge_scope": {
        CLIENT: MailWords(_("Decision on your revision request"), _("Read decision")),
        WRITER: TO_REVISE,
    },
    "assign_revision": {WRITER: MailWords(_("Revision assigned to you"), _("Read points"), waits=True)},
    "propose_deadline": {CLIENT: TIME, WRITER: TIME, DESK: TIME},
    "accept_deadline": {CLIENT: AGREED, WRITER: AGREED},
    "ask_client": {
        CLIENT: MailWords(
            _("Question for you"),
            _("Answer"),
            _("The revision clock is paused until you answer."),
            waits=True,
        )
    },
    "answer_question": {WRITER: MailWords(_("Your question has been answered"), _("Read answer"))},
    "accept_points": {WRITER: MailWords(_("All points accepted"), OPEN)},
    "reopen_points": {WRITER: MailWords(_("Points reopened"), _("Read reopened points"), waits=True)},
    "close_revision": {CLIENT: MailWords(_("Revision closed"), OPEN)},
    "cancel_revision": {
        CLIENT: MailWords(_("Revision cancelled"), OPEN),
        WRITER: MailWords(_("Revision cancelled"), OPEN),
    },
    "offer_change": {
        CLIENT: MailWords(
            _("New change order"),
            _("Read change order"),
            _("You can accept or decline it. Nothing happens until you do."),
        )
    },
    "accept_change": {WRITER: TO_REVISE, DESK: MailWords(_("Change order accepted"), OPEN)},
    "drop_change": {DESK: MailWords(_("Change order declined"), OPEN)},
    "withdraw_change": {CLIENT: MailWords(_("Change order withdrawn"), OPEN)},
    "remind_revision": {WRITER: MailWords(_("Revision due soon"), _("Continue revision"), waits=True)},
    "revision_overdue": {WRITER: LATE, DESK: LATE},
}

CONFIRMATION = MailWords(_("Order confirmation"), _("View order"), told=False, confirms=True)

#: verb -> part -> words. Somebody who has several parts is told as the first of them.
WORDS: dict[str, dict[str, MailWords]] = {
    "place": {
        DESK: MailWords(_("New order"), _("Find a writer"), waits=True),
        CLIENT: CONFIRMATION,
        PAYER: CONFIRMATION,
    },
    "offer": {ASKED: MailWords(_("Offered to you"), _("View offer"), waits=True)},
    "withdraw_offer": {UNASKED: UNASKED_WORDS, DESK: NEEDS_WRITER},
    "expire_offer": {
        UNASKED: MailWords(
            _("Offer expired"), _("Your offers"), _("You can no longer respond to this offer.")
        ),
        DESK: NEEDS_WRITER,
    },
    "decline_offer": {DESK: NEEDS_WRITER},
    "assign": {WRITER: YOURS},
    "reassign": {
        WRITER: YOURS,
        FORMER: MailWords(
            _("No longer assigned to you"),
            _("Your work"),
            _(
                "The agency has assigned this order to someone else. Stop working on it. There is "
                "nothing left for you to do."
            ),
        ),
    },
    "deliver": {EDITOR: NEW_VERSION, EDITORS: REVIEW, CLIENT: READY},
    "give_review": {EDITOR: MailWords(_("Review assigned to you"), _("Open review"), waits=True)},
    "release_review": {EDITORS: REVIEW},
    "approve": {CLIENT: READY},
    "send_back": {WRITER: MailWords(_("Sent back by the editor"), OPEN, waits=True)},
    "correct": {WRITER: MailWords(_("The editor corrected your text"), _("View changes"))},
    "accept": {WRITER: PAID, CLIENT: COMPLETE},
    "lapse": {WRITER: PAID, CLIENT: COMPLETE},
    "hold": {CLIENT: ON_HOLD, WRITER: ON_HOLD, EDITOR: ON_HOLD},
    "resume": {CLIENT: GOES_ON, WRITER: GOES_ON, EDITOR: GOES_ON, EDITORS: REVIEW, ASKED: GOES_ON},
    "change_deadlines": {CLIENT: DEADLINE, WRITER: YOUR_DEADLINE, EDITOR: DEADLINE},
    "ask_extension": {DESK: MailWords(_("Extension requested"), _("Respond to request"), waits=True)},
    "grant_extension": {WRITER: MailWords(_("Extension granted"), OPEN)},
    "refuse_extension": {
        WRITER: MailWords(_("Extension declined"), OPEN, _("Your deadline stays the same."))
    },
    "record_payment": {
        PAYER: MailWords(_("Payment received"), OPEN, _("The agency has recorded your payment of {amount}."))
    },
    "return_payment": {
        PAYER: MailWords(_("Payment returned"), OPEN, _("The agency has returned {amount} to you."))
    },
    "remind_deadline": {WRITER: MailWords(_("Deadline approaching"), OPEN, waits=True)},
    "remind_review": {
        CLIENT: MailWords(
            _("Review window ends soon"),
            _("Read delivery"),
            _(
                "Accept the delivery or request a revision before then. After that, it counts as "
                "accepted and the order is completed."
            ),
            waits=True,
        )
    },
    "raise_charge": {PAYER: NEW_PRICE, CLIENT: MailWords(_("New price"), OPEN)},
    "lower_charge": {PAYER: NEW_PRICE, CLIENT: MailWords(_("New price"), OPEN)},
    "release_preferred": {PAYER: OTHER_WRITER, CLIENT: OTHER_WRITER},
    "keep_preferred": {PAYER: OTHER_WRITER_KEPT, CLIENT: OTHER_WRITER_KEPT},
    "lower_urgency": {PAYER: NEW_PRICE, CLIENT: MailWords(_("New price"), OPEN)},
    "keep_urgency": {PAYER: SAME_PRICE, CLIENT: SAME_PRICE},
    **REVISION_WORDS,
    "call_off": {CLIENT: CANCELLED, WRITER: CANCELLED, EDITOR: CANCELLED},
    "cancel": {CLIENT: CANCELLED, WRITER: CANCELLED, DESK: CANCELLED},
}


def words_of(verb: str) -> Mapping[str, MailWords]:
    """The parts that a mail tells of this verb, each with its words: of orders' own verbs, and of those that
    apps to the right registered (orders.hooks.mail_words). Empty when no mail tells of it."""
    return WORDS.get(verb) or mail_words.get(verb) or {}


#: A message: for whom it names, and for the others.
NAMED = MailWords(_("You were mentioned in a message"), _("Read and reply"))
MESSAGE = MailWords(_("New message"), _("Read and reply"))
NOTE = MailWords(_("New internal note"), _("Read and reply"))

#: Why somebody gets a mail, as its small print says it.
BECAUSE = {
    DESK: _("because you assign orders at {agency}"),
    SUPPORT: _("because you work in support at {agency}"),
    WRITER: _("because you are the writer for this order"),
    FORMER: _("because you were the writer for this order"),
    ASKED: _("because {agency} has offered you this order"),
    UNASKED: _("because this order was offered to you"),
    EDITOR: _("because you are reviewing this order"),
    EDITORS: _("because you are an editor at {agency}"),
    CLIENT: _("because this is your order"),
    PAYER: _("because you pay for this order"),
    TALK: _("because you are involved in this conversation"),
}
