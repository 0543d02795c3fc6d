"""The words of ratings."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

#: What each rating says, from LEAST to MOST.
RATING_WORDS: dict[int, Any] = {
    1: _("Poor"),
    2: _("Weak"),
    3: _("Sound"),
    4: _("Good"),
    5: _("Excellent"),
}
