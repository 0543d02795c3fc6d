"""`/api/v1/writer-management/auto-accept-rules/`: rules that accept offers in their writer's name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from rest_framework.response import Response

from project.base.api.bodies import bound
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text, money_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from writers.actions.auto_accept import change_rule, create_rule, delete_rule
from writers.forms.auto_accept import RuleForm
from writers.models import AutoAcceptRule
from writers.pages.auto_accept import DAYS, Found, dry_run
from writers.rules.auto_accept import keeps_rules
from writers.views.auto_accept import form_options, initial_of, own_rules, rule_or_404

from .auto_accept_shapes import DryRunOut, NewRule, RuleFields, RuleOut

WRITERS = only(keeps_rules)
ORDER, KINDS = ("created_at", "id"), (dt.datetime, int)


class AutoAcceptRuleViewSet(Resource):
    """Your rules for accepting offers."""

    def thing(self, key: str) -> AutoAcceptRule:
        return rule_or_404(self.http, key)

    def shown(self, thing: AutoAcceptRule) -> dict[str, Any]:
        return rule_out(thing)

    @endpoint(WRITERS, RuleOut, listed=True)
    def list(self, request: Any) -> Response:
        """List your rules, the oldest first."""
        return page(self, own_rules(self.http), rule_out, order=ORDER, kinds=KINDS)

    @endpoint(WRITERS, RuleOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a rule."""
        return self.ok(self.thing(public_id))

    @endpoint(WRITERS, RuleOut, status=201, body=NewRule, creates=True)
    def create(self, request: Any) -> Response:
        """Create a rule. You can have up to 20."""
        made = create_rule(actor=self.viewer, now=self.now, fields=self._fields(self.body))
        address = f"/api/v1/writer-management/auto-accept-rules/{made.public_id}/"
        return self.created(made, address)

    @endpoint(WRITERS, RuleOut, body=RuleFields, versioned=True)
    def update(self, request: Any, public_id: str) -> Response:
        """Replace a rule. Without `enabled` it is switched off."""
        return self._save(self.thing(public_id), {"enabled": False, **self.body})

    @endpoint(WRITERS, RuleOut, body=RuleFields, versioned=True, partial=True)
    def partial_update(self, request: Any, public_id: str) -> Response:
        """Change some fields of a rule, or switch it on or off."""
        stored = self.thing(public_id)
        return self._save(stored, {**initial_of(stored), "enabled": stored.enabled, **self.body})

    @endpoint(WRITERS, status=204)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Delete a rule. Orders that it has accepted stay yours."""
        delete_rule(actor=self.viewer, rule=self.thing(public_id))
        return Response(status=204)

    @verb("dry-run", WRITERS, DryRunOut, method="get")
    def dry_run(self, request: Any, public_id: str) -> Response:
        """Try a rule on the offers that you had in the last 30 days, whatever became of them."""
        tried = dry_run(self.viewer, self.thing(public_id), self.now)
        return Response(
            {
                "days": DAYS,
                "offers": [tried_row(found) for found in tried.offered],
                "pool": [tried_row(found) for found in tried.pooled],
            }
        )

    def _save(self, stored: AutoAcceptRule, said: Mapping[str, Any]) -> Response:
        facts = {"actor": self.viewer, "rule": stored, "version": self.version()}
        return self.ok(change_rule(fields=self._fields(said, stored), **facts))

    def _fields(self, said: Mapping[str, Any], kept: AutoAcceptRule | None = None) -> dict[str, Any]:
        typed = {name: said[name] for name in RuleForm.base_fields if name in said}
        form = bound(RuleForm, typed, **form_options(self.http, kept))
        return {**form.cleaned_data, **{name: said[name] for name in ("enabled",) if name in said}}


def rule_out(rule: AutoAcceptRule) -> dict[str, Any]:
    """A rule as the API shows it."""
    return {
        "id": rule.public_id,
        "clients": rule.clients,
        "service": rule.service.key if rule.service else None,
        "subject": rule.subject.key if rule.subject else None,
        "min_fee": money_text(rule.min_fee),
        "min_days": rule.min_days,
        "max_quantity": rule.max_quantity,
        "enabled": rule.enabled,
        "version": rule.version,
        "created_at": moment_text(rule.created_at),
    }


def tried_row(found: Found) -> dict[str, Any]:
    """A line of a dry run."""
    return {
        "order": found.number or None,
        "at": moment_text(found.at),
        "fee": money_text(found.fee),
        "currency": found.currency,
    }
