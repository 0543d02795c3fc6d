"""What goes in and out of `agencies/features/`."""

from __future__ import annotations

from agencies.models.features import REASON_LIMIT
from project.base.api import fields
from project.base.api.bodies import Out, Versioned


class SwitchBody(Versioned):
    """A switch of a feature, now or at a later moment."""

    on = fields.Flag()
    reason = fields.Text(max_length=REASON_LIMIT, help_text="Managers and owners read it in the history.")
    at = fields.Moment(required=False, allow_null=True, help_text="When; now without.")

    example = {"on": False, "reason": "We quote by phone.", "version": 1}


class PlanOut(Out):
    """A switch at a later moment."""

    id = fields.Id()
    feature = fields.Text()
    on = fields.Flag()
    reason = fields.Text()
    at = fields.Moment()
    state = fields.Choice(choices=["waiting", "done", "cancelled"])

    example = {
        "id": "k3x9m2p7qa",
        "feature": "quotes",
        "on": False,
        "reason": "We quote by phone.",
        "at": "2026-04-01T09:00:00Z",
        "state": "waiting",
    }


class FeatureOut(Out):
    """A feature. `on` is what the agency chose, or the default; it `works` while all that it `needs` is on,
    too. `impact` says what is open and would be left behind; only an answer about one feature has it."""

    key = fields.Text()
    label = fields.Text()
    description = fields.Text()
    on = fields.Flag()
    works = fields.Flag()
    default = fields.Flag()
    owners_only = fields.Flag()
    needs = fields.Items(child=fields.Text())
    impact = fields.Items(child=fields.Text())
    plan = PlanOut(allow_null=True)
    version = fields.Whole()

    example = {
        "key": "quotes",
        "label": "Quotes",
        "description": "Clients request quotes, and the desk offers a price for a draft until a date.",
        "on": True,
        "works": True,
        "default": True,
        "owners_only": False,
        "needs": [],
        "impact": ["3 quotes that were sent can be accepted until they expire."],
        "plan": None,
        "version": 1,
    }


class FeatureSwitchOut(Out):
    """A switch that was made. `by` is nobody where the program did it."""

    id = fields.Id()
    feature = fields.Text()
    on = fields.Flag()
    reason = fields.Text()
    by = fields.Text(allow_null=True)
    at = fields.Moment()
    planned = fields.Flag()
    undoes = fields.Id(allow_null=True)
    undone = fields.Flag()

    example = {
        "id": "k3x9m2p7qa",
        "feature": "quotes",
        "on": False,
        "reason": "We quote by phone.",
        "by": "Otto B.",
        "at": "2026-03-02T09:00:00Z",
        "planned": False,
        "undoes": None,
        "undone": False,
    }
