"""Whether a brief says enough for somebody to write by."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

LEAST_WORDS = 5
#: Scripts that put no blanks between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese): so many of their
#: letters say as much as LEAST_WORDS do elsewhere.
LEAST_LETTERS = 10
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def brief_problem(brief: str) -> str:
    """Why nobody could write by this brief; "" when they could."""
    if len(brief.split()) >= LEAST_WORDS or len(_UNSPACED.findall(brief)) >= LEAST_LETTERS:
        return ""
    return _("Write at least five words about what you need.")
