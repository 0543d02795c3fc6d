"""What a member writes by their link: a brief, a revision request, answers to questions, a message."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.files.types import ACCEPT
from cohorts.models.links import BRIEF_LIMIT
from drafts.forms.drafts import files_hint
from orders.actions.revision_requests import Point
from orders.forms.deliveries import FilesOnceForm
from orders.models.messages import MESSAGE_LIMIT
from orders.models.revisions import POINT_LIMIT
from project.base.fields import BodyField, FilesField, LineField
from project.base.forms import ActionForm
from project.base.ids import public_id

#: Points that one request of a member may have.
POINTS = 5
SUMMARY_LIMIT = 160


class _WithFiles(FilesOnceForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["files"].help_text = files_hint()
        self.fields["files"].widget.attrs["accept"] = ACCEPT


class BriefForm(_WithFiles):
    """Whether there are words is the action's to say: saving needs none."""

    text = BodyField(label=gettext_lazy("Your brief"), max_length=BRIEF_LIMIT, required=False, rows=12)
    files = FilesField(label=gettext_lazy("Files"), required=False)  # type: ignore[assignment]
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)


class MemberMessageForm(_WithFiles):
    """`key` names the form: sent twice, it posts once."""

    text = BodyField(label=gettext_lazy("Message"), max_length=MESSAGE_LIMIT, required=False, rows=4)
    files = FilesField(label=gettext_lazy("Files"), required=False)  # type: ignore[assignment]
    key = forms.RegexField(r"^[2-9a-z]{10}$", widget=forms.HiddenInput, initial=public_id)


class MemberRevisionForm(ActionForm):
    """What should change, point by point."""

    numbered = ("point_*", "wish_*")

    summary = LineField(label=gettext_lazy("What should change, in short"), max_length=SUMMARY_LIMIT)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number in range(1, POINTS + 1):
            self.fields[f"point_{number}"] = BodyField(
                label=_("Point %(n)s: what is wrong") % {"n": number},
                max_length=POINT_LIMIT,
                required=number == 1,
                rows=2,
            )
            self.fields[f"wish_{number}"] = BodyField(
                label=_("Point %(n)s: what you want instead") % {"n": number},
                max_length=POINT_LIMIT,
                required=False,
                rows=2,
            )

    @property
    def points(self) -> list[Point]:
        """Those that have words."""
        typed, place = self.cleaned_data, _("The text")
        return [
            Point(issue=typed[f"point_{number}"], wish=typed[f"wish_{number}"], place=place)
            for number in range(1, POINTS + 1)
            if typed[f"point_{number}"]
        ]

    def add_refusal(self, refusal: Any) -> None:
        """What the action says of a point stands beside it."""
        for name, texts in refusal.errors.items():
            _word, _dash, rest = name.partition("point-")
            number, _dash, what = rest.partition("-")
            field = f"{'wish' if what == 'wish' else 'point'}_{number}"
            for text in texts:
                self.add_error(field if field in self.fields else None, text)


class MemberReplyForm(ActionForm):
    """Answers to the questions of the writer, by the positions of the points."""

    numbered = ("reply_*",)

    def __init__(self, *args: Any, questions: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        for point in questions:
            field = BodyField(label=point.reply, max_length=POINT_LIMIT, required=False, rows=2)
            self.fields[f"reply_{point.position}"] = field

    @property
    def replies(self) -> dict[int, str]:
        return {int(name.removeprefix("reply_")): words for name, words in self.cleaned_data.items() if words}
