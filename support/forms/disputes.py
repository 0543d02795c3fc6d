"""What the sides and the desk type in a dispute. What fits an order is the action's to say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from agencies.files.types import ACCEPT
from agencies.models import Membership
from drafts.forms.drafts import files_hint
from orders.actions.eligibility import MAX_FEE
from orders.forms.deliveries import FilesOnceForm
from project.base.fields import AmountField, BodyField, FilesField, WholeNumberField
from project.base.forms import ActionForm
from project.base.money import LARGEST
from project.base.units import DAYS, HOURS, PERCENT
from support.actions.disputes_terms import Terms
from support.models.disputes import MOST_POINTS, POINT_LIMIT, TEXT_LIMIT, WORDS_LIMIT
from support.states.disputes import LEAST_HOURS, LONGEST_EXTENSION, MOST_DAYS, MOST_HOURS, Outcome, Reason

CHOOSE_ONE = _("Choose…")
CHOOSE = {"required": _("Choose an option."), "invalid_choice": _("Choose an option from the list.")}


def one_of(choices: type[TextChoices]) -> list[tuple[str, Any]]:
    """With nothing chosen at first: what has consequences is nobody's by default."""
    return [("", CHOOSE_ONE), *choices.choices]


class WithFiles(FilesOnceForm):
    """What a side says, with files beside it."""

    # Django takes the fields out of the class: what it calls `files` itself is the uploads of a form.
    files = FilesField(label=_("Files"), required=False)  # type: ignore[assignment]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["files"].help_text = files_hint()
        self.fields["files"].widget.attrs["accept"] = ACCEPT

    def said(self) -> dict[str, Any]:
        """As the actions take it."""
        typed = {**self.cleaned_data}
        return {"uploads": typed.pop("files"), **typed}


class ClaimForm(WithFiles):
    """Why an order is disputed; points stand on lines of their own."""

    reason = forms.ChoiceField(label=_("What is it about?"), choices=one_of(Reason), error_messages=CHOOSE)
    text = BodyField(
        label=_("What happened?"),
        max_length=TEXT_LIMIT,
        rows=6,
        help_text=_("The other side and the agency will read this."),
    )
    points = BodyField(
        label=_("Points"),
        max_length=MOST_POINTS * (POINT_LIMIT + 1),
        required=False,
        rows=4,
        help_text=_("One per line. If the text is to be redone, these become the points of the revision."),
    )

    field_order = ("reason", "text", "points", "files")

    def clean_points(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["points"].splitlines()]
        points = [line for line in lines if line]
        if any(len(point) > POINT_LIMIT for point in points):
            words = _("Use no more than %(most)s characters in a line.")
            raise forms.ValidationError(words, params={"most": POINT_LIMIT})
        return points


class StatementForm(WithFiles):
    """A response, or an appeal."""

    text = BodyField(
        label=_("Your statement"),
        max_length=TEXT_LIMIT,
        rows=6,
        help_text=_("The other side and the agency will read this."),
    )
    field_order = ("text", "files")


class CounterForm(ActionForm):
    """What a side would agree to instead of the open proposal of that `number`."""

    number = forms.IntegerField(min_value=1, max_value=30_000, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("Outcome"), choices=one_of(Outcome), error_messages=CHOOSE)
    percent = WholeNumberField(
        label=_("Refund in percent"),
        unit=PERCENT,
        least=0,
        most=100,
        required=False,
        help_text=_("Of the price, including tax. 100 cancels an order that is not completed."),
    )
    days = WholeNumberField(
        label=_("Extend by days"), least=1, most=LONGEST_EXTENSION, unit=DAYS, required=False
    )
    words = BodyField(
        label=_("Reasons"),
        max_length=WORDS_LIMIT,
        rows=4,
        help_text=_("Both sides and the agency will read this."),
    )

    def terms(self) -> Terms:
        """What was typed."""
        said = self.cleaned_data
        return Terms(
            outcome=said["outcome"],
            words=said["words"],
            percent=said.get("percent") or 0,
            days=said.get("days") or 0,
        )


class TermsForm(CounterForm):
    """What the desk proposes, or decides. `writers` are those who could get the order."""

    number = None  # type: ignore[assignment]
    writer = forms.ChoiceField(label=_("New writer"), required=False, error_messages=CHOOSE)
    fee = AmountField(
        label=_("Fee"),
        most=MAX_FEE,
        required=False,
        help_text=_("For a new writer; with a full refund, what the present writer is owed so far."),
    )
    field_order = ("outcome", "percent", "days", "writer", "fee", "words")

    def __init__(self, *args: Any, writers: Iterable[Membership], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {person.public_id: person for person in writers}
        named = [(key, person.public_name) for key, person in self.people.items()]
        self.fields["writer"].choices = [("", _("No change")), *named]  # type: ignore[attr-defined]

    def terms(self) -> Terms:
        """What was typed."""
        said = self.cleaned_data
        return Terms(
            outcome=said["outcome"],
            words=said["words"],
            percent=said["percent"] or 0,
            days=said["days"] or 0,
            writer=self.people.get(said["writer"]),
            fee=said["fee"],
        )


def _hours(label: Any, help_text: Any) -> WholeNumberField:
    return WholeNumberField(label=label, least=LEAST_HOURS, most=MOST_HOURS, unit=HOURS, help_text=help_text)


class PolicyForm(ActionForm):
    """The times of an agency's disputes, and the limit of support."""

    answer_hours = _hours(_("Hours to respond"), _("After that, the desk can propose without a response."))
    reply_hours = _hours(
        _("Hours to reply to a proposal"), _("After that, a proposal that no one objected to is carried out.")
    )
    decision_hours = _hours(
        _("Hours for the desk to act"), _("After that, the dispute goes to managers and owners.")
    )
    appeal_days = WholeNumberField(
        unit=DAYS, label=_("Days to appeal"), least=0, most=MOST_DAYS, help_text=_("0: no appeals.")
    )
    support_limit = AmountField(
        label=_("Highest refund without a second person"),
        most=LARGEST,
        help_text=_("Above it, two different managers or owners have to agree."),
    )
