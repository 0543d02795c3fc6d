"""How a dispute is to end: the terms that somebody typed, checked and stored."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import Membership
from agencies.states.roles import is_management
from orders.actions.calling_off import fee_due
from orders.actions.eligibility import check_fee
from orders.actions.ledger import ledger_balance
from orders.models import Order
from orders.rules.fees import fees_due
from orders.states.orders import State as OrderState
from project.base.errors import Invalid
from project.base.money import format_money
from project.base.viewer import Member
from support.models import Dispute, DisputeProposal
from support.rules.disputes_policy import dispute_policy_of
from support.states.disputes import (
    FITS,
    LONGEST_EXTENSION,
    Outcome,
    ProposalKind,
    ProposalState,
    Side,
)

from .disputes_outcomes import refund_of


@dataclass(frozen=True)
class Terms:
    """How a dispute is to end, as somebody typed it; see DisputeProposal. `fee` is None where none is asked
    for."""

    outcome: str
    words: str
    percent: int = 0
    days: int = 0
    writer: Membership | None = None
    fee: Decimal | None = None


def write_proposal(
    actor: Member, dispute: Dispute, kind: ProposalKind, side: str, terms: Terms, now: dt.datetime
) -> DisputeProposal:
    """Store the terms of a locked dispute, checked. Raises Invalid under the name of what is wrong."""
    charged = ledger_balance(dispute.order).charged
    amount = refund_of(charged, terms.percent)
    limit = dispute_policy_of(actor.agency).support_limit
    if problems := _problems(actor, dispute, side, terms, amount, limit):
        raise Invalid(problems)
    last = dispute.proposals.last()
    return DisputeProposal.objects.create(
        agency_id=dispute.agency_id,
        dispute=dispute,
        number=last.number + 1 if last else 1,
        kind=kind,
        state=ProposalState.OPEN if side == Side.DESK else ProposalState.NOTED,
        side=side,
        by_id=actor.member_id,
        at=now,
        outcome=terms.outcome,
        percent=terms.percent,
        amount=amount,
        days=terms.days if terms.outcome == Outcome.EXTEND else 0,
        writer=terms.writer,
        fee=terms.fee,
        words=terms.words,
        needs_second=side == Side.DESK and amount > limit,
    )


def _problems(
    actor: Member, dispute: Dispute, side: str, terms: Terms, amount: Decimal, limit: Decimal
) -> dict[str, Any]:
    found = _wrong_terms(dispute.order, terms)
    if side != Side.DESK or found:
        return found
    if amount > limit and not is_management(actor):
        words = _("You can refund up to %(most)s. Ask for a manager to refund more.")
        found["percent"] = words % {"most": format_money(limit, dispute.order.currency)}
    return found | _wrong_people(actor, dispute.order, terms)


def _wrong_terms(order: Order, terms: Terms) -> dict[str, Any]:
    found: dict[str, Any] = {}
    fits = FITS.get(terms.outcome)
    if terms.outcome not in Outcome.values:
        found["outcome"] = _("Choose an option from the list.")
    elif fits and order.resumes_to not in fits:
        found["outcome"] = _("This outcome is not possible where the order stands.")
    full = terms.outcome == Outcome.REFUND
    least, most = (1 if full else 0), (100 if full else 0 if terms.outcome == Outcome.CLOSE else 99)
    if not least <= terms.percent <= most:
        words = _("Enter a percentage between %(least)s and %(most)s.")
        found["percent"] = words % {"least": least, "most": most}
    if terms.outcome == Outcome.EXTEND and not 1 <= terms.days <= LONGEST_EXTENSION:
        found["days"] = _("Enter between 1 and %(most)s days.") % {"most": LONGEST_EXTENSION}
    if not terms.words:
        found["words"] = _("Give your reasons. Both sides will read them.")
    return found


def _wrong_people(actor: Member, order: Order, terms: Terms) -> dict[str, Any]:
    """What is wrong with the writer, or the fee, of the desk's terms."""
    if terms.outcome == Outcome.REASSIGN:
        if not is_management(actor):
            return {"outcome": _("Only a manager or owner can assign another writer.")}
        if terms.writer is None or terms.writer.pk == order.writer_id:
            return {"writer": _("Choose another writer.")}
        if terms.fee is None:
            return {"fee": _("Enter the fee.")}
        check_fee(terms.fee)
    elif terms.percent == 100 and order.resumes_to != OrderState.COMPLETED:
        most = fee_due(order, fees_due(order))
        if terms.fee is None or not 0 <= terms.fee <= most:
            words = _("Enter an amount between zero and %(most)s.")
            return {"fee": words % {"most": format_money(most, order.currency)}}
    elif terms.fee is not None:
        return {"fee": _("Leave this empty: the fee stays as agreed.")}
    return {}
