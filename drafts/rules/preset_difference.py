"""What a preset would change in a draft: the difference that is shown before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from agencies.models import Membership
from catalog.pricing.offering import Offering
from drafts.models import OrderDraft, OrderPreset

#: The fields that a preset can fill, in the order of the draft's page. The private notes to the desk are not
#: among them.
FIELDS = (
    "service",
    "subject",
    "quantity",
    "quality",
    "audience",
    "tone",
    "locale",
    "source_locale",
    "format",
    "citation_style",
    "references",
    "house_style",
    "style_preferences",
    "addons",
    "preferred_writer",
)
THINGS = ("service", "subject", "quality")
LANGUAGES = ("locale", "source_locale")


@dataclass(frozen=True)
class Change:
    """One field that differs: both values in words, and the value to store.
    `ticked`: the draft has nothing there yet."""

    field: str
    label: Any
    now: str
    new: str
    value: Any
    ticked: bool


@dataclass(frozen=True)
class Difference:
    """`changes` in the draft's order; `same`: how many fields hold what the preset says already; `gone`:
    names of what the preset wants but the agency no longer offers."""

    changes: tuple[Change, ...]
    same: int
    gone: tuple[str, ...]

    @property
    def ticked(self) -> list[str]:
        """The fields in which the client has said nothing yet."""
        return [change.field for change in self.changes if change.ticked]

    @property
    def kept(self) -> int:
        """How many of the client's own values stay unless they are ticked."""
        return sum(not change.ticked for change in self.changes)


def difference(
    preset: OrderPreset,
    draft: OrderDraft,
    offering: Offering,
    writers: Sequence[Membership],
    labels: Mapping[str, Any] = MappingProxyType({}),
) -> Difference:
    """What `preset` would change in `draft`. `writers` are those who may be
    named; `labels` those of the draft's form, for who prints them.

    Reads the preset's add-ons and styles and the draft's add-ons: prefetched rows where there are some.
    """
    wanted, gone = _wanted(preset, draft, offering, writers)
    present = _present(draft)
    changes = [
        Change(
            field=name,
            label=labels.get(name, name),
            now=_words(name, present[name], offering),
            new=_words(name, value, offering),
            value=value,
            ticked=_is_empty(name, present[name], offering),
        )
        for name, value in wanted.items()
        if not _equal(value, present[name])
    ]
    return Difference(tuple(changes), len(wanted) - len(changes), tuple(gone))


def style_lines(preset: OrderPreset) -> str:
    """The preferences of style, one a line, as a draft keeps them; "" without any."""
    return "\n".join(f"{style.name}: {style.value}" for style in preset.styles.all())


def _wanted(
    preset: OrderPreset, draft: OrderDraft, offering: Offering, writers: Sequence[Membership]
) -> tuple[dict[str, Any], list[str]]:
    """The values that the preset says something of, in the draft's order, and what is no longer offered."""
    wanted, gone = {}, []
    lists = {"service": offering.services, "subject": offering.subjects, "quality": offering.qualities}
    for name in FIELDS:
        if name in lists:
            value, lost = _offered(getattr(preset, name), lists[name])
        elif name in LANGUAGES:
            value, lost = _spoken(getattr(preset, name), offering)
        elif name == "addons":
            value, lost = _offered_all([row.addon for row in preset.addon_rows.all()], offering.addons)
        elif name == "preferred_writer":
            value, lost = _offered(preset.preferred_writer, writers)
        else:
            value, lost = _said(preset, name), []
        gone += lost
        if value:
            wanted[name] = value
    return wanted, gone


def _offered(value: Any, rows: Iterable[Any]) -> tuple[Any, list[str]]:
    """The row itself where it is still offered, else its name as lost."""
    if value is None or any(row.pk == value.pk for row in rows):
        return value, []
    return None, [str(value)]


def _spoken(code: str, offering: Offering) -> tuple[str, list[str]]:
    """The code itself where the language is still offered, else its name as lost."""
    if not code or any(language.key == code for language in offering.languages):
        return code, []
    return "", [offering.language_names.get(code, code)]


def _offered_all(values: list[Any], rows: Sequence[Any]) -> tuple[list[Any], list[str]]:
    known = {row.pk for row in rows}
    return [row for row in values if row.pk in known], [str(row) for row in values if row.pk not in known]


def _said(preset: OrderPreset, name: str) -> Any:
    if name == "style_preferences":
        return style_lines(preset)
    return preset.house_notes if name == "house_style" else getattr(preset, name)


def _present(draft: OrderDraft) -> dict[str, Any]:
    found = {name: getattr(draft, name) for name in FIELDS if name != "addons"}
    return {**found, "addons": [row.addon for row in draft.addon_rows.all()]}


def _is_empty(name: str, value: Any, offering: Offering) -> bool:
    """Whether the client has said nothing there: the first language is no choice."""
    return not value or (name == "locale" and value == offering.first_language)


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, list):
        return {row.pk for row in one} == {row.pk for row in other}
    return bool(one == other)


def _words(name: str, value: Any, offering: Offering) -> str:
    if isinstance(value, list):
        return ", ".join(str(row) for row in value)
    if name in LANGUAGES:
        return offering.language_names.get(value, value)
    return "" if value is None else str(value)
