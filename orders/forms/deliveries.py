"""A delivery: text, files, a note."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.files.types import ACCEPT
from drafts.forms.drafts import files_hint
from orders.models.deliveries import NOTE_LIMIT, TEXT_LIMIT
from project.base.fields import BodyField, FilesField
from project.base.forms import ActionForm


class FilesOnceForm(ActionForm):
    """A form with `files`, which a browser sends once alone."""

    def ask_for_files_again(self) -> None:
        """A browser does not send chosen files a second time, so whoever comes
        back here is told to choose them again."""
        if self.files and "files" not in self.errors:
            self.add_error("files", _("Choose the files again. The browser didn’t keep them."))


class DeliveryForm(FilesOnceForm):
    """Text in Markdown and/or files; whether one of them is there is the action's to say."""

    text = BodyField(
        label=_("Text"),
        max_length=TEXT_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "true"}),
        help_text=_(
            "You can use Markdown: # for a heading, **bold**, *italic*, - for a list, > for a quotation, "
            "[^1] for a footnote."
        ),
    )
    # Django takes the fields out of the class: what it calls `files` itself is the uploads of a form.
    files = FilesField(label=_("Files"), required=False)  # type: ignore[assignment]
    note = BodyField(
        label=_("Note to the editor"),
        max_length=NOTE_LIMIT,
        required=False,
        rows=3,
        help_text=_("Visible to the editor and the agency, but not to the client."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["files"].help_text = files_hint()
        self.fields["files"].widget.attrs["accept"] = ACCEPT
