"""Whether a document can show what is to stand on it: asked before it gets a number or is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from project.base.errors import WrongState
from project.base.print_fonts import named, unprintable


class CannotPrint(WrongState):
    """A document cannot show some characters of what it has to say."""


def check_prints(parts: Mapping[Any, str]) -> None:
    """Raises CannotPrint, naming the first part with such characters. `parts`: what each text is called, in
    people's words, and the text."""
    for where, text in parts.items():
        if letters := unprintable(text):
            raise CannotPrint(
                _("Documents can’t show these characters: %(letters)s. Replace them here first: %(where)s.")
                % {"letters": named(letters), "where": where}
            )
