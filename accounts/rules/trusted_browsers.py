"""Whether this browser is spared the second factor."""

from __future__ import annotations

from typing import Any

from accounts.actions.devices import is_trusted
from accounts.rules.browsers import device_of
from project.base.clock import now

#: In the session: the person has asked at sign-in that this browser be trusted. Whoever notes the sign-in does it.
WISH = "trust_this_browser"


def skips_second_factor(request: Any, user: Any) -> bool:
    """Whether the person trusts the browser of this request, at this agency."""
    return is_trusted(user, request.agency, device_of(request), now())
