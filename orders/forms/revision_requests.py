"""A revision request with its points as rows, and the writer's answers to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.actions.revision_requests import MAX_POINTS, Point, PointAnswer
from orders.models import RevisionRequest
from orders.models.revisions import NOTE_LIMIT, POINT_LIMIT, Answer, Category, Need, RevisionPoint, Severity
from orders.rules.revision_policy import Rule
from project.base.errors import Invalid
from project.base.fields import BodyField, FilesField, LineField, MomentField
from project.base.forms import ActionForm

SEVERITY_MEANS = {
    Severity.MINOR: gettext_lazy("Wording, spelling or small slips. The text could be published as it is."),
    Severity.MODERATE: gettext_lazy("Parts need reworking, but the text as a whole is sound."),
    Severity.MAJOR: gettext_lazy("Something the brief asked for is missing."),
    Severity.CRITICAL: gettext_lazy(
        "The text can’t be used at all as it is: wrong facts, wrong subject or harmful content."
    ),
}
#: Rows that an empty form begins with.
BEGIN_WITH = 2


#: What the asker ranks their requests by.
PRIORITIES = [(str(number), number) for number in range(1, 11)]


class RevisionForm(ActionForm):
    """What the request is about, as a whole. `rules`: what each severity means to the agency
    (revision_policy.rules_of)."""

    summary = LineField(
        label=gettext_lazy("Summary"),
        max_length=160,
        help_text=gettext_lazy("In one line, what should be different overall?"),
    )
    severity = forms.ChoiceField(
        label=gettext_lazy("How serious are the problems?"),
        choices=Severity.choices,
        initial=Severity.MODERATE,
        widget=forms.RadioSelect,
    )
    urgent = forms.BooleanField(
        label=gettext_lazy("Urgent"),
        required=False,
        help_text=gettext_lazy(
            "Marks the request as urgent for everyone involved. Say above when you need the new version."
        ),
    )
    priority = forms.TypedChoiceField(
        label=gettext_lazy("Priority"),
        choices=PRIORITIES,
        coerce=int,
        empty_value=5,  # type: ignore[arg-type]  # Django takes what coerce may give
        initial="5",
        required=False,
        help_text=gettext_lazy("From 1 (can wait) to 10 (before everything else)."),
    )
    wanted_by = MomentField(label=gettext_lazy("When do you need the new version?"), required=False)
    staff_note = BodyField(
        label=gettext_lazy("Only for the agency"),
        max_length=NOTE_LIMIT,
        required=False,
        rows=2,
        help_text=gettext_lazy("Not visible to the writer or the editor."),
    )
    # Django takes the fields out of the class: what it calls `files` itself is the uploads of a form.
    files = FilesField(label=gettext_lazy("Files"), required=False)  # type: ignore[assignment]

    def __init__(self, *args: Any, rules: Mapping[str, Rule], **options: Any) -> None:
        super().__init__(*args, **options)
        self.rules = rules
        zone = {"zone": timezone.get_current_timezone_name()}
        self.fields["wanted_by"].help_text = (
            _("Leave empty for the usual deadline. Times are in your time zone, %(zone)s.") % zone
        )

    @property
    def severities(self) -> list[dict[str, Any]]:
        """The choices with what each means, how many working hours its
        answer takes, and what else it decides."""
        chosen = self["severity"].value()
        return [
            {
                "value": level.value,
                "label": level.label,
                "means": SEVERITY_MEANS[level],
                "rule": self.rules[level.value],
                "chosen": level.value == chosen,
            }
            for level in Severity
        ]

    @property
    def has_more(self) -> bool:
        """Whether one of the further fields is filled or refused, so that the page shows them."""
        further = ("urgent", "wanted_by", "staff_note", "files")
        typed = any(self[name].value() for name in further) or str(self["priority"].value() or "5") != "5"
        return typed or any(name in self.errors for name in (*further, "priority"))


class PointForm(forms.Form):
    """One point. An entirely empty row is no point."""

    place = LineField(
        label=gettext_lazy("Where in the text?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("A section, or the passage in quotation marks."),
    )
    issue = BodyField(
        label=gettext_lazy("What is wrong?"),
        max_length=POINT_LIMIT,
        rows=2,
        error_messages={"required": gettext_lazy("Enter what is wrong.")},
    )
    wish = BodyField(
        label=gettext_lazy("Describe what is wrong."), max_length=POINT_LIMIT, required=False, rows=2
    )
    need = forms.ChoiceField(label=gettext_lazy("Importance"), choices=Need.choices, initial=Need.MUST)
    category = forms.ChoiceField(
        label=gettext_lazy("Type"), choices=Category.choices, initial=Category.OTHER, required=False
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, empty_permitted=True, use_required_attribute=False, **options)

    @property
    def point(self) -> Point | None:
        """The point of a valid form, or None for an empty row."""
        if not self.cleaned_data.get("issue"):
            return None
        data = self.cleaned_data
        return Point(
            data["issue"], data["place"], data["wish"], data["need"], data["category"] or Category.OTHER
        )


class PointRows:
    """The rows of the request's form: read from the request, one more or
    less or moved by the buttons of the page.

    The buttons `add`, `remove`, `up` and `down` (their value is the row's number from 0) send everything
    along, so that the page comes back with all that was typed, with or without JavaScript. `focus` is the row
    that was touched last.
    """

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        self.data = data
        self.order = list(range(BEGIN_WITH if data is None else self._count(data)))
        self.focus: int | None = None

    @staticmethod
    def _count(data: Mapping[str, Any]) -> int:
        # One too many is let through, so that the action refuses the request instead of dropping what was
        # typed.
        return min(_small_number(data.get("rows", "")) or 0, MAX_POINTS + 1)

    @property
    def full(self) -> bool:
        """Whether there is no place for another row."""
        return len(self.order) >= MAX_POINTS

    def press_buttons(self) -> bool:
        """Do what the pressed button asks; False when it was the button that sends the request."""
        for name, act in (
            ("add", self._add),
            ("remove", self._remove),
            ("up", self._up),
            ("down", self._down),
        ):
            value = _small_number((self.data or {}).get(name, ""))
            if value is not None:
                act(value)
                return True
        return False

    def _add(self, _at: int) -> None:
        if not self.full:
            self.order.append(-1)
        self.focus = len(self.order) - 1

    def _remove(self, at: int) -> None:
        self.order = [row for row in self.order if row != at] or [-1]
        self.focus = min(at, len(self.order) - 1)

    def _up(self, at: int) -> None:
        if 0 < at < len(self.order):
            self.order[at - 1], self.order[at] = self.order[at], self.order[at - 1]
            self.focus = at - 1

    def _down(self, at: int) -> None:
        self._up(at + 1)
        if self.focus is not None:
            self.focus = at + 1

    def forms(self, *, bound: bool = True) -> list[PointForm]:
        """The rows in their present order, renumbered from 0; unbound ones
        carry what was typed without judging it."""
        return [self._form(row, place, bound) for place, row in enumerate(self.order)]

    def _form(self, row: int, place: int, bound: bool) -> PointForm:
        if self.data is None or row < 0:
            return PointForm(prefix=f"point-{place}")
        fields = PointForm.base_fields.items()
        typed = {name: self.data.get(f"point-{row}-{name}", field.initial or "") for name, field in fields}
        if bound:
            return PointForm(
                {f"point-{place}-{name}": value for name, value in typed.items()}, prefix=f"point-{place}"
            )
        return PointForm(initial=typed, prefix=f"point-{place}")


def typed_words(data: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed beside the points, as it was sent: it comes back to its fields."""
    return {name: data.get(name, "") for name in RevisionForm.base_fields if name != "files"}


def _small_number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else None


class AnswerForm(ActionForm):
    """The writer's answer to one point; its fields are named after the point's position."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Answer"),
        choices=[("", gettext_lazy("Not answered yet")), *Answer.choices],
        required=False,
    )
    reply = BodyField(label=gettext_lazy("Reply"), max_length=POINT_LIMIT, required=False, rows=2)

    def __init__(self, data: Any = None, *, point: RevisionPoint, **options: Any) -> None:
        initial = {"answer": point.answer or "", "reply": point.reply}
        super().__init__(data, prefix=f"point-{point.position}", initial=initial, **options)
        self.row = point

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("reply") and not cleaned.get("answer") and "answer" not in self.errors:
            self.add_error("answer", _("Choose an answer to go with this reply."))
        return cleaned

    @property
    def given(self) -> PointAnswer | None:
        """The answer of a valid form, or None where nothing was chosen."""
        answer = self.cleaned_data.get("answer")
        return PointAnswer(answer, self.cleaned_data.get("reply", "")) if answer else None


def answer_forms(revision: RevisionRequest, data: Any = None) -> list[AnswerForm]:
    """One form for each point of `revision`, in order."""
    return [AnswerForm(data, point=point) for point in revision.points.all()]


def typed_answers(rows: list[AnswerForm]) -> dict[int, PointAnswer]:
    """What valid forms answer, by position; points without an answer are left out."""
    return {row.row.position: row.given for row in rows if row.given}


def put_points(refusal: Invalid, form: ActionForm, rows: list[PointForm]) -> None:
    """Put what request_revision refused beside the field of its point
    ("point-<n>-<field>"), the rest on `form`."""
    given = [row for row in rows if row.point]
    for name, texts in refusal.errors.items():
        _point, _dash, rest = name.partition("point-")
        at, _dash, field = rest.partition("-")
        if at.isdigit() and field in PointForm.base_fields and int(at) <= len(given):
            for text in texts:
                given[int(at) - 1].add_error(field, text)
        else:
            form.add_refusal(Invalid({name: texts}))


def put_refusal(refusal: Invalid, form: ActionForm | None, rows: list[AnswerForm]) -> None:
    """Put what an action refused beside the reply of its point, everything else on `form`."""
    by_name = {f"point-{row.row.position}": row for row in rows}
    for name, texts in refusal.errors.items():
        if name in by_name:
            by_name[name].add_refusal(Invalid({"reply": texts}))
        elif form is not None:
            form.add_refusal(Invalid({name: texts}))
