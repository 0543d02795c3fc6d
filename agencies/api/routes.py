"""The resources of the agency and their paths below /api/v1/."""

from __future__ import annotations

from .invitations import InvitationViewSet
from .members import MemberViewSet

ROUTES = [
    ("agencies/members", MemberViewSet, "members"),
    ("agencies/invitations", InvitationViewSet, "invitations"),
]
