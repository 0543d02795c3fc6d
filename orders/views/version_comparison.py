"""Two versions of an order's text, compared word by word."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.files.texts import Unreadable
from orders.models import Attachment, Delivery, Order
from orders.pages.order.deliveries import readable_deliveries
from orders.pages.version_comparison import Part, Parts, comparison_of, parts_of
from orders.rules.sides import sides_of
from orders.views.fetching import order_or_404
from project.base import query
from project.base.access import member_only
from project.base.errors import NotVisible
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
    rows = _visible(request, order)
    numbers = list(rows.values_list("number", flat=True))
    old, new = _two(rows, *_asked(request.GET, numbers))
    found = _parts(request, old, new)
    wanted = query.text(request.GET, "part")
    part = next((part for part in found.parts if part.key == wanted), None) or next(iter(found.parts), None)
    context: dict[str, Any] = {"order": order, "numbers": numbers, "old": old, "new": new, "files": found}
    context |= {"part": part, "view": query.choice(request.GET, "view", VIEWS, VIEWS[0])}
    context["taken"] = [row for row in dict.fromkeys((old, new)) if row.text]
    if part:
        context |= _compared(request, part, (old.number, new.number))
    return render(request, "orders/deliveries/compare.html", context)


def _parts(request: MemberRequest, old: Delivery, new: Delivery) -> Parts:
    """What the two have, with what the reader paired by hand; nothing for one compared with itself."""
    if old.number == new.number:
        return Parts(())
    files = Attachment.objects.filter(delivery__in=[old, new]).select_related("file").order_by("id")
    chosen = (query.text(request.GET, "old_file"), query.text(request.GET, "new_file"))
    return parts_of(old, new, files, chosen)


def _visible(request: MemberRequest, order: Order) -> Any:
    rows = readable_deliveries(request.viewer, order, sides_of(request.viewer, order))
    return rows.order_by("number")


def _asked(given: QueryDict, numbers: list[int]) -> tuple[int, int]:
    """The numbers of the older and the newer version, the same one twice while
    there is no other. Raises NotVisible."""
    if not numbers:
        raise NotVisible()
    new = _chosen(numbers, query.number(given, "to"), numbers[-1])
    before = [number for number in numbers if number < new] or numbers[:1]
    old = _chosen(numbers, query.number(given, "from"), before[-1])
    return min(old, new), max(old, new)


def _chosen(numbers: list[int], wanted: int, usual: int) -> int:
    return wanted if wanted in numbers else usual


def _two(rows: Any, old: int, new: int) -> tuple[Delivery, Delivery]:
    """The two versions with their texts; the same one twice when it is to be compared with itself."""
    found = {row.number: row for row in rows.filter(number__in=[old, new])}
    return found[old], found[new]


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
