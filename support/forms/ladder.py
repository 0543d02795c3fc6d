"""The steps of a ladder, as plain rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.states.roles import STAFF
from agencies.states.sla import Priority, Target
from project.base import query
from project.base.fields import WholeNumberField
from project.base.forms import ActionForm
from project.base.units import PERCENT
from project.base.viewer import Member
from support.rules.ladder import problems_of
from support.rules.sla_policies import Step
from support.states.sla_policies import LEAST_PERCENT, MOST_PERCENT, MOST_STEPS, StepAct, Whom

CHOOSE = {"invalid_choice": _("Choose an option from the list.")}
#: Fields of the rows, as the view takes them; `steps` says how many there are, and comes back with the form.
NAMES = ("step-*-percent", "step-*-target", "step-*-act", "step-*-whom", "step-*-priority", "steps")
#: People of the desk that a step can name, at most.
MOST_PEOPLE = 200
#: Rows that wait for a step.
EMPTY = 3


def desk_of(viewer: Member) -> list[Membership]:
    """Whom a step can name."""
    rows = Membership.objects.live().with_role(*STAFF).filter(agency_id=viewer.agency_id)
    return list(rows.order_by("public_name", "pk")[:MOST_PEOPLE])


class StepForm(ActionForm):
    """One step. A row without a percent is left out."""

    percent = WholeNumberField(
        label=_("At %"), least=LEAST_PERCENT, most=MOST_PERCENT, unit=PERCENT, required=False
    )
    target = forms.ChoiceField(
        label=_("Of"),
        choices=[("", _("each target")), *Target.choices],
        required=False,
        error_messages=CHOOSE,
    )
    act = forms.ChoiceField(label=_("Then"), choices=StepAct.choices, required=False, error_messages=CHOOSE)
    whom = forms.ChoiceField(label=_("Person"), required=False, error_messages=CHOOSE)
    priority = forms.ChoiceField(
        label=_("To priority"),
        choices=[("", "–"), *[one for one in Priority.choices if one[0] != Priority.LOW]],
        required=False,
        error_messages=CHOOSE,
    )

    def __init__(self, *args: Any, people: Sequence[Membership], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {person.public_id: person for person in people}
        groups = [one for one in Whom.choices if one[0] != Whom.PERSON]
        names = [(key, person.public_name) for key, person in self.people.items()]
        self.fields["whom"].choices = [("", "–"), *groups, *names]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if not self.errors and (step := self.step):
            for name, text in problems_of(step).items():
                self.add_error(name, text)
        return facts

    @property
    def step(self) -> Step | None:
        """What is done, once the form is valid; None for an empty row."""
        facts = self.cleaned_data
        if not facts.get("percent"):
            return None
        person = self.people.get(facts["whom"])
        return Step(
            facts["percent"],
            facts["act"],
            facts["target"],
            Whom.PERSON if person else facts["whom"],
            person.pk if person else None,
            facts["priority"],
        )


def step_rows(data: Any, people: Sequence[Membership], steps: Sequence[Step]) -> list[StepForm]:
    """The rows: those that were typed, or those of a policy and some empty ones."""
    if data is not None:
        count = min(query.number(data, "steps", most=99), MOST_STEPS)
        return [StepForm(data, prefix=f"step-{row}", people=people) for row in range(count)]
    names = {person.pk: person.public_id for person in people}
    shown = [_initial(step, names) for step in steps] + [{}] * EMPTY
    return [
        StepForm(None, prefix=f"step-{row}", people=people, initial=initial)
        for row, initial in enumerate(shown[:MOST_STEPS])
    ]


def _initial(step: Step, names: dict[int, str]) -> dict[str, Any]:
    whom = names.get(step.person_id, "") if step.person_id else step.whom
    return {
        "percent": step.percent,
        "target": step.target,
        "act": step.act,
        "whom": whom,
        "priority": step.priority,
    }
