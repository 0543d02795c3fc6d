"""What is said when a draft of prices is published."""

from __future__ import annotations

from django import forms

from project.base.forms import ActionForm


class PublishDraftForm(ActionForm):
    """Beside which version of the price list the draft was read."""

    base = forms.IntegerField(min_value=1, max_value=2_147_483_647, widget=forms.HiddenInput)
