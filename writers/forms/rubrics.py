"""A rubric as plain rows: criteria, each with its levels."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from project.base import query
from project.base.fields import LineField, WholeNumberField
from project.base.forms import ActionForm
from writers.actions.rubrics import CriterionSaid, LevelSaid
from writers.models.rubrics import ABOUT_LIMIT, MOST_CRITERIA, MOST_LEVELS, NAME_LIMIT
from writers.states.feedback import LEAST, MOST, Category

#: Fields of the rows, as the view takes them.
NAMES = ("criterion-*", "level-*-*", "rows", "do", "add_level", "base")
#: What an empty rubric begins with.
LEVELS = ((1, _("Weak")), (3, _("Sound")), (5, _("Excellent")))
_SHAPE = re.compile(r"[0-9](,[0-9]){0,15}")


class CriterionForm(ActionForm):
    name = LineField(label=_("Criterion"), max_length=NAME_LIMIT, required=False)
    about = LineField(label=_("Meaning"), max_length=ABOUT_LIMIT, required=False)
    category = forms.ChoiceField(
        label=_("Contributes to"),
        choices=[("", _("Overall only")), *Category.choices],
        required=False,
        error_messages={"invalid_choice": _("Choose an option from the list.")},
    )


class LevelForm(ActionForm):
    name = LineField(label=_("Level"), max_length=NAME_LIMIT, required=False)
    points = WholeNumberField(label=_("Points"), least=LEAST, most=MOST, required=False)
    about = LineField(label=_("Meaning"), max_length=ABOUT_LIMIT, required=False)


@dataclass
class CriterionRow:
    """The form of a criterion with those of its levels."""

    form: CriterionForm
    levels: list[LevelForm]

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), *(level.is_valid() for level in self.levels)])

    @property
    def said(self) -> CriterionSaid | None:
        """The criterion, without levels that are empty; None for a row without a name and levels."""
        levels = [level.cleaned_data for level in self.levels]
        kept = [
            LevelSaid(row["points"] or 0, row["name"], row["about"]) for row in levels if any(row.values())
        ]
        facts = self.form.cleaned_data
        return CriterionSaid(levels=tuple(kept), **facts) if facts["name"] or kept else None


class RubricRows:
    """All rows of a rubric. `shape` says how many levels each row has, and comes back with the form."""

    def __init__(self, data: Mapping[str, Any] | None, *, shape: Sequence[int], initial: Any = ()) -> None:
        first = dict(enumerate(initial))
        self.rows = [_row(data, place, count, first.get(place)) for place, count in enumerate(shape)]

    @property
    def shape(self) -> str:
        return ",".join(str(len(row.levels)) for row in self.rows)

    def is_valid(self) -> bool:
        valid = [row.is_valid() for row in self.rows]
        return all(valid)

    @property
    def said(self) -> list[CriterionSaid]:
        """The criteria, once the rows are valid."""
        return [said for row in self.rows if (said := row.said)]


def stored_rows(criteria: Sequence[CriterionSaid]) -> RubricRows:
    """The form of what is published, with an empty row when nothing is."""
    shown = list(criteria) or [
        CriterionSaid("", levels=tuple(LevelSaid(points, str(name)) for points, name in LEVELS))
    ]
    return RubricRows(None, shape=[len(each.levels) for each in shown], initial=shown)


def typed_rows(post: Any) -> tuple[RubricRows, bool]:
    """What was typed, and whether a button asked for another row instead of publishing."""
    shape = _shape_of(post)
    if query.choice(post, "do", ("more",)) and len(shape) < MOST_CRITERIA:
        return _typed(post, [*shape, 3]), True
    if query.has(post, "add_level"):
        place = query.number(post, "add_level", most=MOST_CRITERIA)
        if place < len(shape):
            shape[place] = min(shape[place] + 1, MOST_LEVELS)
        return _typed(post, shape), True
    return RubricRows(post, shape=shape), query.choice(post, "do", ("more",)) == "more"


def _typed(post: Any, shape: list[int]) -> RubricRows:
    """The rows as they were typed, without a word about what is wrong with them."""
    initial = [
        CriterionSaid(
            name=query.verbatim(post, f"criterion-{place}-name", most=ABOUT_LIMIT),
            about=query.verbatim(post, f"criterion-{place}-about", most=ABOUT_LIMIT),
            category=query.verbatim(post, f"criterion-{place}-category", most=ABOUT_LIMIT),
            levels=tuple(_typed_level(post, place, step) for step in range(count)),
        )
        for place, count in enumerate(shape)
    ]
    return RubricRows(None, shape=shape, initial=initial)


def _typed_level(post: Any, place: int, step: int) -> Any:
    # As typed, which need not be a number: it is shown again beside what was wrong.
    typed: dict[str, Any] = {
        field: query.verbatim(post, f"level-{place}-{step}-{field}", most=ABOUT_LIMIT)
        for field in ("points", "name", "about")
    }
    return LevelSaid(**typed)


def _shape_of(post: Any) -> list[int]:
    typed = query.verbatim(post, "rows", most=40)
    if not _SHAPE.fullmatch(typed):
        return [0]
    return [min(int(count), MOST_LEVELS) for count in typed.split(",")][:MOST_CRITERIA]


def _row(data: Any, place: int, count: int, first: CriterionSaid | None) -> CriterionRow:
    initial = {name: getattr(first, name) for name in ("name", "about", "category")} if first else None
    levels = dict(enumerate(first.levels)) if first else {}
    return CriterionRow(
        CriterionForm(data, prefix=f"criterion-{place}", initial=initial),
        [
            LevelForm(
                data,
                prefix=f"level-{place}-{step}",
                initial=vars(levels[step]) if step in levels else None,
            )
            for step in range(count)
        ],
    )
