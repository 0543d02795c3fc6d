"""Codes of languages (BCP 47): which there are, how each is written, what it is called."""

from __future__ import annotations

import re

from babel import Locale, UnknownLocaleError, parse_locale
from django.utils.translation import get_language, to_locale

from catalog.models.languages import CODE, CODE_LENGTH


def language_code(typed: str) -> str:
    """The code as it is written, such as en-GB for EN-gb; "" for what is none that the world knows."""
    try:
        language, territory, script, variant = parse_locale(typed, sep="-")[:4]
        known = Locale.parse(typed, sep="-")
    except (ValueError, UnknownLocaleError):
        return ""
    code = "-".join(part for part in (language, script, territory) if part)
    whole = variant is None and "@" not in typed and known.language == language
    return code if whole and len(code) <= CODE_LENGTH and re.match(CODE, code) else ""


def language_name(code: str) -> str:
    """What a language is called in the language of the page, such as German (Austria) for de-AT."""
    return str(Locale.parse(code, sep="-").get_display_name(to_locale(get_language() or "en")) or code)
