"""Who may do what with feedback that was given, and what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from writers.states.feedback import ContestOutcome, Direction

from .feedback import moderates

if TYPE_CHECKING:
    from project.base.viewer import Viewer
    from writers.models import Feedback, FeedbackContest


def gave(viewer: Viewer, feedback: Feedback) -> bool:
    """Its giver edits it, deletes it until it is released, and says whether it may be published."""
    return feedback.giver_id == viewer.member_id


def received(viewer: Viewer, feedback: Feedback) -> bool:
    """Its receiver replies, contests and ticks points off, once it is released. What is about a client
    account has none."""
    return feedback.receiver_id == viewer.member_id and feedback.released_at is not None


def judges(viewer: Viewer, feedback: Feedback) -> bool:
    """Management decides contests and publishes, but nobody in their own matter."""
    return moderates(viewer) and viewer.member_id not in (feedback.giver_id, feedback.receiver_id)


def can_publish(viewer: Viewer, feedback: Feedback) -> bool:
    """What a client says of a writer can stand beside the writer's portfolio."""
    return judges(viewer, feedback) and feedback.direction == Direction.CLIENT_TO_WRITER


def contest_of(feedback: Feedback) -> FeedbackContest | None:
    """The contest of it, if there is one."""
    return getattr(feedback, "contest", None)


def is_contested(feedback: Feedback) -> bool:
    """Whether a contest about it is open."""
    contest = contest_of(feedback)
    return contest is not None and contest.decided_at is None


def counts(feedback: Feedback) -> bool:
    """Whether averages count it: released, and neither contested at present nor successfully."""
    contest = contest_of(feedback)
    against = contest is not None and contest.outcome in ("", ContestOutcome.UPHELD)
    return feedback.released_at is not None and not against


def why_not_edited(feedback: Feedback) -> str:
    """What stands in the way of an edit; "" for nothing."""
    if feedback.given_at is None:
        return _("This feedback has not been given yet.")
    if is_contested(feedback):
        return _("This feedback is contested. You can edit it once the contest is decided.")
    contest = contest_of(feedback)
    if contest and contest.outcome == ContestOutcome.UPHELD:
        return _("The agency upheld the contest, so this feedback can no longer be edited.")
    return ""


def why_not_deleted(feedback: Feedback) -> str:
    """What stands in the way of deleting it; "" for nothing."""
    if feedback.released_at is not None or feedback.points.filter(shown_at__isnull=False).exists():
        return _("Its receiver already reads this feedback, so it can no longer be deleted.")
    return ""


def why_not_published(feedback: Feedback) -> str:
    """What stands in the way of publishing it; "" for nothing."""
    if not feedback.allow_public:
        return _("The client has not allowed this feedback to be published.")
    if not counts(feedback):
        return _("Only released feedback without an open or upheld contest can be published.")
    return ""
