"""What of drafts an agency can switch off (project/base/features.py)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from drafts.models import OrderPreset
from project.base.features import Door, Feature, counted, features

READS = ("presets",)
SHUT = ("preset_new", "preset_copy", "preset_restore", "preset_default", "preset_begin", "draft_preset")


def register() -> None:
    """Called once, in ready()."""
    features.register("presets", PRESETS)


def presets_left(agency: Any) -> list[str]:
    """Presets that nobody can use meanwhile, and how many clients keep some."""
    rows = OrderPreset.objects.filter(agency=agency, archived_at=None)
    clients = rows.values("account").distinct()
    return [
        *counted(
            rows, ngettext_lazy("%(count)s preset can’t be used.", "%(count)s presets can’t be used.", "n")
        ),
        *counted(
            clients,
            ngettext_lazy(
                "%(count)s client would lose presets.", "%(count)s clients would lose presets.", "n"
            ),
        ),
    ]


PRESETS = Feature(
    label=_("Presets"),
    text=_("Clients save choices that they order repeatedly, and fill drafts with them."),
    off=_("No preset can be saved or used. Clients can read and archive those they have."),
    pages={
        **{f"drafts:{name}": Door.READ for name in READS},
        **{f"drafts:{name}": Door.SHUT for name in SHUT},
        "drafts:preset": Door.STILL,
        "drafts:preset_archive": Door.ENDS,
    },
    api={
        "order-presets": Door.READ,
        "order-presets.destroy": Door.ENDS,
        "order-preset-application": Door.READ,
    },
    without={"jobs": "No clock touches presets.", "mails": "No mail is about presets."},
    impact=presets_left,
)
