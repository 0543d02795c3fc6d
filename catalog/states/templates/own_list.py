"""As little as a price list can have: one of each, for whoever writes their own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .shape import Template

OWN_LIST = Template(
    key="own-list",
    label=_("Your own list"),
    text=_("One service to rename, one quality, no add-ons: for you to write your own."),
    services=(("writing", "Writing", "word", "0.20", 100, 10_000, "Texts of every kind, by the word."),),
    qualities=(("standard", "Standard", "1.000", "One writer, reviewed by an editor."),),
    addons=(),
    subjects=("General",),
    languages=(("en-GB", "English (British)"),),
    urgencies=(("express", "Express", 72, "1.400", "Within three days."),),
    volumes=(),
    minimum_charge="0.00",
    preferred_surcharge="0.00",
)
