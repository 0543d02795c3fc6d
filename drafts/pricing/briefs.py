"""Whether a brief says enough for somebody to write by."""

from __future__ import annotations

from django.utils.translation import gettext as _

from project.base.words import count_characters, count_words

LEAST_WORDS = 5


def brief_problem(brief: str) -> str:
    """Why nobody could write by this brief; "" when they could. Two Chinese or Japanese characters say about
    as much as one word elsewhere."""
    if count_words(brief) - (count_characters(brief) + 1) // 2 >= LEAST_WORDS:
        return ""
    return _("Write at least five words about what you need.")
