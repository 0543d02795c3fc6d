"""Forms of the security centre."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models.security import NAME_LIMIT
from project.base.fields import LineField

#: What happens -> (words, what it means). Each has a column for mail and one for the notices of the
#: application.
ALERTS = {
    "new_device": (_("A new device"), _("A browser you have not signed in with before.")),
    "new_location": (_("A new place"), _("A network or country you have not signed in from before.")),
    "new_login": (_("Every sign-in"), _("Including sign-ins from devices and places we know.")),
}
CHANNELS = {"mail": _("Email"), "notice": _("Notification")}


class DeviceNameForm(forms.Form):
    """What a device is called."""

    name = LineField(label=_("Name"), max_length=NAME_LIMIT, required=False)


class AlertsForm(forms.Form):
    """Of what the person wants to be told, and how."""

    numbered = [f"{name}_{channel}" for channel in CHANNELS for name in ALERTS]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, (label, _means) in ALERTS.items():
            for channel, words in CHANNELS.items():
                tick = forms.BooleanField(required=False, label=f"{label}: {words}")
                tick.widget.attrs["class"] = "form-check-input"
                self.fields[f"{name}_{channel}"] = tick

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [
            {
                "label": label,
                "means": means,
                "ticks": [(words, self[f"{name}_{channel}"]) for channel, words in CHANNELS.items()],
            }
            for name, (label, means) in ALERTS.items()
        ]
