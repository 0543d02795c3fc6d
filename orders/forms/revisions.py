"""A revision request with its points as rows, and the writer's answers to them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.actions.revisions import MAX_POINTS, Point, PointAnswer
from orders.models.revisions import POINT_LIMIT, Answer, Need, RevisionPoint, Severity
from project.base.fields import BodyField, LineField


class RevisionForm(forms.Form):
    """What the request is about, as a whole."""

    summary = LineField(label=gettext_lazy("In one line"), max_length=160)
    severity = forms.ChoiceField(
        label=gettext_lazy("How serious is it?"), choices=Severity.choices, initial=Severity.MODERATE
    )


class PointForm(forms.Form):
    """One point. An entirely empty row is no point."""

    place = LineField(label=gettext_lazy("Where?"), max_length=300, required=False)
    issue = BodyField(label=gettext_lazy("What is wrong?"), max_length=POINT_LIMIT, required=False, rows=2)
    wish = BodyField(label=gettext_lazy("What do you wish instead?"), max_length=POINT_LIMIT, required=False, rows=2)
    need = forms.ChoiceField(label=gettext_lazy("Importance"), choices=Need.choices, initial=Need.MUST, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (cleaned.get("place") or cleaned.get("wish")) and not cleaned.get("issue") and "issue" not in self.errors:
            self.add_error("issue", _("Please say what is wrong there."))
        return cleaned

    @property
    def point(self) -> Point | None:
        """The point of a valid form, or None for an empty row."""
        if not self.cleaned_data.get("issue"):
            return None
        data = self.cleaned_data
        return Point(data["issue"], data["place"], data["wish"], data["need"] or Need.MUST)


class PointRows:
    """The rows of the request's form: read from the request, one more or less or moved by the buttons of the page.

    The buttons `add`, `remove`, `up` and `down` (their value is the row's number) send everything along, so that the
    page comes back with all that was typed, with or without JavaScript.
    """

    def __init__(self, data: Any = None) -> None:
        self.data = data
        self.order = list(range(self._count())) if data is not None else [0, 1]

    def _count(self) -> int:
        typed = self.data.get("rows", "0")
        return min(int(typed), MAX_POINTS) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0

    def press_buttons(self) -> bool:
        """Do what the pressed button asks; False when it was the button that sends the request."""
        for name, act in (("add", self._add), ("remove", self._remove), ("up", self._up), ("down", self._down)):
            value = self.data.get(name, "")
            if name in self.data and value.isascii() and value.isdigit() and len(value) < 4:
                act(int(value))
                return True
        return False

    def _add(self, at: int) -> None:
        if len(self.order) < MAX_POINTS:
            self.order.append(-1)

    def _remove(self, at: int) -> None:
        self.order = [row for row in self.order if row != at] or [-1]

    def _up(self, at: int) -> None:
        if 0 < at < len(self.order):
            self.order[at - 1], self.order[at] = self.order[at], self.order[at - 1]

    def _down(self, at: int) -> None:
        self._up(at + 1)

    def forms(self, *, bound: bool = True) -> list[PointForm]:
        """The rows in their present order, renumbered from 0."""
        return [self._form(row, place, bound) for place, row in enumerate(self.order)]

    def _form(self, row: int, place: int, bound: bool) -> PointForm:
        if self.data is None or row < 0:
            return PointForm(prefix=f"point-{place}")
        typed = {name: self.data.get(f"point-{row}-{name}", "") for name in PointForm.base_fields}
        if bound:
            return PointForm({f"point-{place}-{name}": value for name, value in typed.items()}, prefix=f"point-{place}")
        return PointForm(initial=typed, prefix=f"point-{place}")


class AnswerForm(forms.Form):
    """The writer's answer to one point."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Answer"),
        choices=[("", gettext_lazy("Not yet answered")), *Answer.choices],
        required=False,
    )
    reply = BodyField(label=gettext_lazy("Reply"), max_length=POINT_LIMIT, required=False, rows=2)

    def __init__(self, *args: Any, point: RevisionPoint, **options: Any) -> None:
        initial = {"answer": point.answer or "", "reply": point.reply}
        super().__init__(*args, prefix=f"point-{point.position}", initial=initial, **options)
        self.row = point

    @property
    def given(self) -> PointAnswer | None:
        """The answer of a valid form, or None where nothing was chosen."""
        answer = self.cleaned_data.get("answer")
        return PointAnswer(answer, self.cleaned_data.get("reply", "")) if answer else None
