"""How a dispute is settled: proposals, the sides' answers to them, decisions, and the second pair of eyes."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from orders.models import Order
from project.base.errors import Conflict, Invalid, WrongState, require
from project.base.viewer import Member, System
from support.models import Dispute, DisputeAcceptance, DisputeProposal
from support.rules import disputes as rules
from support.rules.disputes_policy import dispute_policy_of
from support.states.disputes import (
    DisputeState,
    ProposalKind,
    ProposalState,
    Side,
)

from .disputes_moving import DISPUTES, drop_proposal, locked_dispute, move_dispute, note
from .disputes_outcomes import carry_out
from .disputes_terms import Terms, write_proposal


def propose(*, actor: Member, dispute: Dispute, terms: Terms, now: dt.datetime) -> DisputeProposal:
    """Propose how the dispute ends. Both sides have the agency's hours to reply; whoever says nothing until
    then agrees. Possible once the other side has responded, or its time is over.

    The same terms again (a second click) return the first proposal. Raises Invalid under the name of a term,
    WrongState when it is too early.
    """
    require(rules.can_settle(actor, dispute))
    with transaction.atomic():
        dispute = locked_dispute(actor, dispute)
        if made := _made_already(actor, dispute, ProposalKind.PROPOSAL, terms):
            return made
        DISPUTES.check("propose", actor, dispute)
        if problem := rules.too_early(dispute, now):
            raise WrongState(problem)
        drop_proposal(dispute)
        proposal = write_proposal(actor, dispute, ProposalKind.PROPOSAL, Side.DESK, terms, now)
        policy = dispute_policy_of(actor.agency)
        dispute.reply_by = now + policy.to_reply
        dispute.decide_by = dispute.reply_by + policy.to_act
        move_dispute(dispute, DisputeState.PROPOSED, now)
        note(dispute, "propose_settlement", actor=actor, now=now, until=dispute.reply_by)
    return proposal


def accept(*, actor: Member, dispute: Dispute, number: int, now: dt.datetime) -> Dispute:
    """Accept the open proposal of that number for one's side. Once both sides have, and a second person has
    approved an amount that needs it, it is carried out. Accepting again does nothing.

    Raises WrongState when another proposal, or none, is open.
    """
    require(rules.can_reply(actor, dispute))
    with transaction.atomic():
        dispute = locked_dispute(actor, dispute)
        side = rules.own_side(actor, dispute)
        if _has_accepted(dispute, number, side):
            return dispute
        DISPUTES.check("accept", actor, dispute)
        _require_time(dispute, now)
        proposal = _open(dispute, number)
        DisputeAcceptance.objects.create(
            agency_id=dispute.agency_id, proposal=proposal, side=side, by_id=actor.member_id, at=now
        )
        note(dispute, "accept_settlement", actor=actor, now=now)
        settle_if_ripe(dispute, proposal, now)
    return dispute


def counter(*, actor: Member, dispute: Dispute, number: int, terms: Terms, now: dt.datetime) -> Dispute:
    """Answer the open proposal of that number by one of one's own. It is not agreed to then: the desk
    proposes anew, or decides. Raises Invalid, and WrongState as accept does."""
    require(rules.can_reply(actor, dispute))
    with transaction.atomic():
        dispute = locked_dispute(actor, dispute)
        side = rules.own_side(actor, dispute)
        if dispute.proposals.filter(side=side, by_id=actor.member_id, number=number + 1).exists():
            return dispute  # the second of two clicks
        DISPUTES.check("counter", actor, dispute)
        _require_time(dispute, now)
        _open(dispute, number)
        drop_proposal(dispute)
        write_proposal(actor, dispute, ProposalKind.COUNTER, side, terms, now)
        _wait_for_desk(dispute, now)
        note(dispute, "counter_settlement", actor=actor, now=now)
    return dispute


def decide(*, actor: Member, dispute: Dispute, terms: Terms, now: dt.datetime) -> DisputeProposal:
    """Decide a dispute after a counterproposal, for both sides; it is carried out at once, or not recorded.
    An amount above the limit waits for a second manager or owner instead (confirm), who carries it out.

    Raises Invalid under the name of a term, also when it cannot be carried out.
    """
    require(rules.can_settle(actor, dispute))
    with transaction.atomic():
        dispute = locked_dispute(actor, dispute)
        if made := _made_already(actor, dispute, ProposalKind.DECISION, terms):
            return made
        DISPUTES.check("decide", actor, dispute)
        drop_proposal(dispute)
        proposal = write_proposal(actor, dispute, ProposalKind.DECISION, Side.DESK, terms, now)
        if proposal.needs_second:
            note(dispute, "prepare_decision", actor=actor, now=now)
        else:
            carry_out(dispute, proposal, actor=actor, now=now)
    return proposal


def confirm(*, actor: Member, dispute: Dispute, number: int, now: dt.datetime) -> Dispute:
    """Approve the amount of the open proposal or decision of that number as the second person. A decision, or
    a proposal that both sides have agreed to, is carried out. Approving again does nothing."""
    with transaction.atomic():
        dispute = locked_dispute(actor, dispute)
        if dispute.proposals.filter(number=number, seconded_by_id=actor.member_id).exists():
            return dispute
        DISPUTES.check("confirm", actor, dispute)
        proposal = _open(dispute, number)
        proposal.seconded_by_id = actor.member_id
        proposal.save(update_fields=["seconded_by"])
        note(dispute, "confirm_settlement", actor=actor, now=now)
        if proposal.kind == ProposalKind.DECISION:
            carry_out(dispute, proposal, actor=actor, now=now)
        else:
            settle_if_ripe(dispute, proposal, now)
    return dispute


def settle_if_ripe(dispute: Dispute, proposal: DisputeProposal, now: dt.datetime) -> bool:
    """Carry out a locked proposal that is agreed to; says whether it was. What is not possible any more is
    left to the desk to decide, with nothing carried out."""
    agreed = not _missing(dispute, proposal) or (dispute.reply_by is not None and dispute.reply_by <= now)
    if not agreed or (proposal.needs_second and not proposal.seconded_by_id):
        return False
    order = Order.objects.select_related("agency").get(pk=dispute.order_id)
    try:
        with transaction.atomic():
            carry_out(dispute, proposal, actor=System(order.agency), now=now)
    except (Conflict, Invalid):
        dispute.refresh_from_db()
        dispute.order = order
        drop_proposal(dispute, ProposalState.FAILED)
        _wait_for_desk(dispute, now)
        note(dispute, "settlement_failed", actor=System(order.agency), now=now)
        return False
    return True


def _missing(dispute: Dispute, proposal: DisputeProposal) -> set[str]:
    """The sides that have not accepted."""
    return set(rules.sides_of(dispute)) - set(proposal.acceptances.values_list("side", flat=True))


def _require_time(dispute: Dispute, now: dt.datetime) -> None:
    if problem := rules.too_late_to_reply(dispute, now):
        raise WrongState(problem)


def _wait_for_desk(dispute: Dispute, now: dt.datetime) -> None:
    dispute.decide_by = now + dispute_policy_of(dispute.order.agency).to_act
    move_dispute(dispute, DisputeState.COUNTERED, now)


def _open(dispute: Dispute, number: int) -> DisputeProposal:
    found = dispute.proposals.filter(state=ProposalState.OPEN, number=number).first()
    if found is None:
        raise WrongState(_("This proposal is no longer open. Reload the page to see where things stand."))
    return found


def _has_accepted(dispute: Dispute, number: int, side: str) -> bool:
    rows = DisputeAcceptance.objects.filter(agency_id=dispute.agency_id, proposal__dispute=dispute)
    return rows.filter(proposal__number=number, side=side).exists()


def _made_already(
    actor: Member, dispute: Dispute, kind: ProposalKind, terms: Terms
) -> DisputeProposal | None:
    """What this very person has proposed, or decided, in these very terms last, and what holds: the second of
    two clicks. What failed, or was decided before an appeal, may be said again."""
    last = dispute.proposals.last()
    if last is None or (last.by_id, last.kind) != (actor.member_id, kind):
        return None
    holds = ProposalState.OPEN if dispute.active else ProposalState.CARRIED_OUT
    said = (last.outcome, last.words, last.percent, last.days, last.writer_id, last.fee)
    writer = terms.writer and terms.writer.pk
    asked = (terms.outcome, terms.words, terms.percent, terms.days, writer, terms.fee)
    return last if last.state == holds and said == asked else None
