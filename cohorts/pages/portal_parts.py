"""What the panels of a member's page are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from agencies.models import FileUse
from cohorts.models import CohortMember
from project.base.viewer import Receiver


@dataclass(frozen=True)
class Asked:
    """A request that somebody makes of the page: who, whose page it is, by which key, when; forms that came
    back with what was typed, by name."""

    viewer: Receiver
    member: CohortMember
    key: str
    now: dt.datetime
    forms: Mapping[str, Any] = field(default_factory=dict)

    def url(self, name: str, *more: Any) -> str:
        return reverse(f"cohorts:{name}", args=[self.key, *more])


@dataclass(frozen=True)
class Panel:
    """One panel: `template` is included with `context` as `panel`, the `csrf_token`, and nothing else."""

    template: str
    context: Mapping[str, Any]


def file_row(asked: Asked, use: FileUse, *, removable: bool = False) -> dict[str, Any]:
    """A row of ui/file_list.html."""
    return {
        "name": use.name,
        "url": asked.url("mine_file", use.public_id),
        "size": use.file.size,
        "content_type": use.file.content_type,
        "remove_url": asked.url("mine_file_remove", use.public_id) if removable else "",
    }
