"""The draft of a legal page, as a form of the owners."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from agencies.models.legal import TEXT_LIMIT
from project.base.fields import BodyField
from project.base.forms import ActionForm


class LegalForm(ActionForm):
    text = BodyField(
        label=_("Text"),
        max_length=TEXT_LIMIT,
        rows=18,
        help_text=_("Markdown: ## for headings, - for lists, **bold**."),
    )
