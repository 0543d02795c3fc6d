"""Which deadline an order can have at all. By when it can be done is another question: lead_time."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from catalog.pricing.paces import SHORTEST

#: The longest time from placing to the deadline.
LONGEST = dt.timedelta(days=730)


def deadline_problem(deadline: dt.datetime, now: dt.datetime) -> str:
    """Why an order cannot have this deadline; "" when it can."""
    if deadline < now + SHORTEST:
        return _("Choose a deadline at least %(hours)s hours from now.") % {
            "hours": int(SHORTEST.total_seconds() // 3600)
        }
    if deadline > now + LONGEST:
        return _("Choose a date within the next two years.")
    return ""
