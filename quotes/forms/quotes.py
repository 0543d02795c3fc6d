"""The forms of quotes: asking for one, answering one, withdrawing one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from project.base.fields import BodyField, LineField
from project.base.forms import ActionForm
from quotes.actions.sending import REASON_LIMIT
from quotes.models.quotes import WISH_LIMIT


class Dressed(ActionForm):
    """A form whose controls look like those of drafts, which the page prints field by field."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            field.widget.attrs["class"] = (
                "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            )
            help_text = f"id_{name}_helptext " if field.help_text else ""
            field.widget.attrs["aria-describedby"] = f"{help_text}id_{name}_error"


class AskForm(ActionForm):
    """What a client says when asking for a quote."""

    wish = BodyField(
        label=gettext_lazy("What does the agency need to know to set the price?"),
        max_length=WISH_LIMIT,
        required=False,
        rows=4,
        help_text=gettext_lazy(
            "For example, your budget or what could be left out. The agency will read this."
        ),
    )


class WordsForm(Dressed):
    """Why a quote is declined, or what should be different. `needed`: whether something has to be said."""

    words = BodyField(label="", max_length=WISH_LIMIT, required=False, rows=4)

    def __init__(self, *args: Any, label: Any, needed: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].label, self.fields["words"].required = label, needed


class CodeForm(WordsForm):
    """An answer in words from a holder of the mailed link, who proves with the mailed code who they are."""

    code = LineField(label=gettext_lazy("Code from the email"), max_length=12)
    field_order = ("code", "words")

    def __init__(self, *args: Any, label: Any, needed: bool, **options: Any) -> None:
        super().__init__(*args, label=label, needed=needed, **options)
        self.fields["code"].widget.attrs.update(inputmode="numeric", autocomplete="one-time-code")
        if not label:
            del self.fields["words"]


class WithdrawForm(Dressed):
    """Why the desk gives a quote up."""

    reason = LineField(
        label=gettext_lazy("Reason"),
        max_length=REASON_LIMIT,
        help_text=gettext_lazy("Visible to the client."),
    )
