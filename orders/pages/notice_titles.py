"""How the bell names the orders that its notices are about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from orders.models import Order
from project.base.converters import OrderNumber
from project.base.text import excerpt
from project.base.viewer import Member

#: Characters of a title in a list of notices.
LONGEST = 90


def titles(viewer: Member, numbers: Sequence[str]) -> Mapping[str, str]:
    """The titles of the orders among `numbers` that the viewer sees now."""
    ours = [number for number in numbers if re.fullmatch(OrderNumber.regex, number)]
    if not ours:
        return {}
    rows = Order.objects.visible_to(viewer).filter(number__in=ours)
    return {number: excerpt(title, LONGEST) for number, title in rows.values_list("number", "title")}
