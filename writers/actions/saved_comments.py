"""The comment bank: remarks that editors keep to use them again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.rules.agencies import is_editor
from project.base.errors import Invalid, require
from project.base.locks import locked
from project.base.viewer import Member
from writers.models import FeedbackPoint, SavedComment
from writers.models.feedback_parts import MOST_SAVED
from writers.rules.feedback_points import can_edit_point

from .feedback_tags import tag_named


@dataclass(frozen=True)
class CommentSaid:
    """A remark; `tag` by its name. `shared`: other editors of the agency use it too."""

    issue: str
    suggestion: str = ""
    tag: str = ""
    shared: bool = False


def save_comment(*, actor: Member, said: CommentSaid, now: dt.datetime) -> SavedComment:
    """Keep a remark. The same again is the second of two clicks. Raises Invalid under "issue" when it is
    empty or the editor has as many as they may."""
    require(is_editor(actor))
    _check(said)
    with transaction.atomic():
        locked(actor, actor.membership, no_key=True)
        own = SavedComment.objects.filter(agency_id=actor.agency_id, member_id=actor.member_id)
        tag = tag_named(actor.agency_id, said.tag)
        words = {"issue": said.issue, "suggestion": said.suggestion, "tag": tag}
        if made := own.filter(**words).first():
            return made
        if own.count() >= MOST_SAVED:
            text = _("You can save at most %(most)s comments. Delete one first.") % {"most": MOST_SAVED}
            raise Invalid({"issue": text})
        return SavedComment.objects.create(
            agency_id=actor.agency_id, member_id=actor.member_id, shared=said.shared, saved_at=now, **words
        )


def save_point(*, actor: Member, point: FeedbackPoint, now: dt.datetime) -> SavedComment:
    """Keep what one's own point says, without its place. Raises as save_comment."""
    require(can_edit_point(actor, point))
    tag = point.tag.name if point.tag else ""
    return save_comment(actor=actor, said=CommentSaid(point.issue, point.suggestion, tag), now=now)


def edit_comment(*, actor: Member, comment: SavedComment, said: CommentSaid) -> SavedComment:
    """Change one's own remark. Raises Invalid under "issue" when that is empty."""
    require(is_editor(actor) and comment.member_id == actor.member_id)
    _check(said)
    with transaction.atomic():
        comment = locked(actor, comment)
        comment.issue, comment.suggestion, comment.shared = said.issue, said.suggestion, said.shared
        comment.tag = tag_named(actor.agency_id, said.tag)
        comment.save()
    return comment


def delete_comment(*, actor: Member, comment: SavedComment) -> None:
    """Delete one's own remark. Points that it was used for stay. Does nothing when it is gone."""
    require(is_editor(actor) and comment.member_id == actor.member_id)
    SavedComment.objects.filter(agency_id=actor.agency_id, pk=comment.pk).delete()


def _check(said: CommentSaid) -> None:
    if not said.issue:
        raise Invalid({"issue": _("Enter what should change.")})
