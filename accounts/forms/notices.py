"""How a person wants to be told of what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import NoticeKind

CHANNELS = {"mail": _("Email"), "notice": _("Notification")}


class NoticesForm(forms.Form):
    """A row for each kind, a tick for each channel."""

    numbered = [f"{kind}_{name}" for name in CHANNELS for kind in NoticeKind.values]

    def __init__(self, data: Any = None, *, stored: Mapping[str, tuple[bool, bool]], **options: Any) -> None:
        known = {
            f"{kind}_{name}": on
            for kind, pair in stored.items()
            for name, on in zip(CHANNELS, pair, strict=True)
        }
        super().__init__(data, initial=known, **options)
        for kind in NoticeKind:
            for name, words in CHANNELS.items():
                tick = forms.BooleanField(required=False, label=f"{kind.label}: {words}")
                tick.widget.attrs["class"] = "form-check-input"
                self.fields[f"{kind.value}_{name}"] = tick

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [
            {
                "label": kind.label,
                "ticks": [(words, self[f"{kind.value}_{name}"]) for name, words in CHANNELS.items()],
            }
            for kind in NoticeKind
        ]

    @property
    def columns(self) -> list[Any]:
        return list(CHANNELS.values())

    @property
    def wanted(self) -> dict[str, tuple[bool, bool]]:
        """Of a valid form: (by mail, by the bell) for each kind."""
        data = self.cleaned_data
        return {kind: (data[f"{kind}_mail"], data[f"{kind}_notice"]) for kind in NoticeKind.values}
