"""An editor's verdict with their feedback."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from orders.forms.reviews import MOST as MOST_NUMBER
from orders.models.deliveries import NOTE_LIMIT
from project.base.fields import BodyField, WholeNumberField
from project.base.forms import ActionForm
from writers.actions.feedback import TEXTS, Said
from writers.models import Feedback, RubricLevel
from writers.models.feedback import TEXT_LIMIT
from writers.querysets.rubrics import RubricTree
from writers.states.feedback import RATINGS, Category, Rating

#: None is chosen beforehand; the last takes a choice back.
CHOICES = [
    *((str(step.value), format_lazy("{} – {}", step.value, step.label)) for step in Rating),
    ("", _("Not rated")),
]
WRONG = {"invalid_choice": _("Choose an option from the list.")}


def _rating(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=CHOICES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages=WRONG,
    )


class VerdictForm(ActionForm):
    """`number` is the version that the page showed, `rubric` the version of what it is judged by,
    `feedback_version` that of what was said before (0: nothing). Levels are named by the places of their
    criterion and of themselves."""

    numbered = ("level-*",)

    number = WholeNumberField(label=_("Version"), most=MOST_NUMBER, widget=forms.HiddenInput)
    rubric = forms.CharField(max_length=10, required=False, widget=forms.HiddenInput)
    feedback_version = forms.IntegerField(
        required=False, min_value=0, max_value=MOST_NUMBER, widget=forms.HiddenInput
    )
    note = BodyField(label=_("Note to the writer"), max_length=NOTE_LIMIT, required=False, rows=2)
    overall = _rating(_("Overall"))
    quality = _rating(Category.QUALITY.label)
    communication = _rating(Category.COMMUNICATION.label)
    timeliness = _rating(Category.TIMELINESS.label)
    professionalism = _rating(Category.PROFESSIONALISM.label)
    strengths = BodyField(label=_("Strengths"), max_length=TEXT_LIMIT, required=False, rows=2)
    improvements = BodyField(label=_("Areas to improve"), max_length=TEXT_LIMIT, required=False, rows=2)
    notes = BodyField(label=_("Further remarks"), max_length=TEXT_LIMIT, required=False, rows=2)

    def __init__(self, *args: Any, tree: RubricTree | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.tree = tree
        for criterion, levels in tree.criteria if tree else ():
            self.fields[f"level-{criterion.position}"] = forms.ChoiceField(
                label=criterion.name,
                choices=[*((str(level.position), level.name) for level in levels), ("", _("Not rated"))],
                required=False,
                widget=forms.RadioSelect,
                error_messages=WRONG,
            )

    @property
    def said(self) -> Said | None:
        """What was said, once the form is valid; None when nothing was."""
        facts = self.cleaned_data
        ratings = {name: facts[name] for name in RATINGS if facts[name]}
        words = {name: facts[name] for name in TEXTS}
        return Said(ratings, **words) if ratings or any(words.values()) else None

    @property
    def levels(self) -> list[RubricLevel] | None:
        """The levels that were chosen, once the form is valid; None when nothing could be chosen."""
        chosen = self.cleaned_data
        if self.tree is None:
            return None
        return [
            level
            for criterion, levels in self.tree.criteria
            for level in levels
            if chosen.get(f"level-{criterion.position}") == str(level.position)
        ]


def given_before(feedback: Feedback | None) -> dict[str, Any]:
    """What the form begins with: what was said with an earlier verdict."""
    if feedback is None or feedback.given_at is None:
        return {}
    names = (*RATINGS, *TEXTS)
    chosen = {f"level-{each.criterion.position}": str(each.level.position) for each in feedback.levels.all()}
    return {**{name: getattr(feedback, name) for name in names}, **chosen}
