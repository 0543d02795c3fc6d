"""A message, and the change of one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.files.types import ACCEPT
from agencies.models import Membership
from drafts.forms.drafts import files_hint
from orders.models.messages import MESSAGE_LIMIT
from project.base.fields import BodyField, FilesField
from project.base.forms import ActionForm
from project.base.ids import ALPHABET, LENGTH, public_id

KEY = re.compile(f"[{ALPHABET}]{{{LENGTH}}}\\Z")


@dataclass(frozen=True)
class Choice:
    """Somebody to mention, as the writer of the message may know them:
    one person, or a side that is not named."""

    key: str
    label: str
    people: tuple[Membership, ...]


class MessageForm(ActionForm):
    """Words, files, and whom to mention. `key` names this very form: sent twice it posts once."""

    text = BodyField(label=_("Message"), max_length=MESSAGE_LIMIT, required=False, rows=4)
    mentions = forms.MultipleChoiceField(
        label=_("Mention"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Choose an option from the list.")},
    )
    # Django takes the fields out of the class: what it calls `files` itself is the uploads of a form.
    files = FilesField(label=_("Files"), required=False)  # type: ignore[assignment]
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, choices: Iterable[Choice], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {choice.key: choice.people for choice in choices}
        self.fields["mentions"].choices = [(choice.key, choice.label) for choice in choices]  # type: ignore[attr-defined]
        self.fields["files"].help_text = files_hint()
        self.fields["files"].widget.attrs["accept"] = ACCEPT
        self.initial.setdefault("key", public_id())

    def clean_mentions(self) -> list[Membership]:
        return [person for key in self.cleaned_data["mentions"] for person in self.people[key]]

    def clean_key(self) -> str:
        """A key that no form of ours could have is left out: the message then gets one of its own."""
        key = self.cleaned_data["key"]
        return key if KEY.match(key) else ""

    def ask_for_files_again(self) -> None:
        """A browser does not send chosen files a second time, so whoever comes
        back here is told to choose them again."""
        if self.files and "files" not in self.errors:
            self.add_error("files", _("Choose the files again. The browser didn’t keep them."))


class WordingForm(ActionForm):
    text = BodyField(label=_("Message"), max_length=MESSAGE_LIMIT, required=False, rows=6)
