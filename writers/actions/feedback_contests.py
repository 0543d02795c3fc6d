"""What the receiver of feedback can say to it: a reply, and an objection that the agency decides."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from project.base.errors import Invalid, Taken, WrongState, require
from project.base.viewer import Member
from writers.models import Feedback, FeedbackContest
from writers.rules.feedback_acts import judges, received
from writers.states.feedback import ContestOutcome, FeedbackVerb

from .feedback_moves import leave_event, locked_feedback

DECISIONS = (ContestOutcome.UPHELD, ContestOutcome.DISMISSED)


def reply_to_feedback(*, actor: Member, feedback: Feedback, text: str, now: dt.datetime) -> Feedback:
    """Answer it, whoever gave it: one reply, which may be edited. The same again changes nothing. Its giver
    is told of the first. Raises NotAllowed for all but its receiver, after its release; Invalid for an empty
    text."""
    require(received(actor, feedback))
    _require_text("text", text, _("Enter a reply."))
    with transaction.atomic():
        feedback = locked_feedback(actor, feedback, now)
        if feedback.reply != text:
            again = feedback.reply != ""
            feedback.reply, feedback.replied_at = text, now
            feedback.save(update_fields=["reply", "replied_at"])
            leave_event(feedback, FeedbackVerb.REPLY, actor=actor, now=now, again=again)
    return feedback


def contest_feedback(*, actor: Member, feedback: Feedback, reason: str, now: dt.datetime) -> FeedbackContest:
    """Object to it. While the contest is open it counts in no average, and management is told who gave it.

    The same again changes nothing. Raises NotAllowed for all but its receiver, after its release; Invalid
    without a reason; Taken when a contest is open for another reason, WrongState when there was one.
    """
    require(received(actor, feedback))
    _require_text("reason", reason, _("Enter a reason."))
    with transaction.atomic():
        feedback = locked_feedback(actor, feedback, now)
        if contest := _contest(feedback):
            return _same(contest, reason)
        contest = FeedbackContest.objects.create(
            agency_id=feedback.agency_id,
            feedback=feedback,
            reason=reason,
            opened_by=actor.membership,
            opened_at=now,
        )
        leave_event(feedback, FeedbackVerb.CONTEST, actor=actor, now=now)
    return contest


def withdraw_contest(*, actor: Member, feedback: Feedback, now: dt.datetime) -> FeedbackContest:
    """Take the objection back: the feedback counts again. Done already, it changes nothing. Raises NotAllowed
    for all but its receiver, WrongState without an open contest."""
    require(received(actor, feedback))
    return _close(actor, feedback, ContestOutcome.WITHDRAWN, "", now)


def decide_contest(
    *, actor: Member, feedback: Feedback, outcome: str, explanation: str, now: dt.datetime
) -> FeedbackContest:
    """Uphold or dismiss the objection, and tell both why. What is upheld counts in no average for good.

    The same again changes nothing. Raises NotAllowed for all but management, and in one's own matter; Invalid
    without an outcome and an explanation; WrongState without an open contest.
    """
    require(judges(actor, feedback))
    if outcome not in DECISIONS:
        raise Invalid({"outcome": _("Choose an option from the list.")})
    _require_text("explanation", explanation, _("Enter an explanation."))
    return _close(actor, feedback, ContestOutcome(outcome), explanation, now)


def _close(
    actor: Member, feedback: Feedback, outcome: ContestOutcome, explanation: str, now: dt.datetime
) -> FeedbackContest:
    with transaction.atomic():
        feedback = locked_feedback(actor, feedback, now)
        contest = _contest(feedback)
        if contest is None:
            raise WrongState(_("No one has contested this feedback."))
        if contest.decided_at is not None:
            if (contest.outcome, contest.explanation) == (outcome, explanation):
                return contest
            raise WrongState(_("This contest is already closed."))
        contest.outcome, contest.explanation = outcome, explanation
        contest.decided_by, contest.decided_at = actor.membership, now
        contest.save()
        withdrawn = outcome == ContestOutcome.WITHDRAWN
        verb = FeedbackVerb.WITHDRAW_CONTEST if withdrawn else FeedbackVerb.DECIDE
        leave_event(feedback, verb, actor=actor, now=now)
    return contest


def _contest(feedback: Feedback) -> FeedbackContest | None:
    """The contest of the locked feedback."""
    return FeedbackContest.objects.filter(agency_id=feedback.agency_id, feedback=feedback).first()


def _same(contest: FeedbackContest, reason: str) -> FeedbackContest:
    if contest.decided_at is not None:
        raise WrongState(_("This feedback has been contested before, and that contest is closed."))
    if contest.reason != reason:
        raise Taken(_("You have already contested this feedback."))
    return contest


def _require_text(field: str, text: str, message: str) -> None:
    if not text:
        raise Invalid({field: message})
