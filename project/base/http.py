"""The request as our middleware leaves it, for type checkers and readers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from .viewer import Viewer


class AgencyRequest(HttpRequest):
    """Any request: the host has named the agency."""

    agency: Any
    viewer: Viewer
    member: Any  # Membership | None
    htmx: HtmxDetails
    request_id: str
