"""The two pages that ask before anything happens: two texts of one draft, and a price that moved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from drafts.forms.drafts import LONG_FIELDS, DraftForm, fingerprint, initial_of, packed, plain, unpacked
from drafts.models import OrderDraft
from project.base.text import comparable, composed
from project.base.words import spaced

#: Longer texts are shown without marking what differs: finding it would take too long.
MARKED_WORDS = 4_000


def conflict_context(stored: OrderDraft, typed: DraftForm, marks: str) -> dict[str, Any]:
    """Both texts of every field that differs, what was typed to send again, and which choice is ticked first.

    `marks` are the fingerprints of what the person's page was opened with: a field that only the other person
    changed is ticked as theirs, every other one as the person's own.
    """
    values, mine, base = initial_of(stored, typed.offering), typed.plain_fields(), unpacked(marks)
    newer = DraftForm(initial=values, offering=typed.offering, writers=typed.writers.values())
    now = fingerprint(values)
    rows = [
        _row(
            typed,
            newer,
            name,
            mine_changed=_mark(mine[name]) != base.get(name),
            newer_changed=now[name] != base.get(name),
        )
        for name in mine
        if mine[name] != plain(values[name])
    ]
    hidden = [typed[name].as_hidden() for name in mine]
    return {"draft": stored, "rows": rows, "hidden": hidden, "base": packed(now)}


def _mark(text: str) -> str:
    return fingerprint({"": text})[""]


def _row(
    typed: DraftForm, newer: DraftForm, name: str, *, mine_changed: bool, newer_changed: bool
) -> dict[str, Any]:
    mine, theirs = words_of_field(typed, name), words_of_field(newer, name)
    return {
        "name": name,
        "label": typed.fields[name].label,
        "mine": marked(mine, theirs),
        "newer": marked(theirs, mine),
        "choice": "mine" if mine_changed or not newer_changed else "newer",
        "note": _note(mine_changed, newer_changed),
        "joinable": name in LONG_FIELDS and bool(mine) and bool(theirs),
    }


def _note(mine_changed: bool, newer_changed: bool) -> str:
    if mine_changed and newer_changed:
        return _("Changed in both versions")
    return _("Only you changed this") if mine_changed else _("You didn’t change this")


def words_of_field(form: DraftForm, name: str) -> str:
    """The value of a field as a person reads it."""
    value, field = form[name].value(), form.fields[name]
    if isinstance(value, dt.datetime):
        return (field.widget.format_value(value) or "").replace("T", " ")
    choices = dict(getattr(field, "choices", []))
    if choices:
        picked = value if isinstance(value, list) else [value]
        return ", ".join(str(choices.get(item, item)) for item in picked if item)
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def marked(text: str, other: str) -> list[tuple[bool, str]]:
    """`text` in pieces (differs from `other`, piece), word by word; where the spaces are plays no part.

    One unmarked piece where the texts are too long, or share nothing so that marking says nothing.
    """
    here, there = spaced(composed(comparable(text))), spaced(composed(comparable(other)))
    if not here or not there or max(len(here), len(there)) > MARKED_WORDS:
        return [(False, text)]
    matcher = SequenceMatcher(None, [word.strip() for word in here], [word.strip() for word in there])
    blocks = [
        (tag != "equal", "".join(here[start:end])) for tag, start, end, _from, _to in matcher.get_opcodes()
    ]
    pieces = [(differs, piece) for differs, piece in blocks if piece]
    return [(False, text)] if all(differs for differs, _piece in pieces) else pieces


def chosen_data(data: Any, values: Mapping[str, Any]) -> Any:
    """What the conflict page sent, as if it had been typed:
    `keep-<field>` or, for all fields, `keep` decides.

    "newer" takes the stored value (`values`, as initial_of returns them),
    "both" the stored text and mine beneath it.
    """
    sent, all_fields = data.copy(), data.get("keep", "")
    for name, value in values.items():
        choice = all_fields or data.get(f"keep-{name}", "")
        stored = value if isinstance(value, list) else [_typed(value)]
        if choice == "newer":
            sent.setlist(name, stored)
        elif choice == "both" and name in LONG_FIELDS:
            sent[name] = f"{stored[0]}\n\n{data.get(name, '')}"
    return sent


def _typed(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.datetime) else str(value)
