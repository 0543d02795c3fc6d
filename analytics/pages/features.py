"""What of analytics an agency can switch off (project/base/features.py)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from project.base.features import Door, Feature, features


def register() -> None:
    """Called once, in ready()."""
    features.register("client_analytics", CLIENT_ANALYTICS)


CLIENT_ANALYTICS = Feature(
    label=_("Figures for clients"),
    text=_("Clients see what they spent, how many orders they placed, and how well these were kept."),
    off=_("Clients have no figures. Those of the agency stay."),
    pages={
        f"analytics:{name}": Door.SHUT
        for name in ("client", "client_file", "client_rows", "client_rows_file")
    },
    api={"client-figures": Door.SHUT},
    without={"jobs": "Nothing of it runs by itself.", "mails": "It sends none."},
)
