"""What an agency sets about its disputes."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from agencies.actions.security_log import log_event
from project.base.errors import Invalid, require
from project.base.money import LARGEST
from project.base.viewer import Member
from support.models import DisputePolicy
from support.rules.disputes_policy import can_edit_dispute_policy
from support.states.disputes import LEAST_HOURS, MOST_DAYS, MOST_HOURS


def save_dispute_policy(
    *,
    actor: Member,
    answer_hours: int,
    reply_hours: int,
    decision_hours: int,
    appeal_days: int,
    support_limit: Decimal,
) -> DisputePolicy:
    """Set the times of disputes and the limit of support, for what begins from now on: what runs keeps its
    deadlines. Raises Invalid under the name of what is out of bounds."""
    require(can_edit_dispute_policy(actor))
    hours = {"answer_hours": answer_hours, "reply_hours": reply_hours, "decision_hours": decision_hours}
    bounds = {name: (value, LEAST_HOURS, MOST_HOURS) for name, value in hours.items()}
    bounds["appeal_days"] = (appeal_days, 0, MOST_DAYS)
    words = _("Enter a number between %(least)s and %(most)s.")
    problems = {
        name: words % {"least": least, "most": most}
        for name, (value, least, most) in bounds.items()
        if not least <= value <= most
    }
    if not 0 <= support_limit <= LARGEST:
        problems["support_limit"] = _("Enter an amount of zero or more.")
    if problems:
        raise Invalid(problems)
    values = {**hours, "appeal_days": appeal_days, "support_limit": support_limit}
    policy, _made = DisputePolicy.objects.update_or_create(agency=actor.agency, defaults=values)
    log_event("agency_changed", agency=actor.agency, actor=actor, changed="disputes")
    return policy
