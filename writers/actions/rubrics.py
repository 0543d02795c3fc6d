"""Rubrics: published version by version, and archived."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agencies.models import Agency
from catalog.models import ServiceType
from project.base.errors import Invalid, Stale, require
from project.base.viewer import Member
from writers.models import Rubric, RubricCriterion, RubricLevel
from writers.models.rubrics import MOST_CRITERIA, MOST_LEVELS
from writers.querysets.rubrics import trees_of
from writers.rules.rubrics import keeps_rubrics
from writers.states.feedback import LEAST, MOST

LEAST_LEVELS = 2


@dataclass(frozen=True)
class LevelSaid:
    """One step of a criterion."""

    points: int
    name: str
    about: str = ""


@dataclass(frozen=True)
class CriterionSaid:
    """One line of a rubric; `category`: the rating to which it contributes, "" for none."""

    name: str
    about: str = ""
    category: str = ""
    levels: tuple[LevelSaid, ...] = ()


def publish_rubric(
    *,
    actor: Member,
    service: ServiceType | None,
    criteria: Sequence[CriterionSaid],
    base: int,
    now: dt.datetime,
) -> Rubric:
    """Make this the next version of what texts of `service` are judged by (None: of services without their
    own), and archive the one before. Feedback keeps the version by which it was given.

    `base` is the number of the version that it was made from, 0 for none. The same as the current version
    changes nothing. Raises Stale when another one was published meanwhile, Invalid under "criteria".
    """
    require(keeps_rubrics(actor))
    check_criteria(criteria)
    with transaction.atomic():
        # The rows that a first version would lock do not exist yet.
        Agency.objects.select_for_update(no_key=True).get(pk=actor.agency_id)
        rows = Rubric.objects.filter(agency_id=actor.agency_id, service=service)
        current = rows.current().first()
        if current is not None and said_by(current) == list(criteria):
            return current
        if base != (current.number if current else 0):
            text = _("Another version was published in the meantime. Check yours against it and save again.")
            raise Stale(text, current=current)
        if current is not None:
            _archive(current, now)
        number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
        made = Rubric.objects.create(
            agency_id=actor.agency_id, service=service, number=number, made_by=actor.membership, made_at=now
        )
        _keep(made, criteria)
    return made


def archive_rubric(*, actor: Member, rubric: Rubric, now: dt.datetime) -> Rubric:
    """Judge by it no longer: texts of its service are judged by the general one, if there is one. Does
    nothing when it is archived."""
    require(keeps_rubrics(actor))
    with transaction.atomic():
        Agency.objects.select_for_update(no_key=True).get(pk=actor.agency_id)
        rubric = Rubric.objects.get(agency_id=actor.agency_id, pk=rubric.pk)
        if rubric.retired_at is None:
            _archive(rubric, now)
    return rubric


def said_by(rubric: Rubric) -> list[CriterionSaid]:
    """What a version holds. One query."""
    return [
        CriterionSaid(
            criterion.name,
            criterion.about,
            criterion.category,
            tuple(LevelSaid(level.points, level.name, level.about) for level in levels),
        )
        for tree in trees_of([rubric.pk])
        for criterion, levels in tree.criteria
    ]


def check_criteria(criteria: Sequence[CriterionSaid]) -> None:
    """Raises Invalid under "criteria" for what no rubric can be."""
    problems = [*_problems(criteria)]
    if problems:
        raise Invalid({"criteria": problems})


def _problems(criteria: Sequence[CriterionSaid]) -> list[str]:
    found: list[str] = []
    if not criteria:
        found.append(_("Add at least one criterion."))
    if len(criteria) > MOST_CRITERIA:
        found.append(_("A rubric can have at most %(most)s criteria.") % {"most": MOST_CRITERIA})
    if len({each.name.casefold() for each in criteria}) < len(criteria):
        found.append(_("Two criteria have the same name. Choose a different name."))
    for each in criteria:
        if not LEAST_LEVELS <= len(each.levels) <= MOST_LEVELS:
            facts = {"name": each.name, "least": LEAST_LEVELS, "most": MOST_LEVELS}
            found.append(_("“%(name)s” needs between %(least)s and %(most)s levels.") % facts)
        if not all(LEAST <= level.points <= MOST for level in each.levels):
            found.append(_("Enter points from 1 to 5."))
        if not each.name or not all(level.name for level in each.levels):
            found.append(_("Enter a name for each criterion and each level."))
    return list(dict.fromkeys(found))


def _archive(rubric: Rubric, now: dt.datetime) -> None:
    rubric.retired_at = now
    rubric.save(update_fields=["retired_at"])


def _keep(rubric: Rubric, criteria: Sequence[CriterionSaid]) -> None:
    """The rows of a new version: two statements."""
    common = {"agency_id": rubric.agency_id}
    rows = RubricCriterion.objects.bulk_create(
        RubricCriterion(
            **common, rubric=rubric, position=place, name=each.name, about=each.about, category=each.category
        )
        for place, each in enumerate(criteria, start=1)
    )
    RubricLevel.objects.bulk_create(
        RubricLevel(
            **common,
            criterion=row,
            position=place,
            points=level.points,
            name=level.name,
            about=level.about,
        )
        for row, each in zip(rows, criteria, strict=True)
        for place, level in enumerate(each.levels, start=1)
    )
