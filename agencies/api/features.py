"""`/api/v1/agencies/features/`: what the agency can switch off, for its managers."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from agencies.actions import features as actions
from agencies.forms.features import SwitchForm
from agencies.models import Agency, FeaturePlan, FeatureSwitch
from agencies.pages import features as pages
from agencies.rules.features import sees_features
from agencies.views.features import plan_or_404, switch_or_404
from project.base.api.bodies import Nothing, bound
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotVisible
from project.base.features import features

from .feature_shapes import FeatureOut, FeatureSwitchOut, PlanOut, SwitchBody

MANAGERS = only(sees_features)


class FeatureViewSet(Resource):
    """Features of the agency."""

    lookup_field, lookup_value_converter = "key", "slug"

    def thing(self, key: str) -> str:
        if key not in features:
            raise NotVisible
        return key

    def shown(self, thing: str) -> dict[str, Any]:
        agency = self._agency()
        plan = FeaturePlan.objects.visible_to(self.viewer).ahead(self.now).filter(feature=thing).first()
        impact = pages.impact_of(agency, thing)
        return _row(self.viewer, thing, plan, actions.version_of(agency, thing), impact)

    @endpoint(MANAGERS, FeatureOut, listed=True, query=Nothing)
    def list(self, request: Any) -> Response:
        """List every feature, on one page."""
        waiting = FeaturePlan.objects.visible_to(self.viewer).ahead(self.now)
        plans = {plan.feature: plan for plan in waiting}
        versions = pages.versions_of(self.viewer)
        rows = [
            _row(self.viewer, key, plans.get(key), versions.get(key, 0) + 1, [])
            for key, _feature in features.items()
        ]
        return Response({"next": None, "previous": None, "results": rows})

    @endpoint(MANAGERS, FeatureOut)
    def retrieve(self, request: Any, key: str) -> Response:
        """Read a feature, with what a switch would leave behind."""
        return self.ok(self.thing(key))

    @endpoint(MANAGERS, FeatureOut, body=SwitchBody, versioned=True, moves=True)
    def update(self, request: Any, key: str) -> Response:
        """Switch a feature on or off, from the next request on, or at a later moment. What it keeps is
        kept."""
        self.thing(key)
        typed = {**self.body, "on": "on" if self.body["on"] else "off", "version": self.version()}
        said = bound(SwitchForm, typed).cleaned_data
        facts = {"actor": self.viewer, "key": key, "on": said["on"], "reason": said["reason"]}
        if said["at"]:
            actions.plan_switch(**facts, at=said["at"], now=self.now)
        else:
            actions.switch_feature(**facts, version=said["version"], now=self.now)
            self.viewer.agency.refresh_from_db(fields=["features", "planned"])
        return self.ok(key)

    @verb("history", MANAGERS, FeatureSwitchOut, method="get", detail=False, listed=True)
    def history(self, request: Any) -> Response:
        """List what was switched, the latest first."""
        rows = pages.switches_of(self.viewer).select_related("undoes")
        return page(self, rows, _switch, order=pages.NEWEST, kinds=pages.NEWEST_KINDS)

    @verb("history/<public_id:switch>/undo", MANAGERS, FeatureSwitchOut, detail=False, moves=True)
    def undo(self, request: Any, switch: str) -> Response:
        """Switch a feature back to what it was before. Answers the switch that does it."""
        actions.undo_switch(actor=self.viewer, switch=switch_or_404(self.http, switch), now=self.now)
        return Response(_switch(pages.switches_of(self.viewer).get(undoes__public_id=switch)))

    @verb("scheduled/<public_id:plan>/cancel", MANAGERS, PlanOut, detail=False, moves=True)
    def cancel(self, request: Any, plan: str) -> Response:
        """Cancel a switch that is scheduled."""
        row = actions.cancel_plan(actor=self.viewer, plan=plan_or_404(self.http, plan), now=self.now)
        return Response(_plan(row))

    def _agency(self) -> Agency:
        return Agency.objects.get(pk=self.viewer.agency_id)


def _row(viewer: Any, key: str, plan: FeaturePlan | None, version: int, impact: list[str]) -> dict[str, Any]:
    row = pages.feature_row(viewer, key, plan)
    return {
        "key": key,
        "label": str(row["label"]),
        "description": str(row["text"]),
        "on": row["on"],
        "works": row["works"],
        "default": features[key].default,
        "owners_only": row["owners"],
        "needs": list(features[key].needs),
        "impact": impact,
        "plan": _plan(plan) if plan else None,
        "version": version,
    }


def _plan(plan: FeaturePlan) -> dict[str, Any]:
    return {
        "id": plan.public_id,
        "feature": plan.feature,
        "on": plan.on,
        "reason": plan.reason,
        "at": moment_text(plan.at),
        "state": plan.state,
    }


def _switch(row: FeatureSwitch) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "feature": row.feature,
        "on": row.on,
        "reason": row.reason,
        "by": row.by.public_name if row.by else None,
        "at": moment_text(row.at),
        "planned": row.plan_id is not None,
        "undoes": row.undoes.public_id if row.undoes else None,
        "undone": getattr(row, "undone_by", None) is not None,
    }
