"""What a ladder may be."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from django.utils.translation import gettext as _

from agencies.states.sla import Priority, Target
from support.states.sla_policies import LEAST_PERCENT, MOST_PERCENT, MOST_STEPS, StepAct, Whom

from .sla_policies import Step


def step_problem(steps: Sequence[Step]) -> str:
    """What is wrong with the steps of a policy, in words; "" for nothing."""
    if len(steps) > MOST_STEPS:
        return _("A policy can have at most %(most)s steps.") % {"most": MOST_STEPS}
    found = [problem for one in steps for problem in problems_of(one).values()]
    if not found and any(_are_one(*pair) for pair in combinations(steps, 2)):
        return _("A step is listed twice.")
    return found[0] if found else ""


def problems_of(step: Step) -> dict[str, str]:
    """What is wrong with one step, by field."""
    choose, found = _("Choose an option from the list."), {}
    if not LEAST_PERCENT <= step.percent <= MOST_PERCENT:
        found["percent"] = _("Enter a number between %(least)s and %(most)s.") % {
            "least": LEAST_PERCENT,
            "most": MOST_PERCENT,
        }
    if step.act not in StepAct.values:
        found["act"] = choose
    if step.target not in ("", *Target.values):
        found["target"] = choose
    return found | _of_act(step)


def _of_act(step: Step) -> dict[str, str]:
    """Each act says its own, and nothing else."""
    found, raises = {}, step.act == StepAct.RAISE
    if step.act == StepAct.NOTIFY and step.whom not in Whom.values:
        found["whom"] = _("Choose who is told.")
    if step.act == StepAct.REASSIGN and step.whom != Whom.PERSON:
        found["whom"] = _("Choose the person who gets the ticket.")
    if step.act == StepAct.WATCH and step.whom != Whom.PERSON:
        found["whom"] = _("Choose the person who watches the ticket.")
    if raises and step.priority not in (Priority.NORMAL, Priority.HIGH, Priority.CRITICAL):
        found["priority"] = _("Choose a priority above low.")
    if raises and (step.whom or step.person_id):
        found["whom"] = _("Leave this empty: nobody is chosen here.")
    if not raises and step.priority:
        found["priority"] = _("Leave this empty: this step raises no priority.")
    if not raises and (step.whom == Whom.PERSON) != bool(step.person_id):
        found["whom"] = _("Choose someone of the desk.")
    return found


def _are_one(first: Step, second: Step) -> bool:
    targets = {first.target, second.target}
    return first.same == second.same and (len(targets) == 1 or "" in targets)
