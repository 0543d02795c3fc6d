"""Which languages a commission can have: the one it is written in, and perhaps another that it is
translated from."""

from __future__ import annotations

from django.utils.translation import gettext as _

from project.base.errors import Invalid


def same_language() -> str:
    """What is said of a translation from a language into itself."""
    return _("Choose two different languages.")


def refuse_same(locale: str, source: str) -> None:
    """Raises Invalid, under both fields, for a translation from a language into itself."""
    if source and source == locale:
        raise Invalid({"locale": same_language(), "source_locale": same_language()})
