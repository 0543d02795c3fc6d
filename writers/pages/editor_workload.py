"""An editor's load, prepared for the queue, the page of their workload and the page of a member."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.hooks import PersonPanel
from agencies.models import Membership
from agencies.states.roles import Role
from project.base.viewer import Member, Viewer
from writers.rules.editor_workload import ReviewLoad, load_of, own_load

TEMPLATE = "writers/editor_workload/_person_panel.html"


@dataclass(frozen=True)
class LoadLine:
    """Printed: “3 of 5 reviews”, its meter, and what speaks against one more."""

    words: str
    value: int
    most: int
    reasons: list[str]
    url: str


def own_line(viewer: Member, now: dt.datetime) -> LoadLine:
    """The viewer's own, for the queue. Three queries."""
    return _line(own_load(viewer, now), reverse("writers:workload"))


def line_of(member: Membership, now: dt.datetime) -> LoadLine:
    """An editor's, for the desk. Three queries."""
    found = load_of(member.agency, [member], now)[member.pk]
    return _line(found, reverse("writers:desk_workload", args=[member.public_id]))


def person_panel(viewer: Viewer, member: Membership, now: dt.datetime) -> PersonPanel | None:
    """On the page of a member who edits: the way to their workload."""
    if member.ended_at or Role.EDITOR not in member.roles:
        return None
    context: dict[str, Any] = {"line": line_of(member, now)}
    return PersonPanel(TEMPLATE, context)


def _line(load: ReviewLoad, url: str) -> LoadLine:
    words = _("%(n)s of %(most)s reviews") % {"n": load.in_hand, "most": load.most}
    return LoadLine(words, load.in_hand, load.most, [reason.words for reason in load.reasons], url)
