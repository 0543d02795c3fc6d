"""A message, and the change of one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
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
from project.base.search import folded

from .deliveries import FilesOnceForm

#: What stands beside a name in a choice; an @ that is in no address; a part of a name.
_SIDE, _AT = re.compile(r" \([^)]*\)\Z"), re.compile(r"(?<![\w.@])@(?=\w)")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
LONGEST_NAME = 80
KEY = re.compile(f"[{ALPHABET}]{{{LENGTH}}}\\Z")


@dataclass(frozen=True)
class Choice:
    """Somebody to mention, as the writer of the message may know them:
    one person, or a side that is not named."""

    key: str
    label: str
    people: tuple[Membership, ...]


class Ambiguous(ValueError):
    """A name after an @ may mean several people."""

    def __init__(self, word: str, names: Sequence[str]) -> None:
        super().__init__(word)
        which = {"name": word, "names": ", ".join(f"@{name}" for name in names)}
        self.sentence = _("“@%(name)s” can mean several people. Enter the whole name: %(names)s.") % which


def named_in(
    text: str, people: Mapping[str, tuple[Membership, ...]], labels: Mapping[str, str]
) -> list[Membership]:
    """Who is named with an @ in a text, of those whom its author may mention: by the whole name, or by a part
    of it that only one has. Names of nobody else are words like others. Raises Ambiguous."""
    names = {key: _SIDE.sub("", str(label)).strip() for key, label in labels.items()}
    found: list[Membership] = []
    for place in _AT.finditer(text):
        rest = folded(text[place.end() : place.end() + LONGEST_NAME])
        whole = [key for key, name in names.items() if _begins(rest, folded(name))]
        longest = max((len(names[key]) for key in whole), default=0)
        keys = [key for key in whole if len(names[key]) == longest]
        if not keys and (word := _WORD.match(rest)):
            keys = [key for key, label in labels.items() if word[0] in _parts(str(label))]
            if len(keys) > 1:
                raise Ambiguous(word[0], sorted(names[key] for key in keys))
        found += [person for key in keys for person in people[key]]
    return found


def _parts(label: str) -> list[str]:
    """The words by which a person may be called; a side that is not named (“The client”), by its last."""
    words = _WORD.findall(folded(_SIDE.sub("", label)))
    return words if _SIDE.search(label) else words[-1:]


def _begins(text: str, name: str) -> bool:
    return bool(name) and text.startswith(name) and not text[len(name) : len(name) + 1].isalnum()


class MessageForm(FilesOnceForm):
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

    def clean(self) -> dict[str, Any]:
        """Whoever is named with an @ in the words is mentioned as if ticked."""
        typed = super().clean() or {}
        if "text" in typed and "mentions" in typed:
            try:
                named = named_in(typed["text"], self.people, dict(self.fields["mentions"].choices))  # type: ignore[attr-defined]
            except Ambiguous as two:
                self.add_error("text", two.sentence)
            else:
                known = {person.pk: person for person in (*typed["mentions"], *named)}
                typed["mentions"] = list(known.values())
        return typed

    def clean_mentions(self) -> list[Membership]:
        return [person for key in self.cleaned_data["mentions"] for person in self.people[key]]

    def clean_key(self) -> str:
        """A key that no form of ours could have is left out: the message then gets one of its own."""
        key = self.cleaned_data["key"]
        return key if KEY.match(key) else ""


class WordingForm(ActionForm):
    text = BodyField(label=_("Message"), max_length=MESSAGE_LIMIT, required=False, rows=6)
