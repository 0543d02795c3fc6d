"""Saved replies, and the rating of a ticket."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from project.base.fields import BodyField, LineField
from project.base.forms import ActionForm
from support.models import SavedReply
from support.models.ticket_replies import TITLE_LIMIT, WORDS_LIMIT
from support.models.tickets import TEXT_LIMIT
from support.rules.saved_replies import PLACEHOLDERS
from support.states.tickets import Verdict


class SavedReplyForm(ActionForm):
    """A reply to use again."""

    title = LineField(
        label=_("Title"), max_length=TITLE_LIMIT, error_messages={"required": _("Enter a title.")}
    )
    text = BodyField(
        label=_("Reply"), max_length=TEXT_LIMIT, rows=8, error_messages={"required": _("Write something.")}
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = ", ".join(f"{{{name}}} ({what})" for name, what in PLACEHOLDERS.items())
        self.fields["text"].help_text = _("Placeholders: %(names)s.") % {"names": names}


class InsertForm(ActionForm):
    """Which saved reply is put into the reply that is being written."""

    saved = forms.ChoiceField(
        label=_("Saved reply"),
        required=False,
        error_messages={"invalid_choice": _("Choose an option from the list.")},
    )

    def __init__(self, *args: Any, replies: Iterable[SavedReply], **options: Any) -> None:
        super().__init__(*args, **options)
        self.replies = {reply.public_id: reply for reply in replies}
        names = [(key, reply.title) for key, reply in self.replies.items()]
        self.fields["saved"].choices = [("", _("Choose a saved reply")), *names]  # type: ignore[attr-defined]

    def clean_saved(self) -> SavedReply | None:
        return self.replies.get(self.cleaned_data["saved"])


class RateForm(ActionForm):
    """Whether one was helped."""

    verdict = forms.ChoiceField(
        label=_("How did we do?"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose an option from the list."),
            "invalid_choice": _("Choose an option from the list."),
        },
    )
    words = BodyField(label=_("Anything to add?"), required=False, max_length=WORDS_LIMIT, rows=3)
