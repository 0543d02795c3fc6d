"""Agreeing on when a revision is done: propose, accept, or answer with another time."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from drafts.pricing.deadlines import deadline_problem
from orders.models import DeadlineProposal, RevisionRequest
from orders.rules import revisions
from orders.rules.revision_guards import open_proposal
from orders.rules.revisions import can_request_revision
from orders.states.revision_choices import ProposalSide, ProposalState
from project.base.errors import Conflict, Invalid, require
from project.base.viewer import Member, Viewer

from .locking import locked_revision
from .revision_moving import REVISIONS, note_event


def propose_deadline(
    *, actor: Member, revision: RevisionRequest, due_at: dt.datetime, note: str, now: dt.datetime
) -> DeadlineProposal:
    """Propose another time for a revision. The other side's open proposal is
    answered with it, one's own is replaced.

    The due time stays until the other side accepts. Fractions of a second are dropped: nobody reads them, and
    who agrees names the time as they read it. The same proposal again does nothing. Raises Invalid under
    "due_at".
    """
    require(revisions.can_negotiate(actor, revision))
    due_at = due_at.replace(microsecond=0)
    if problem := deadline_problem(due_at, now):
        raise Invalid({"due_at": problem})
    with transaction.atomic():
        stored = locked_revision(actor, revision, now)
        REVISIONS.check("propose_deadline", actor, stored)
        side, before = side_of(actor, stored), open_proposal(stored)
        if before and (before.side, before.due_at) == (side, due_at):
            return before
        if due_at == stored.due_at and before is None:
            raise Invalid({"due_at": _("This is already the deadline. Choose a different time.")})
        if before:
            _end(
                before,
                ProposalState.WITHDRAWN if before.side == side else ProposalState.COUNTERED,
                actor,
                now,
            )
        made = DeadlineProposal.objects.create(
            agency_id=stored.agency_id,
            revision=stored,
            side=side,
            due_at=due_at,
            note=note,
            by_id=actor.member_id,
            at=now,
        )
        note_event(stored, "propose_deadline", actor=actor, now=now, until=due_at)
    return made


def accept_deadline(
    *, actor: Member, revision: RevisionRequest, due_at: dt.datetime, now: dt.datetime
) -> RevisionRequest:
    """Agree to the time that the other side proposed: it is the revision's due time from now on.

    `due_at` is the time that was read. Agreeing to what is agreed does nothing; Conflict when another one is
    proposed by now, Invalid when it has passed.
    """
    require(revisions.can_negotiate(actor, revision))
    with transaction.atomic():
        stored = locked_revision(actor, revision, now)
        proposal = open_proposal(stored)
        if proposal is None and stored.due_at == due_at:
            return stored
        REVISIONS.check("accept_deadline", actor, stored)
        assert proposal is not None  # the guard has asked
        if proposal.due_at != due_at:
            raise Conflict(_("A different deadline has since been proposed. Check it before you agree."))
        if due_at <= now:
            raise Invalid({"due_at": _("This time has passed. Propose a different one.")})
        _end(proposal, ProposalState.ACCEPTED, actor, now)
        stored.due_at = due_at
        stored.save(update_fields=["due_at"])
        note_event(stored, "accept_deadline", actor=actor, now=now, until=due_at)
    return stored


def side_of(viewer: Viewer, revision: RevisionRequest) -> ProposalSide:
    """For whom this viewer negotiates."""
    if can_request_revision(viewer, revision.order):
        return ProposalSide.CLIENT
    return ProposalSide.AGENCY


def _end(proposal: DeadlineProposal, state: ProposalState, actor: Member, now: dt.datetime) -> None:
    proposal.state, proposal.answered_by_id, proposal.answered_at = state, actor.member_id, now
    proposal.save(update_fields=["state", "answered_by", "answered_at"])
