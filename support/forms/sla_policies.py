"""A policy as it is typed: its conditions, and a row for each target."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agencies.states.sla import Priority, Target
from clients.models import ClientAccount
from project.base.errors import Invalid
from project.base.fields import LineField, WholeNumberField
from project.base.forms import ActionForm, rows_of
from project.base.viewer import Member
from support.models.sla_policies import NAME_LIMIT
from support.rules.sla_policies import Promise, Terms
from support.states.sla_policies import MOST_MINUTES, MOST_POLICIES, About

from .ladder import NAMES as STEP_NAMES
from .ladder import desk_of, step_rows

CHOOSE = {
    "invalid_choice": _("Choose an option from the list."),
    "required": _("Choose an option from the list."),
}
#: Minutes of each unit that a time can be typed in.
UNITS = {"minutes": 1, "hours": 60, "days": 24 * 60}


class PolicyForm(ActionForm):
    """Name, place and conditions. The client is found by name, or by id where several have the same."""

    name = LineField(label=_("Name"), max_length=NAME_LIMIT, error_messages={"required": _("Enter a name.")})
    position = WholeNumberField(
        label=_("Place in the list"),
        most=MOST_POLICIES,
        help_text=_("A ticket gets the first policy that fits."),
        error_messages={"required": _("Enter a number.")},
    )
    about = forms.ChoiceField(
        label=_("Tickets"),
        choices=[("", _("All tickets")), *About.choices],
        required=False,
        error_messages=CHOOSE,
    )
    priority = forms.ChoiceField(
        label=_("Priority"),
        choices=[("", _("Any priority")), *Priority.choices],
        required=False,
        error_messages=CHOOSE,
    )
    account = LineField(
        label=_("Client"),
        max_length=120,
        required=False,
        help_text=_("Name of the client account. Leave it empty for all clients."),
    )

    def __init__(self, *args: Any, viewer: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        self.viewer = viewer

    def clean_account(self) -> ClientAccount | None:
        typed = self.cleaned_data["account"]
        if not typed:
            return None
        rows = ClientAccount.objects.visible_to(self.viewer).current()
        found = list(rows.filter(name=typed)[:2]) or list(rows.filter(public_id=typed))
        if not found:
            raise ValidationError(_("There is no client with this name."))
        if len(found) > 1:
            raise ValidationError(
                _("Several clients have this name. Enter the ID from the address of their page.")
            )
        return found[0]


class TargetForm(ActionForm):
    """How long one target may take; an empty time promises nothing."""

    time = WholeNumberField(label=_("Time"), most=MOST_MINUTES, required=False)
    unit = forms.ChoiceField(
        label=_("Unit"),
        choices=[("minutes", _("minutes")), ("hours", _("hours")), ("days", _("days of 24 hours"))],
        initial="hours",
        error_messages=CHOOSE,
    )
    counts = forms.ChoiceField(
        label=_("Counts"),
        choices=[("working", _("in working hours")), ("always", _("around the clock"))],
        initial="working",
        error_messages=CHOOSE,
    )

    def __init__(self, *args: Any, target: Target, **options: Any) -> None:
        super().__init__(*args, **options)
        self.target = target

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("time") and facts["time"] * UNITS.get(facts.get("unit", ""), 1) > MOST_MINUTES:
            self.add_error("time", _("Enter 90 days at most."))
        return facts

    @property
    def promise(self) -> Promise | None:
        """What is promised, once the form is valid."""
        facts = self.cleaned_data
        if not facts["time"]:
            return None
        return Promise(self.target, facts["time"] * UNITS[facts["unit"]], facts["counts"] == "working")


class PolicyInput:
    """The whole page of a policy: one form, one for each target, and one for each step of the ladder."""

    def __init__(self, data: Any, *, viewer: Member, initial: Terms | None = None, place: int = 1) -> None:
        self.steps = step_rows(data, desk_of(viewer), initial.steps if initial else ())
        self.form = PolicyForm(data, viewer=viewer, initial=_initial(viewer, initial, place))
        kept = {one.target: one for one in initial.promises} if initial else {}
        self.targets = [
            TargetForm(data, prefix=target, target=target, initial=_typed(kept.get(target)))
            for target in Target
        ]
        self.problems: list[str] = []

    def is_valid(self) -> bool:
        valid = [one.is_valid() for one in (self.form, *self.targets, *self.steps)]
        return all(valid)

    def terms(self, key: str) -> Terms:
        """What is promised, once it is valid."""
        facts = self.form.cleaned_data
        promises = tuple(one.promise for one in self.targets if one.promise)
        account = facts["account"]
        conditions = {"about": facts["about"], "priority": facts["priority"]}
        steps = tuple(one.step for one in self.steps if one.step)
        account_id = account.pk if account else None
        return Terms(facts["name"], promises, **conditions, account_id=account_id, key=key, steps=steps)

    @property
    def position(self) -> int:
        return int(self.form.cleaned_data["position"])

    def add_refusal(self, refusal: Invalid) -> None:
        """What the action refused, beside its field or above the form."""
        beside = {name: texts for name, texts in refusal.errors.items() if name in self.form.fields}
        self.form.add_refusal(Invalid(beside))
        for name, texts in refusal.errors.items():
            if name not in beside:
                self.problems += [str(text) for text in texts]


#: The fields that the page takes.
NAMES: tuple[type[forms.BaseForm] | str, ...] = (
    PolicyForm,
    *(name for target in Target for name in rows_of(TargetForm, target)),
    *STEP_NAMES,
    "do",
    "base",
    "seen",
)


def _initial(viewer: Member, terms: Terms | None, place: int) -> dict[str, Any]:
    if terms is None:
        return {"position": place}
    account = ClientAccount.objects.visible_to(viewer).filter(pk=terms.account_id or 0).first()
    names = ("name", "about", "priority")
    return {**{name: getattr(terms, name) for name in names}, "position": place, "account": account or ""}


def _typed(promise: Promise | None) -> dict[str, Any]:
    if promise is None:
        return {}
    unit = "minutes" if promise.minutes % 60 else "hours"
    return {
        "time": promise.minutes // UNITS[unit],
        "unit": unit,
        "counts": "working" if promise.working else "always",
    }
