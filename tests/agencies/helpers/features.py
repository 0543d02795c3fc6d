"""Features that were switched."""

from __future__ import annotations

import datetime as dt
from typing import Any

from agencies.actions.features import plan_switch, switch_feature
from agencies.models import FeaturePlan, FeatureSwitch
from project.base import clock
from tests.helpers.cast import Cast


def switched(cast: Cast) -> tuple[FeatureSwitch, FeaturePlan]:
    """Presets of Inkwell, which were off and are on again; and a plan for its quotes."""
    facts: Any = {"actor": cast.max, "reason": "Spring", "now": clock.now()}
    switch_feature(**facts, key="presets", on=False)
    switch = switch_feature(**facts, key="presets", on=True)
    assert switch is not None
    day = clock.now() + dt.timedelta(days=1)
    return switch, plan_switch(**facts, key="quotes", on=False, at=day)


def feature_doors(cast: Cast) -> dict[str, dict[str, Any]]:
    """The arguments of their pages."""
    switch, plan = switched(cast)
    return {
        "agencies:features": {},
        "agencies:feature": {"key": "presets"},
        "agencies:feature_history": {},
        "agencies:feature_undo": {"public_id": switch.public_id},
        "agencies:feature_plan_cancel": {"public_id": plan.public_id},
    }
