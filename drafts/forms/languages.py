"""The part of a draft's form that says in which language it is written, and whether it is a translation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drafts.rules.languages import same_language

from .draft_price import PriceForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NOT_SPOKEN = {"invalid_choice": gettext_lazy("Choose one of the languages that the agency offers.")}


class LanguagesForm(PriceForm):
    """The languages of a commission. `kept` are codes that can be chosen even if they are no longer offered,
    beside those of `initial`."""

    #: What the source is called when there is none.
    no_language: StrOrPromise = ""
    no_source: StrOrPromise = gettext_lazy("Not a translation")

    locale = forms.ChoiceField(label=gettext_lazy("Language"), required=False, error_messages=NOT_SPOKEN)
    source_locale = forms.ChoiceField(
        label=gettext_lazy("Translate from"), required=False, error_messages=NOT_SPOKEN
    )

    def __init__(self, *args: Any, kept: Iterable[str] = (), **options: Any) -> None:
        self.kept = tuple(kept)
        super().__init__(*args, **options)

    def _offer_choices(self) -> None:
        super()._offer_choices()
        self.offer_languages()

    def offer_languages(self) -> None:
        kept = (*self.kept, *(self.initial.get(name) or "" for name in ("locale", "source_locale")))
        choices = self.offering.language_choices(kept)
        offered = {language.key for language in self.offering.languages}
        gone = _("%(name)s (no longer offered)")
        named = [(code, name if code in offered else gone % {"name": name}) for code, name in choices]
        nothing = [("", str(self.no_language))] if self.no_language else []
        self.fields["locale"].choices = [*nothing, *named]  # type: ignore[attr-defined]
        self.fields["source_locale"].choices = [("", str(self.no_source)), *named]  # type: ignore[attr-defined]

    @property
    def translates(self) -> bool:
        """Whether there is a choice of languages; with one alone nothing is translated."""
        choices = self.fields["source_locale"].choices  # type: ignore[attr-defined]
        return len(choices) > 2

    def clean_locale(self) -> str:
        return self.cleaned_data["locale"] or self.offering.first_language

    def clean(self) -> dict[str, Any]:
        """Both languages are refused where they are the same: neither is stored then."""
        cleaned = super().clean() or {}
        source = cleaned.get("source_locale")
        if source and "locale" in self.data and source == cleaned.get("locale"):
            for name in ("locale", "source_locale"):
                self.add_error(name, same_language())
        return cleaned
