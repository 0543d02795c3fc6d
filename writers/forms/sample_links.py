"""Making a private link to a sample, and opening one."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from project.base.fields import LineField, WholeNumberField
from project.base.forms import ActionForm
from project.base.units import DAYS
from writers.models.sample_links import MOST_DAYS, MOST_VIEWS, NAME_LIMIT


class LinkForm(ActionForm):
    name = LineField(
        label=_("For"),
        max_length=NAME_LIMIT,
        help_text=_("Who you send it to, so that you know later which link to revoke."),
    )
    days = WholeNumberField(label=_("Valid for days"), most=MOST_DAYS, unit=DAYS, initial=30)
    max_views = WholeNumberField(
        label=_("Views at most"),
        most=MOST_VIEWS,
        required=False,
        help_text=_("Leave it empty for as many as they like."),
    )
    terms = forms.BooleanField(
        label=_("Ask the reader to keep it confidential"), required=False, initial=True
    )


class OpenForm(ActionForm):
    agreed = forms.BooleanField(
        label=_("I will keep this text confidential and not pass it on."), required=False
    )
