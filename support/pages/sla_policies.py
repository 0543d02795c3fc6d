"""SLA policies, prepared for printing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agencies.states.sla import Priority, Target
from clients.models import ClientAccount
from project.base import marks
from project.base.viewer import Member
from support.models import SlaVersion
from support.rules.sla_policies import Book, Promise, Terms
from support.rules.tickets import DEFAULTS
from support.states.sla_policies import About

from .ladder import ladder_lines, people_of

#: Versions that the page lists.
MOST_VERSIONS = 20


def policy_lines(viewer: Member, book: Book) -> list[dict[str, Any]]:
    """The policies of a version in their order. A query where one of them names a client, and one where one
    names a person."""
    names, people = client_names(viewer, book.policies), people_of(viewer, book.policies)
    return [
        {
            "place": place,
            "name": terms.name,
            "url": reverse("support:policy", args=[terms.key]),
            "when": conditions(terms, names),
            "times": _times({one.target: one for one in terms.promises}),
            "steps": ladder_lines(terms, people),
        }
        for place, terms in enumerate(book.policies, start=1)
    ]


def client_names(viewer: Member, policies: Iterable[Terms]) -> dict[int, ClientAccount]:
    """The clients whom policies name."""
    asked = {one.account_id for one in policies if one.account_id}
    return ClientAccount.objects.visible_to(viewer).in_bulk(asked) if asked else {}


def conditions(terms: Terms, names: dict[int, ClientAccount]) -> list[str]:
    """When it holds, in words; one sentence where it asks nothing."""
    found = [
        About(terms.about).label if terms.about else "",
        _("Priority: %(priority)s") % {"priority": Priority(terms.priority).label} if terms.priority else "",
        names[terms.account_id].name if terms.account_id in names else "",
    ]
    return [str(each) for each in found if each] or [_("All tickets")]


def default_lines() -> list[dict[str, Any]]:
    """What is promised where no policy fits, by priority."""
    return [
        {
            "name": priority.label,
            "times": _times(
                {
                    target: Promise(target, int(goal.time.total_seconds()) // 60, goal.working)
                    for target in Target
                    if (goal := DEFAULTS.get((priority, target)))
                }
            ),
        }
        for priority in Priority
    ]


def _times(promises: dict[Target, Promise]) -> list[dict[str, str]]:
    return [{"label": str(target.label), **_time(promises.get(target))} for target in Target]


def _time(promise: Promise | None) -> dict[str, str]:
    if promise is None:
        return {"time": "–", "counts": ""}
    counts = _("working hours") if promise.working else _("around the clock")
    time = marks.span(promise.minutes, get_language() or "en", working=promise.working)
    return {"time": time, "counts": counts}


def version_lines(viewer: Member) -> list[dict[str, Any]]:
    """The last versions, the newest first. One query."""
    rows = SlaVersion.objects.visible_to(viewer).select_related("made_by").order_by("-number")
    return [
        {
            "number": row.number,
            "made_at": row.made_at,
            "by": row.made_by.public_name,
            "url": reverse("support:policy_version", args=[row.number]),
        }
        for row in rows[:MOST_VERSIONS]
    ]
