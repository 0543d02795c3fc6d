"""Templates of price lists: real services at plausible prices, for a founder to begin with and to change."""

from __future__ import annotations

from collections.abc import Mapping

from .content_studio import CONTENT_STUDIO
from .editorial_studio import EDITORIAL_STUDIO
from .own_list import OWN_LIST
from .shape import Template
from .translation_bureau import TRANSLATION_BUREAU
from .writing_centre import WRITING_CENTRE

__all__ = ["TEMPLATES", "Template"]

#: By key, in the order in which they are shown.
TEMPLATES: Mapping[str, Template] = {
    template.key: template
    for template in (CONTENT_STUDIO, TRANSLATION_BUREAU, EDITORIAL_STUDIO, WRITING_CENTRE, OWN_LIST)
}
