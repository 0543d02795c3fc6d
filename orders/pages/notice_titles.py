"""How the bell names the orders that its notices are about, and which of them were deleted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from orders.models import Order
from orders.states.numbers import can_go
from project.base.compiled import Among, Slot, compiled
from project.base.converters import OrderNumber
from project.base.text import excerpt
from project.base.viewer import Member, Viewer

#: Characters of a title in a list of notices.
LONGEST = 90


def titles(viewer: Member, numbers: Sequence[str]) -> Mapping[str, str]:
    """The titles of the orders among `numbers` that the viewer sees now."""
    ours = [number for number in numbers if re.fullmatch(OrderNumber.regex, number)]
    if not ours:
        return {}
    return {number: excerpt(title, LONGEST) for number, title in _visible(viewer, numbers=ours)}


def gone(viewer: Member, numbers: Sequence[str]) -> set[str]:
    """Those that were deleted since: of orders that can be, those that are not there. One query, none without
    such a number."""
    ours = {number for number in numbers if re.fullmatch(OrderNumber.regex, number) and can_go(number)}
    if not ours:
        return set()
    rows = Order.objects.filter(agency_id=viewer.agency_id, number__in=ours)
    return ours - set(rows.values_list("number", flat=True))


@compiled
def _visible(viewer: Viewer, numbers: Slot) -> QuerySet[Any, Any]:
    """The orders of these numbers, each asked by itself whether the viewer sees it: an Exists or a join the
    database would turn round, and read all of a client's orders."""
    named = Order.objects.filter(Among("number", numbers), agency_id=viewer.agency_id)
    seen = Order.objects.visible_to(viewer).filter(pk=OuterRef("pk")).values("pk")[:1]
    return named.annotate(seen=Subquery(seen)).filter(seen__isnull=False).values_list("number", "title")
