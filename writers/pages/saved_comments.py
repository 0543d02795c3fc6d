"""The comment bank, prepared for printing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from project.base.viewer import Viewer
from writers.models import SavedComment

ORDER, KINDS = ("-saved_at", "-id"), (dt.datetime, int)


def comments(viewer: Viewer) -> Any:
    """One's own and those that colleagues share."""
    return SavedComment.objects.visible_to(viewer).select_related("tag", "member")


def comment_row(viewer: Viewer, comment: SavedComment) -> dict[str, Any]:
    """One row; what is a colleague's can't be edited."""
    mine = comment.member_id == viewer.member_id
    return {
        "issue": comment.issue,
        "suggestion": comment.suggestion,
        "tag": comment.tag.name if comment.tag else "",
        "shared": comment.shared,
        "by": "" if mine else comment.member.public_name,
        "url": reverse("writers:saved_comment", args=[comment.public_id]) if mine else "",
        "delete_url": reverse("writers:saved_comment_delete", args=[comment.public_id]) if mine else "",
    }
