"""The verbs of which a mail tells, so that an act knows whether there is a job for the post."""

from __future__ import annotations

#: Orders' own; their words are in orders/mail/words.py. Those of apps to the right are in
#: orders.hooks.mail_words.
MAILED_VERBS = frozenset(
    {
        "place",
        "offer",
        "withdraw_offer",
        "expire_offer",
        "decline_offer",
        "assign",
        "reassign",
        "deliver",
        "give_review",
        "release_review",
        "approve",
        "send_back",
        "correct",
        "accept",
        "lapse",
        "hold",
        "resume",
        "change_deadlines",
        "ask_extension",
        "grant_extension",
        "refuse_extension",
        "record_payment",
        "return_payment",
        "raise_charge",
        "lower_charge",
        "release_preferred",
        "remind_deadline",
        "remind_review",
        "call_off",
        "cancel",
        # of revisions
        "request_revision",
        "judge_scope",
        "assign_revision",
        "propose_deadline",
        "accept_deadline",
        "ask_client",
        "answer_question",
        "accept_points",
        "reopen_points",
        "close_revision",
        "cancel_revision",
        "offer_change",
        "accept_change",
        "drop_change",
        "withdraw_change",
        "remind_revision",
        "revision_overdue",
    }
)
