"""Whether a revision is part of the order: the desk's verdict, and the
end of a request that nothing comes of."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from orders.models import RevisionRequest
from orders.models.revisions import Cause, RevisionState, Scope
from orders.rules import revision_policy, revisions
from project.base.errors import Invalid, require
from project.base.viewer import Member

from .locking import locked_revision
from .revision_moving import REVISIONS, go_back, move_revision, note_event


def judge_scope(
    *,
    actor: Member,
    revision: RevisionRequest,
    within: bool,
    severity: str,
    uses_round: bool,
    cause: str,
    clause: str,
    judgement: str,
    client_review: bool,
    now: dt.datetime,
) -> RevisionRequest:
    """Say whether a request is part of the order, quoting what the brief says
    (`clause`), with a reason for the client.

    Within: the work can begin; `severity` and `uses_round` correct what the asker chose; with another
    severity its working hours count from now. Beyond: the request is closed as out of scope, and the order
    goes back to where it was; the desk may offer it as a change order. The same verdict again does nothing.
    Raises Invalid.
    """
    require(revisions.can_judge_scope(actor, revision))
    _check(severity, within, clause, judgement)
    with transaction.atomic():
        stored = locked_revision(actor, revision, now)
        REVISIONS.check("judge_scope", actor, stored)
        pending, before = stored.scope == Scope.PENDING, stored.severity
        stored.severity, stored.cause, stored.clause, stored.judgement = severity, cause, clause, judgement
        stored.client_review, stored.judged_by_id, stored.judged_at = client_review, actor.member_id, now
        if not within:
            return _refuse(actor, stored, now)
        stored.scope, stored.uses_round = Scope.WITHIN, uses_round
        if pending or severity != before:
            rule = revision_policy.rules_of(stored.order.agency)[severity]
            stored.due_at = max(
                stored.due_at, revision_policy.due_after(stored.order.agency, now, rule.hours)
            )
        stored.save()
        note_event(stored, "judge_scope", actor=actor, now=now, until=stored.due_at)
    return stored


def cancel_revision(*, actor: Member, revision: RevisionRequest, now: dt.datetime) -> RevisionRequest:
    """Take a request back: the client before anybody has begun with it, the desk also later.

    The order is where it was when it was asked for; what was left of the review window runs on.
    Cancelling a cancelled one does nothing.
    """
    require(revisions.can_cancel_revision(actor, revision))
    with transaction.atomic():
        stored = locked_revision(actor, revision, now)
        if not REVISIONS.check("cancel_revision", actor, stored):
            return stored
        stored.uses_round = False
        move_revision(stored, RevisionState.CANCELLED, now)
        go_back(stored, "cancel_revision", actor=actor, now=now)
    return stored


def _refuse(actor: Member, revision: RevisionRequest, now: dt.datetime) -> RevisionRequest:
    revision.scope, revision.uses_round, revision.cause = Scope.OUT, False, Cause.CHANGE
    move_revision(revision, RevisionState.OUT_OF_SCOPE, now)
    go_back(revision, "judge_scope", actor=actor, now=now)
    return revision


def _check(severity: str, within: bool, clause: str, judgement: str) -> None:
    problems = {}
    if severity not in revision_policy.DEFAULTS:
        problems["severity"] = _("Choose an option from the list.")
    if not within and not judgement:
        problems["judgement"] = _("Enter a reason. The client will read it.")
    if not within and not clause:
        problems["clause"] = _("Quote the relevant passage of the brief.")
    if problems:
        raise Invalid(problems)
