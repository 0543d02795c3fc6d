"""`/api/v1/orders/revision-policy/` and `revision-figures/`: what an agency makes of revisions, and what its
revisions were like."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rest_framework.response import Response

from agencies.models import Agency
from agencies.rules.agencies import is_staff
from orders.actions.revision_policy import BOUNDS, HOURS, save_policy
from orders.forms.revision_policy import PolicyForm
from orders.pages.revisions.figures import figures
from orders.rules.revision_policy import can_edit_policy, rules_of
from orders.states.revision_choices import Severity
from project.base.api import fields
from project.base.api.bodies import Body, Out, Query, bound
from project.base.api.endpoint import endpoint, only
from project.base.api.resource import Resource

MANAGERS, STAFF = only(can_edit_policy), only(is_staff)
PERIODS = (30, 90)
RULE = {"hours": 24, "uses_round": True, "wants_place": False, "wants_wish": False}
POLICY = {
    "included_rounds": 2,
    "review_days": 14,
    "grace_days": 30,
    "length_tolerance": 10,
    "severities": dict.fromkeys(Severity.values, RULE),
}


def _bounded(name: str, help_text: str) -> fields.Whole:
    least, most = BOUNDS[name]
    return fields.Whole(least=least, most=most, help_text=help_text)


class SeverityRuleBody(Body):
    """What one severity means."""

    hours = fields.Whole(least=HOURS[0], most=HOURS[1], help_text="Working hours until the deadline.")
    uses_round = fields.Flag(help_text="Uses an included round.")
    wants_place = fields.Flag(help_text="Each point must say where.")
    wants_wish = fields.Flag(help_text="Each point must say what is wanted instead.")

    example = RULE


class SeverityRulesBody(Body):
    minor = SeverityRuleBody()
    moderate = SeverityRuleBody()
    major = SeverityRuleBody()
    critical = SeverityRuleBody()

    example = POLICY["severities"]  # type: ignore[assignment]


class RevisionPolicyBody(Body):
    """The whole policy. It holds for requests and deliveries from now on."""

    included_rounds = _bounded("included_rounds", "Revisions included in every order.")
    review_days = _bounded("review_days", "Days that the client has to answer a delivery.")
    grace_days = _bounded("grace_days", "Days after completion in which a revision can be requested.")
    length_tolerance = _bounded(
        "length_tolerance", "By how many percent a text may miss the ordered length without a warning."
    )
    severities = SeverityRulesBody()

    example = POLICY


class SeverityRuleChange(Body):
    hours = fields.Whole(least=HOURS[0], most=HOURS[1], required=False)
    uses_round = fields.Flag(required=False)
    wants_place = fields.Flag(required=False)
    wants_wish = fields.Flag(required=False)


class SeverityRulesChange(Body):
    minor = SeverityRuleChange(required=False)
    moderate = SeverityRuleChange(required=False)
    major = SeverityRuleChange(required=False)
    critical = SeverityRuleChange(required=False)


class RevisionPolicyChange(RevisionPolicyBody):
    """What changes of the policy; all else stays."""

    severities = SeverityRulesChange(required=False)

    example = {"grace_days": 14, "severities": {"minor": {"hours": 8}}}


class SeverityRuleOut(Out):
    hours = fields.Whole()
    uses_round = fields.Flag()
    wants_place = fields.Flag()
    wants_wish = fields.Flag()


class SeverityRulesOut(Out):
    minor = SeverityRuleOut()
    moderate = SeverityRuleOut()
    major = SeverityRuleOut()
    critical = SeverityRuleOut()


class RevisionPolicyOut(Out):
    """The agency’s policy for revisions."""

    included_rounds = fields.Whole()
    review_days = fields.Whole()
    grace_days = fields.Whole()
    length_tolerance = fields.Whole()
    severities = SeverityRulesOut()

    example = POLICY


class FiguresQuery(Query):
    days = fields.Choice(choices=[str(days) for days in PERIODS], default=str(PERIODS[0]))


class RoundsOut(Out):
    """How many orders had how many rounds; `3` stands for three or more."""

    rounds = fields.Whole()
    orders = fields.Whole()


class CausesOut(Out):
    work = fields.Whole()
    change = fields.Whole()


class RevisionFiguresOut(Out):
    """Of requests made in the last `days`: how many, how many of them answered, the median time to the first
    answer (null without any), and why. Of orders first delivered in them: how many rounds they had."""

    days = fields.Whole()
    asked = fields.Whole()
    answered = fields.Whole()
    median_minutes = fields.Whole(allow_null=True, most=1_000_000_000)
    orders = fields.Whole()
    rounds = RoundsOut(many=True)
    causes = CausesOut()

    example = {
        "days": 30,
        "asked": 12,
        "answered": 10,
        "median_minutes": 310,
        "orders": 40,
        "rounds": [{"rounds": 0, "orders": 29}, {"rounds": 1, "orders": 11}],
        "causes": {"work": 9, "change": 3},
    }


class RevisionPolicyViewSet(Resource):
    """The policy, which managers set."""

    single = True

    @endpoint(MANAGERS, RevisionPolicyOut)
    def retrieve(self, request: Any) -> Response:
        """Read the agency’s policy for revisions."""
        return Response(policy_of(self.http.agency))

    @endpoint(MANAGERS, RevisionPolicyOut, body=RevisionPolicyBody)
    def update(self, request: Any) -> Response:
        """Set the agency’s policy for revisions. It holds for requests and deliveries from now on."""
        return self._save(self.body)

    @endpoint(MANAGERS, RevisionPolicyOut, body=RevisionPolicyChange, partial=True)
    def partial_update(self, request: Any) -> Response:
        """Change some of the agency’s policy for revisions."""
        before, said = policy_of(self.http.agency), dict(self.body)
        changed = said.pop("severities", {})
        severities = {
            severity: {**rule, **changed.get(severity, {})} for severity, rule in before["severities"].items()
        }
        return self._save({**before, **said, "severities": severities})

    def _save(self, said: Mapping[str, Any]) -> Response:
        typed = {name: said[name] for name in BOUNDS}
        for severity, rule in said["severities"].items():
            typed |= {f"{severity}-{name}": value for name, value in rule.items()}
        agency = self.http.agency
        form = bound(PolicyForm, typed, agency=agency, rules=rules_of(agency))
        return Response(policy_of(save_policy(actor=self.viewer, **form.facts())))


class RevisionFiguresViewSet(Resource):
    """The figures, which the desk reads."""

    single = True

    @endpoint(STAFF, RevisionFiguresOut, query=FiguresQuery)
    def retrieve(self, request: Any) -> Response:
        """Read what the agency’s revisions were like. How soon requests were answered, how many rounds orders
        needed, and why."""
        days = int(self.asked["days"])
        found = figures(self.http.agency, since=self.now - dt.timedelta(days=days), now=self.now)
        median = None if found.median is None else int(found.median.total_seconds()) // 60
        return Response(
            {
                "days": days,
                "asked": found.asked,
                "answered": found.answered,
                "median_minutes": median,
                "orders": found.orders,
                "rounds": [{"rounds": rounds, "orders": count} for rounds, count in found.rounds.items()],
                "causes": dict(found.causes),
            }
        )


def policy_of(agency: Agency) -> dict[str, Any]:
    """The policy as the API has it. One query."""
    severities = {}
    for severity, rule in rules_of(agency).items():
        severities[severity] = {name: value for name, value in asdict(rule).items() if name != "severity"}
    return {**{name: getattr(agency, name) for name in BOUNDS}, "severities": severities}
