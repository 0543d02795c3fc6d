"""`/api/v1/agencies/members/{id}/sign-out/`: ending a member's sessions, for those who manage people."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from accounts.actions.sign_outs import sign_out_member
from accounts.forms.recovery import ReasonForm
from accounts.views.recovery import helped_or_404
from agencies.models.membership import REASON_LIMIT
from agencies.rules.agencies import manages_people
from project.base.api import fields
from project.base.api.bodies import Body, Out, bound
from project.base.api.endpoint import only, verb
from project.base.api.resource import Resource

MANAGES = only(manages_people)


class SignOutReason(Body):
    """Why, in the words that the person reads in the mail."""

    reason = fields.Text(max_length=REASON_LIMIT)

    example = {"reason": "You told us that your laptop was stolen."}


class SignedOutOut(Out):
    """How many sessions have ended. Without one nobody is told."""

    ended = fields.Whole()

    example = {"ended": 2}


class SigningOutViewSet(Resource):
    """Sessions of members at this agency."""

    @verb("sign-out", MANAGES, SignedOutOut, body=SignOutReason, moves=True)
    def sign_out(self, request: Any, public_id: str) -> Response:
        """End a member’s sessions at this agency. Browsers that were trusted are trusted no longer."""
        member = helped_or_404(self.http, public_id)
        reason = bound(ReasonForm, self.body).cleaned_data["reason"]
        done = sign_out_member(actor=self.viewer, member=member, reason=reason, now=self.now)
        return Response({"ended": done.sessions if done else 0})
