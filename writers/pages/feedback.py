"""Feedback as its readers may know it: one place that decides what is shown of an anonymous one, for pages,
mails and API alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.rules.agencies import is_staff
from project.base.text import excerpt
from project.base.viewer import Member
from writers.models import Feedback
from writers.rules.feedback import judged, sees_order
from writers.rules.feedback_acts import contest_of, counts, gave
from writers.states.feedback import RATINGS, Category, ContestOutcome, Direction, Rating

#: What a row of a list prints beside its columns.
RELATED = ("order", "giver", "receiver", "account", "contest", "rubric")
EXCERPT = 200


@dataclass(frozen=True)
class Known:
    """What one reader knows of one feedback. `order` and the moments are empty for whoever may not learn
    whose it is; the giver reads their own in full."""

    feedback: Feedback
    order: str
    given_at: dt.datetime | None
    edited_at: dt.datetime | None
    replied_at: dt.datetime | None
    giver: str
    receiver: str

    @property
    def url(self) -> str:
        return reverse("writers:feedback", args=[self.feedback.public_id])

    @property
    def direction(self) -> str:
        return str(Direction(self.feedback.direction).label)

    @property
    def overall(self) -> str:
        return rating_words(self.feedback.overall)

    @property
    def excerpt(self) -> str:
        words = self.feedback.strengths or self.feedback.improvements or self.feedback.notes
        return excerpt(words, EXCERPT)

    @property
    def ratings(self) -> list[tuple[str, int, str]]:
        """(label, number, words) of what was rated."""
        values = [(name, getattr(self.feedback, name)) for name in RATINGS]
        return [(label_of(name), value, rating_words(value)) for name, value in values if value]

    @property
    def marks(self) -> list[tuple[str, str, str]]:
        """(word, tone, icon) of the badges beside it."""
        return list(_marks(self.feedback))


def known(viewer: Member, feedback: Feedback) -> Known:
    """What `viewer`, who may see it, knows of it. No query for rows with RELATED."""
    feedback, open_ = judged(feedback, viewer.now), sees_order(viewer, feedback)
    return Known(
        feedback=feedback,
        order=feedback.order.number if open_ else "",
        given_at=feedback.given_at if open_ else None,
        edited_at=feedback.edited_at if open_ else None,
        replied_at=feedback.replied_at if open_ else None,
        giver=_giver(viewer, feedback, open_),
        receiver=_receiver(viewer, feedback),
    )


def label_of(name: str) -> str:
    """Of a rating."""
    return _("Overall") if name == "overall" else str(Category(name).label)


def rating_words(value: int | None) -> str:
    """“4 – Very good”."""
    return f"{value} – {Rating(value).label}" if value else ""


def _giver(viewer: Member, feedback: Feedback, open_: bool) -> str:
    if gave(viewer, feedback):
        return _("You")
    if not open_:
        return _("An anonymous client")
    if is_staff(viewer):
        return feedback.giver.public_name
    words = {
        Direction.EDITOR_TO_WRITER: _("The editor"),
        Direction.WRITER_TO_CLIENT: _("The writer"),
    }
    return words.get(Direction(feedback.direction), _("The client"))


def _receiver(viewer: Member, feedback: Feedback) -> str:
    """Clients rate “the editor”, unnamed; writers know no client by name."""
    if feedback.receiver is None:
        return feedback.account.name if is_staff(viewer) and feedback.account else _("The client")
    if feedback.receiver_id == viewer.member_id:
        return _("You")
    if feedback.direction == Direction.CLIENT_TO_EDITOR and not is_staff(viewer):
        return _("The editor")
    return feedback.receiver.public_name


def _marks(feedback: Feedback) -> Iterator[tuple[str, str, str]]:
    contest = contest_of(feedback)
    if feedback.given_at is None:
        yield _("Draft"), "neutral", "pencil"
    elif feedback.released_at is None:
        yield _("Not released yet"), "neutral", "clock"
    if feedback.anonymous:
        yield _("Anonymous"), "neutral", "eye-off"
    if contest is not None and contest.decided_at is None:
        yield _("Contested"), "warn", "scale"
    elif contest is not None and contest.outcome == ContestOutcome.UPHELD:
        yield _("Contest upheld"), "bad", "scale"
    if feedback.published_at and counts(feedback):
        yield _("Published"), "good", "world"
