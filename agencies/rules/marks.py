"""Who deletes rows that carry a mark, and until when."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from agencies.models import Mark, MarkKind
from agencies.states.roles import is_management
from project.base.viewer import Viewer

#: How long an import can be undone. A trial can always be deleted.
UNDO = dt.timedelta(days=1)


def handles_marks(viewer: Viewer) -> bool:
    """Managers and owners import, try out, and take both back."""
    return is_management(viewer)


def undo_ends(mark: Mark) -> dt.datetime | None:
    """Until when the rows of a mark can be deleted; None for always."""
    return mark.made_at + UNDO if mark.kind == MarkKind.IMPORT else None


def why_no_undo(mark: Mark, now: dt.datetime) -> str:
    """What stands against deleting the rows of a mark by its time; "" for nothing."""
    ends = undo_ends(mark)
    if ends and now >= ends:
        return _("An import can be undone within a day. This one is older.")
    return ""
