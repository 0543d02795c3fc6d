"""Two versions of an order's text, compared word by word."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.files.texts import Unreadable
from orders.pages.version_choice import versions_of
from orders.pages.version_comparison import Part, comparison_of
from orders.views.fetching import order_or_404
from project.base import query
from project.base.access import member_only
from project.base.http import MemberRequest

VIEWS = ("inline", "side")


@member_only
@require_safe
def compare(request: MemberRequest, number: str) -> HttpResponse:
    """The newest visible version against the one before it, or the two named by `from` and `to`.

    `part` chooses the text or a file, `old_file` and `new_file` pair two by hand, `view` says one column or
    two, `at` the change that is looked at.
    """
    order = order_or_404(request, number)
    older, newer = query.number(request.GET, "from"), query.number(request.GET, "to")
    versions = versions_of(request.viewer, order, older=older, newer=newer)
    found = versions.parts((query.text(request.GET, "old_file"), query.text(request.GET, "new_file")))
    wanted = query.text(request.GET, "part")
    part = next((part for part in found.parts if part.key == wanted), None) or next(iter(found.parts), None)
    context: dict[str, Any] = {"order": order, "numbers": versions.numbers, "files": found}
    context |= {"old": versions.old, "new": versions.new}
    context |= {"part": part, "view": query.choice(request.GET, "view", VIEWS, VIEWS[0])}
    context["taken"] = [row for row in dict.fromkeys((versions.old, versions.new)) if row.text]
    if part:
        context |= _compared(request, part, (versions.old.number, versions.new.number))
    return render(request, "orders/deliveries/compare.html", context)


def _compared(request: MemberRequest, part: Part, numbers: tuple[int, int]) -> dict[str, Any]:
    try:
        found = comparison_of(part, numbers)
    except Unreadable as refusal:
        return {"unreadable": str(refusal)}
    # The number of the change that is looked at; 0 for none.
    at = min(query.number(request.GET, "at", most=999_999), found.changes)
    return {
        "found": found,
        "at": at,
        "next_url": _at_url(request.GET, at + 1) if at < found.changes else "",
        "previous_url": _at_url(request.GET, at - 1) if at > 1 else "",
    }


def _at_url(given: QueryDict, at: int) -> str:
    asked = given.copy()
    asked["at"] = str(at)
    return f"?{asked.urlencode()}#change-{at}"
