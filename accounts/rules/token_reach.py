"""What a token reaches of the records that a person has at several agencies."""

from __future__ import annotations

from typing import Any

from project.base.http import AgencyRequest


def within_reach(rows: Any, request: AgencyRequest) -> Any:
    """Of a person's own `rows` (of OfPerson, or events) all for a session, whose person sits there; for a
    token those of its own agency: it is bound to that one."""
    return rows.filter(agency_id=request.agency_id) if request.token else rows
