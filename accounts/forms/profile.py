"""The profile: names, time zone, language, photo."""

from __future__ import annotations

import zoneinfo
from functools import lru_cache
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.files import photos
from accounts.models import User
from project.base.errors import Invalid
from project.base.fields import LineField


@lru_cache(maxsize=1)
def zones() -> tuple[str, ...]:
    """The time zones that people choose from: places, and UTC."""
    names = (
        name
        for name in zoneinfo.available_timezones()
        if "/" in name and not name.startswith(("Etc/", "SystemV/"))
    )
    return (*sorted(names), "UTC")


class ZoneInput(forms.TextInput):
    """A line that suggests the zones while one types; without JavaScript too."""

    template_name = "accounts/profile/zone_input.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["list_id"] = f"{context['widget']['attrs'].get('id', name)}_zones"
        context["widget"]["attrs"]["list"] = context["list_id"]
        return {**context, "zones": zones()}


class ZoneField(LineField):
    """A time zone by its name, however it is spelled: "europe/london"
    and "America/New York" are understood."""

    widget = ZoneInput

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        known = {name.casefold(): name for name in zones()}
        if typed and typed.replace(" ", "_").casefold() not in known:
            raise ValidationError(_("Choose a time zone from the list, such as Europe/London."), code="zone")
        return known[typed.replace(" ", "_").casefold()] if typed else ""


class ProfileForm(forms.Form):
    """One's name, the name shown here (`member`: who has one), the zone and the language."""

    name = LineField(
        label=_("Your name"),
        max_length=80,
        help_text=_("Only you and the agency’s managers and owners can see this."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    public_name = LineField(label=_("Public name"), max_length=60, printed=True)
    timezone = ZoneField(label=_("Time zone"), max_length=64, required=False)
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        help_text=_("Also sets how dates, numbers and amounts are written, including in emails."),
    )

    def __init__(self, data: Any = None, *, user: User, member: Any, agency: Any, **kwargs: Any) -> None:
        own = {"name": user.name, "timezone": user.timezone, "language": user.language}
        initial = {**own, "public_name": getattr(member, "public_name", "")}
        super().__init__(data, initial=initial, **kwargs)
        self.fields["timezone"].widget.attrs["autocomplete"] = "off"
        usual = dict(settings.LANGUAGES)[settings.LANGUAGE_CODE]
        others = [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
        self.fields["language"].choices = [("", _("Default (%s)") % usual), *others]  # type: ignore[attr-defined]
        words = _(
            "Dates and times are shown in this time zone. Leave empty to use %(zone)s, the time "
            "zone of %(agency)s."
        )
        self.fields["timezone"].help_text = words % {"agency": agency.name, "zone": agency.timezone}
        if member is None:
            del self.fields["public_name"]
        else:
            words = _("The name others see on orders and messages at %(agency)s.")
            self.fields["public_name"].help_text = words % {"agency": agency.name}


class PhotoForm(forms.Form):
    photo = forms.FileField(
        label=_("Photo"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": photos.ACCEPT}),
        error_messages={"required": _("Choose a file first.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _(
            "JPEG, PNG or WebP, up to %(most)s MB. We crop the photo to its centre and remove "
            "any data your camera added."
        )
        self.fields["photo"].help_text = words % {"most": photos.MAX_BYTES // 1024 // 1024}

    def add_refusal(self, error: Invalid) -> None:
        """Show what the action refused beside the field."""
        for texts in error.errors.values():
            for text in texts:
                self.add_error("photo", str(text))
