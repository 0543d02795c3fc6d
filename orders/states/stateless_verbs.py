"""Acts on an order that belong to none of its states, and their names."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

#: Verbs of the timeline that are not transitions of the order.
OTHER_VERBS = {
    "place": _("Order placed"),
    "expire_offer": _("Offer expired"),
    "withdraw_offer": _("Offer withdrawn"),
    "close_extension": _("Ask for more time closed"),
    "comment_passage": _("Comment on a passage"),
    "answer_points": _("Points answered"),
    "judge_scope": _("Scope decided"),
    "assign_revision": _("Revision given to somebody"),
    "propose_deadline": _("Another time proposed"),
    "accept_deadline": _("Time agreed on"),
    "ask_client": _("The client asked something"),
    "answer_question": _("Questions answered"),
    "accept_points": _("Points accepted"),
    "reopen_points": _("Points reopened"),
    "close_revision": _("Revision closed"),
    "cancel_revision": _("Revision cancelled"),
    "offer_change": _("Change order offered"),
    "accept_change": _("Change order accepted"),
    "drop_change": _("Change order dropped"),
    "withdraw_change": _("Change order taken back"),
    "remind_revision": _("Reminder of the revision"),
    "revision_overdue": _("The revision is late"),
    "record_payment": _("Payment recorded"),
    "return_payment": _("Payment returned"),
    "raise_charge": _("Price raised"),
    "lower_charge": _("Price lowered"),
}
