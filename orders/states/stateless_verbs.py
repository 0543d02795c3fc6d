"""Acts on an order that belong to none of its states, and their names."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

#: Verbs of the timeline that are not transitions of the order.
OTHER_VERBS = {
    "place": _("Order placed"),
    "import": _("Order imported"),
    "take_over": _("Order taken over"),
    "expire_offer": _("Offer expired"),
    "withdraw_offer": _("Offer withdrawn"),
    "close_extension": _("Extension request closed"),
    "comment_passage": _("Comment on a passage"),
    "answer_points": _("Points answered"),
    "judge_scope": _("Scope decided"),
    "assign_revision": _("Revision assigned"),
    "propose_deadline": _("Different deadline proposed"),
    "accept_deadline": _("Deadline agreed"),
    "ask_client": _("Question for the client"),
    "answer_question": _("Questions answered"),
    "accept_points": _("Points accepted"),
    "reopen_points": _("Points reopened"),
    "close_revision": _("Revision closed"),
    "cancel_revision": _("Revision request withdrawn"),
    "offer_change": _("Change order offered"),
    "accept_change": _("Change order accepted"),
    "drop_change": _("Change order declined"),
    "withdraw_change": _("Change order withdrawn"),
    "remind_deadline": _("Deadline reminder"),
    "remind_review": _("Review reminder"),
    "remind_revision": _("Revision reminder"),
    "revision_overdue": _("Revision overdue"),
    "record_payment": _("Payment recorded"),
    "return_payment": _("Payment returned"),
    "raise_charge": _("Price raised"),
    "lower_charge": _("Price lowered"),
    "release_preferred": _("Surcharge for the preferred writer refunded"),
    "keep_preferred": _("Surcharge for the preferred writer kept"),
    "lower_urgency": _("Urgency refunded"),
    "keep_urgency": _("Price of the urgency kept"),
}
