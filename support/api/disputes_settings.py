"""`/api/v1/support/dispute-settings/`: the times of disputes, and the limit of support."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from project.base.api.bodies import bound
from project.base.api.endpoint import endpoint, only
from project.base.api.fields import money_text
from project.base.api.resource import Resource
from support.actions.disputes_policy import save_dispute_policy
from support.forms.disputes import PolicyForm
from support.rules.disputes_policy import can_edit_dispute_policy, dispute_policy_of

from .disputes_shapes import DisputeSettings, DisputeSettingsOut

MANAGERS = only(can_edit_dispute_policy)


class DisputeSettingsViewSet(Resource):
    """What an agency sets about its disputes."""

    single = True

    def shown(self, thing: Any) -> dict[str, Any]:
        policy = dispute_policy_of(self.http.agency)
        return {
            "answer_hours": policy.answer_hours,
            "reply_hours": policy.reply_hours,
            "decision_hours": policy.decision_hours,
            "appeal_days": policy.appeal_days,
            "support_limit": money_text(policy.support_limit),
        }

    @endpoint(MANAGERS, DisputeSettingsOut)
    def retrieve(self, request: Any) -> Response:
        """Read the times of disputes and the limit of support."""
        return self.ok(None)

    @endpoint(MANAGERS, DisputeSettingsOut, body=DisputeSettings)
    def update(self, request: Any) -> Response:
        """Set the times of disputes and the limit of support. What runs keeps its deadlines."""
        form = bound(PolicyForm, self.body)
        save_dispute_policy(actor=self.viewer, **form.cleaned_data)
        return self.ok(None)
