"""`/api/v1/orders/class-members/{id}/link/` and `/api/v1/orders/classes/{id}/links/`: links of members, sent
and revoked. No key ever leaves by the API."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rest_framework.response import Response

from cohorts.actions.member_links import revoke_link, send_all_links, send_link
from cohorts.models import CohortMember, MemberLink
from cohorts.rules.member_links import without_link
from project.base.api.endpoint import endpoint, verb
from project.base.api.fields import moment_text

from .assignment import ClassAssignmentViewSet
from .classes import PLANNERS
from .member_shapes import LinksSentOut, MemberLinkOut
from .members import ClassMemberViewSet


class ClassLinksViewSet(ClassAssignmentViewSet):
    """Classes with all that stands beneath one."""

    @verb("links", PLANNERS, LinksSentOut, moves=True)
    def links(self, request: Any, public_id: str) -> Response:
        """Mail a link to every member who has an address and no link that works, by a job. `waiting`: how
        many these are."""
        cohort = self.thing(public_id)
        send_all_links(actor=self.viewer, cohort=cohort)
        return Response({"waiting": without_link(cohort, self.now).count()})


class ClassMemberLinkViewSet(ClassMemberViewSet):
    """Members of classes, with their links."""

    @verb("link", PLANNERS, MemberLinkOut, method="get")
    def link(self, request: Any, public_id: str) -> Response:
        """Read whether a member has a link that works."""
        return Response(link_shown(self.thing(public_id), self.now))

    @link.mapping.post
    @endpoint(PLANNERS, MemberLinkOut, moves=True)
    def send_link(self, request: Any, public_id: str) -> Response:
        """Mail a member a link of their own. The one before stops working."""
        member = self.thing(public_id)
        send_link(actor=self.viewer, member=member, now=self.now)
        return Response(link_shown(member, self.now))

    @link.mapping.delete
    @endpoint(PLANNERS, status=204, moves=True)
    def revoke_link(self, request: Any, public_id: str) -> Response:
        """Make the link of a member worthless."""
        revoke_link(actor=self.viewer, member=self.thing(public_id), now=self.now)
        return Response(status=204)


def link_shown(member: CohortMember, now: dt.datetime) -> dict[str, Any]:
    """The newest link of a member, without what opens it."""
    rows = MemberLink.objects.filter(agency_id=member.agency_id, member=member)
    link = rows.order_by("-id").first()
    if link is None:
        return {"state": "none", "address": "", "sent_at": None, "expires_at": None}
    state = "expired" if link.expires_at <= now else "works"
    return {
        "state": "revoked" if link.revoked_at else state,
        "address": link.address,
        "sent_at": moment_text(link.created_at),
        "expires_at": moment_text(link.expires_at),
    }
