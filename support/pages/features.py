"""What of support an agency can switch off (project/base/features.py)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from project.base.features import Door, Feature, features


def register() -> None:
    """Called once, in ready()."""
    features.register("support", SUPPORT)


def of_support(doors: dict[Door, tuple[str, ...]]) -> dict[str, Door]:
    """Addresses of this app by their doors."""
    return {f"support:{name}": door for door, names in doors.items() for name in names}


SUPPORT = Feature(
    label=_("Support"),
    text=_("Everyone can ask for help, and the desk answers by its targets."),
    off=_("No one can ask for help. Open tickets stay readable."),
    pages=of_support({}),
    without=dict.fromkeys(("pages", "menu", "api", "jobs", "mails"), "Its pages follow."),
)
