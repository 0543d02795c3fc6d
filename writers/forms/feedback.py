"""Giving and answering feedback, and narrowing lists of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from project.base.fields import BodyField
from project.base.forms import ActionForm
from writers.actions.feedback import Said
from writers.actions.feedback_contests import DECISIONS
from writers.models.feedback import REPLY_LIMIT, TEXT_LIMIT
from writers.states.feedback import BY_CLIENT, RATINGS, Category, Direction, Rating

CHOOSE = {"required": _("Choose an overall rating."), "invalid_choice": _("Choose a rating from 1 to 5.")}
STEPS = [(str(step.value), f"{step.value} – {step.label}") for step in Rating]
UNSAID = ("", _("Can’t say"))


def _rating(label: Any) -> forms.ChoiceField:
    """Nothing is chosen until somebody chooses: what is left as it is, is not rated."""
    return forms.ChoiceField(
        label=label,
        choices=[*STEPS, UNSAID],
        required=False,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )


def _words(label: Any, help_text: Any = "") -> BodyField:
    return BodyField(label=label, max_length=TEXT_LIMIT, required=False, help_text=help_text)


class FeedbackForm(ActionForm):
    """What somebody says in one direction. `version` is what an edit was made from."""

    overall = forms.ChoiceField(
        label=_("Overall"), choices=STEPS, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    quality = _rating(Category.QUALITY.label)
    communication = _rating(Category.COMMUNICATION.label)
    timeliness = _rating(Category.TIMELINESS.label)
    professionalism = _rating(Category.PROFESSIONALISM.label)
    strengths = _words(_("Strengths"), _("What went well, and should stay as it is."))
    improvements = _words(_("Areas to improve"), _("What to do differently next time."))
    notes = _words(_("Further remarks"))
    anonymous = forms.BooleanField(
        label=_("Anonymous"),
        required=False,
        help_text=_(
            "Shown without your name, the order and a date, together with other feedback. The agency learns "
            "your name only if the feedback is contested."
        ),
    )
    allow_public = forms.BooleanField(
        label=_("The agency may publish this"),
        required=False,
        help_text=_("It may then appear with the writer’s portfolio, without your name."),
    )
    version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, direction: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.direction = direction
        if direction not in BY_CLIENT:
            del self.fields["anonymous"]
        if direction != Direction.CLIENT_TO_WRITER:
            del self.fields["allow_public"]

    def said(self) -> Said:
        """What was typed."""
        typed = self.cleaned_data
        ratings = {name: int(typed[name]) for name in RATINGS if typed[name]}
        return Said(
            ratings=ratings,
            strengths=typed["strengths"],
            improvements=typed["improvements"],
            notes=typed["notes"],
            anonymous=bool(typed.get("anonymous")),
            allow_public=bool(typed.get("allow_public")),
        )


class ReplyForm(ActionForm):
    text = BodyField(
        label=_("Your reply"), max_length=REPLY_LIMIT, error_messages={"required": _("Enter a reply.")}
    )


class ContestForm(ActionForm):
    reason = BodyField(
        label=_("Why is this feedback wrong?"),
        max_length=REPLY_LIMIT,
        error_messages={"required": _("Enter a reason.")},
    )


class DecisionForm(ActionForm):
    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[(outcome.value, outcome.label) for outcome in DECISIONS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an option."), "invalid_choice": _("Choose an option.")},
    )
    explanation = BodyField(
        label=_("Explanation"),
        max_length=REPLY_LIMIT,
        help_text=_("The giver and the receiver of the feedback read it."),
        error_messages={"required": _("Enter an explanation.")},
    )
