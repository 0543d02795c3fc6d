"""The longer words of a commission beside its brief: those of writer and editor, and those of the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Words:
    """Some lines of text beneath a heading."""

    label: str
    text: str


def words_of(source: Any, *, desk: bool = False) -> list[Words]:
    """What a commission (a draft, a version of a quote, an order) says beside its brief, for whoever reads
    that; with the notes to the agency for the client's side and the `desk`. What is empty is left out."""
    return [
        *_said((_("References"), source.references)),
        *style_of(source),
        *_said((_("Notes to the agency"), source.notes if desk else "")),
    ]


def style_of(source: Any) -> list[Words]:
    """House style and preferences: what whoever is shown a brief before they have the order reads, too."""
    return _said((_("House style"), source.house_style), (_("Style preferences"), source.style_preferences))


def _said(*rows: tuple[str, str]) -> list[Words]:
    return [Words(label, text) for label, text in rows if text]
