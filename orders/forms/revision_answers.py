"""What is typed while a revision is on its way: answers to questions,
verdicts, scope, times, people, change orders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Membership
from orders.actions.change_orders import MOST_HOURS
from orders.actions.eligibility import MAX_FEE, OVERRIDE_LIMIT
from orders.actions.revision_verdicts import Judged
from orders.models import RevisionRequest
from orders.models.change_orders import NOTE_LIMIT
from orders.models.revisions import CLAUSE_LIMIT, POINT_LIMIT, Cause, PointVerdict, RevisionPoint, Severity
from project.base.errors import Invalid
from project.base.fields import AmountField, BodyField, LineField, MomentField, WholeNumberField
from project.base.forms import ActionForm
from project.base.money import LARGEST
from project.base.units import HOURS

from .deadlines import zone_words
from .offers import named_writer_field

#: Lines that a change order's form offers; empty ones are left out.
CHANGE_LINES = 6
LABEL_LIMIT = 160


class PointForm(ActionForm):
    """A form about one point of a revision; its fields are named after the point's position."""

    def __init__(self, data: Any = None, *, point: RevisionPoint, **options: Any) -> None:
        super().__init__(data, prefix=f"point-{point.position}", **options)
        self.row = point


class QuestionForm(PointForm):
    """The client's answer to the writer's question."""

    reply = BodyField(label=gettext_lazy("Your answer"), max_length=POINT_LIMIT, required=False, rows=3)


class VerdictForm(PointForm):
    """What the client says to one answer."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Has this point been met?"),
        choices=[
            ("", gettext_lazy("Decide later")),
            (PointVerdict.MET, gettext_lazy("Yes, accepted")),
            (PointVerdict.REOPENED, gettext_lazy("No, not met")),
        ],
        required=False,
    )
    why = BodyField(
        label=gettext_lazy("What is still missing or wrong?"), max_length=POINT_LIMIT, required=False, rows=2
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (
            cleaned.get("verdict") == PointVerdict.REOPENED
            and not cleaned.get("why")
            and "why" not in self.errors
        ):
            self.add_error("why", _("Describe what is still missing or wrong."))
        elif (
            cleaned.get("why")
            and cleaned.get("verdict") != PointVerdict.REOPENED
            and "verdict" not in self.errors
        ):
            self.add_error("verdict", _("Choose “No, not met” or clear what you wrote."))
        return cleaned

    @property
    def given(self) -> Judged | None:
        """The verdict of a valid form, or None where nothing was chosen."""
        verdict = self.cleaned_data.get("verdict")
        return Judged(verdict, self.cleaned_data.get("why", "")) if verdict else None


class ScopeForm(ActionForm):
    """The desk's verdict on a request."""

    within = forms.ChoiceField(
        label=gettext_lazy("Is the revision part of the order?"),
        choices=[
            ("yes", gettext_lazy("Yes, it is part of the order")),
            ("no", gettext_lazy("No, it is not part of the order")),
        ],
        widget=forms.RadioSelect,
    )
    clause = BodyField(
        label=gettext_lazy("Passage from the brief"),
        max_length=CLAUSE_LIMIT,
        required=False,
        rows=3,
        help_text=gettext_lazy("Quote the sentence that settles the question. Visible to the client."),
    )
    judgement = BodyField(
        label=gettext_lazy("Reason"),
        max_length=CLAUSE_LIMIT,
        required=False,
        rows=3,
        help_text=gettext_lazy("Visible to the client."),
    )
    severity = forms.ChoiceField(
        label=gettext_lazy("Severity"),
        choices=Severity.choices,
        help_text=gettext_lazy("Chosen by the client. Correct it if necessary."),
    )
    cause = forms.ChoiceField(
        label=gettext_lazy("Cause of the revision"),
        choices=Cause.choices,
        help_text=gettext_lazy("For the agency’s statistics. Not visible to the client."),
    )
    uses_round = forms.BooleanField(label=gettext_lazy("Uses an included round"), required=False)
    client_review = forms.BooleanField(
        label=gettext_lazy("The client checks each answer"),
        required=False,
        help_text=gettext_lazy("If this is off, the agency can close the revision itself."),
    )

    @staticmethod
    def said_of(revision: RevisionRequest) -> dict[str, Any]:
        """What a revision says so far, by the form's names: the verdict begins with it."""
        names = ("severity", "cause", "clause", "judgement", "uses_round", "client_review")
        return {name: getattr(revision, name) for name in names}

    def verdict(self) -> dict[str, Any]:
        """What revision_scope.judge_scope takes."""
        return {**self.cleaned_data, "within": self.cleaned_data["within"] == "yes"}


class PersonForm(ActionForm):
    """Who works on a revision. `people` are those who may."""

    person = forms.ChoiceField(
        label=gettext_lazy("Assigned to"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a person."),
            "invalid_choice": gettext_lazy("Choose an option from the list."),
        },
    )

    fee = AmountField(label=gettext_lazy("Fee"), most=MAX_FEE, required=False)
    override = LineField(
        label=gettext_lazy("Reason to assign it anyway"),
        max_length=OVERRIDE_LIMIT,
        required=False,
        help_text=gettext_lazy("Only needed if something speaks against the person. The reason is logged."),
    )

    named_writer = named_writer_field()

    def __init__(
        self,
        *args: Any,
        people: Iterable[Membership],
        writer_id: int | None = None,
        currency: str = "",
        suggested: Any = "",
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.writer_id = writer_id
        words = _("Amount in %(currency)s. Leave it as it is for the order’s writer, who earns no extra fee.")
        self.fields["fee"].help_text = f"{words % {'currency': currency}} {suggested}".strip()
        self.people = {person.public_id: person for person in people}
        self.fields["person"].choices = [(key, row.public_name) for key, row in self.people.items()]  # type: ignore[attr-defined]

    def clean_person(self) -> Membership:
        return self.people[self.cleaned_data["person"]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        person = cleaned.get("person")
        if person and person.pk != self.writer_id and cleaned.get("fee") is None and "fee" not in self.errors:
            self.add_error("fee", _("Enter a fee."))
        return cleaned


class ProposalForm(ActionForm):
    """Another time for a revision."""

    due_at = MomentField(label=gettext_lazy("Proposed deadline"), help_text=zone_words)
    note = LineField(
        label=gettext_lazy("Reason"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Visible to the other side."),
    )


class AgreeForm(ActionForm):
    """The time that stood on the page when the button was pressed."""

    due_at = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"])


class ChangeForm(ActionForm):
    """A change order: what it is for, how long it takes, and its priced lines."""

    numbered = ("label_*", "amount_*")

    note = BodyField(
        label=gettext_lazy("Description"),
        max_length=NOTE_LIMIT,
        rows=3,
        help_text=gettext_lazy("Describe the extra work in terms that the client can agree to."),
    )
    hours = WholeNumberField(label=gettext_lazy("Working hours needed"), most=MOST_HOURS, unit=HOURS)
    writer_fee = AmountField(
        label=gettext_lazy("Additional fee"),
        most=MAX_FEE,
        required=False,
        help_text=gettext_lazy(
            "What the person who does the extra work earns by it. The client doesn’t see it."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for at in range(1, CHANGE_LINES + 1):
            name = {"n": at}
            self.fields[f"label_{at}"] = LineField(
                label=_("Line %(n)s") % name, max_length=LABEL_LIMIT, required=False
            )
            self.fields[f"amount_{at}"] = AmountField(
                label=_("Amount for line %(n)s") % name, most=LARGEST, required=False
            )

    @property
    def lines(self) -> list[tuple[Any, Any]]:
        """The bound fields of each line."""
        return [(self[f"label_{at}"], self[f"amount_{at}"]) for at in range(1, CHANGE_LINES + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for at in range(1, CHANGE_LINES + 1):
            label, amount = f"label_{at}", f"amount_{at}"
            if label in self.errors or amount in self.errors:
                continue
            if cleaned.get(label) and cleaned.get(amount) is None:
                self.add_error(amount, _("Enter an amount."))
            elif cleaned.get(amount) is not None and not cleaned.get(label):
                self.add_error(label, _("Enter a description."))
        return cleaned

    @property
    def items(self) -> list[tuple[str, Decimal]]:
        """The lines that were filled."""
        found = ((f"label_{at}", f"amount_{at}") for at in range(1, CHANGE_LINES + 1))
        data: Mapping[str, Any] = self.cleaned_data
        return [(data[label], data[amount]) for label, amount in found if data[label]]

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        plain = {name: self.cleaned_data[name] for name in ("note", "hours", "writer_fee")}
        return {**plain, "items": self.items}

    def add_refusal(self, refusal: Invalid) -> None:
        """What is wrong with the lines as a whole stands at the first of them."""
        for name, texts in refusal.errors.items():
            for text in texts:
                self.add_error("amount_1" if name == "items" else name if name in self.fields else None, text)


def put_on_points(refusal: Invalid, rows: Iterable[PointForm], field: str) -> list[str]:
    """Put what an action refused beside `field` of its point ("point-<n>");
    returns what belongs to none of them."""
    by_name = {f"point-{row.row.position}": row for row in rows}
    others = []
    for name, texts in refusal.errors.items():
        if name in by_name:
            by_name[name].add_refusal(Invalid({field: texts}))
        else:
            others += texts
    return others
