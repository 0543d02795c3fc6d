"""Choosing the template of a price list."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.states.templates import TEMPLATES
from project.base.forms import ActionForm


class TemplateForm(ActionForm):
    """The template that a price list begins from."""

    template = forms.ChoiceField(
        choices=[(key, template.label) for key, template in TEMPLATES.items()],
        error_messages={"invalid_choice": _("Choose an option from the list.")},
    )
