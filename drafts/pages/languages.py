"""The languages of a commission in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from agencies.models import Agency
from catalog.pricing.offering import current_offering


def languages_of(agency: Agency, source: Any) -> str:
    """In which language a draft, an order or a version of a quote is written: "German", or "German,
    translated from English (British)". No queries where the agency's catalog is known."""
    names = current_offering(agency).language_names
    written = names.get(source.locale, source.locale)
    if not source.source_locale:
        return written
    return _("%(language)s, translated from %(source)s") % {
        "language": written,
        "source": names.get(source.source_locale, source.source_locale),
    }
