"""Fields of a class: what its common brief leaves open for each member."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from cohorts.models import Cohort, CohortField
from cohorts.models.cohorts import KEY, LABEL_LIMIT, MOST_FIELDS
from cohorts.rules.cohorts import can_plan
from cohorts.rules.placeholders import OF_ALL, named_in, texts_of
from project.base.errors import Invalid, WrongState, require
from project.base.viewer import Member

from .cohorts import require_live
from .moving import locked_cohort, note


def add_field(*, actor: Member, cohort: Cohort, label: str, now: dt.datetime) -> CohortField:
    """A field named `label`, with a placeholder made of it. One of that name again is the same. Raises
    Invalid beyond MOST_FIELDS and for a label that makes no placeholder."""
    require(can_plan(actor, cohort))
    with transaction.atomic():
        stored = locked_cohort(actor, cohort)
        require_live(stored)
        same = stored.fields.filter(label__iexact=label).first()
        if same is not None:
            return same
        made = add_fields(stored, [label])[0]
        note(stored, "edit", actor=actor, now=now)
    return made


def remove_field(*, actor: Member, cohort: Cohort, key: str, now: dt.datetime) -> None:
    """Take a field away, with what members fill it with. One that is gone is gone. Raises WrongState while
    the common brief names it."""
    require(can_plan(actor, cohort))
    with transaction.atomic():
        stored = locked_cohort(actor, cohort)
        require_live(stored)
        if key in named_in(texts_of(stored)):
            words = _("The common brief names {%(key)s}. Take it out there first.")
            raise WrongState(words % {"key": key})
        if stored.fields.filter(key=key).delete()[0]:
            note(stored, "edit", actor=actor, now=now)


def add_fields(cohort: Cohort, labels: Sequence[str]) -> list[CohortField]:
    """New fields of a locked class, each with a key of its own. Asks no right: the actions that call this
    have. Raises Invalid."""
    taken = set(cohort.fields.values_list("key", flat=True)) | set(OF_ALL)
    if len(taken) - len(OF_ALL) + len(labels) > MOST_FIELDS:
        raise Invalid({"label": _("A class has at most %(most)s fields.") % {"most": MOST_FIELDS}})
    made = []
    for label in labels:
        key = _key(label, taken)
        taken.add(key)
        made.append(
            CohortField.objects.create(
                agency_id=cohort.agency_id,
                cohort=cohort,
                key=key,
                label=label[:LABEL_LIMIT].strip() or key,
                position=len(taken),
            )
        )
    return made


def _key(label: str, taken: set[str]) -> str:
    """A placeholder made of a label: “Company name” becomes company_name."""
    plain = unicodedata.normalize("NFKD", label.casefold())
    letters = "".join(char for char in plain if char.isascii() and (char.isalnum() or char in " -_./"))
    base = re.sub(r"[^a-z0-9]+", "_", letters).strip("_").lstrip("0123456789_")[:26] or "field"
    key, at = base, 2
    while key in taken:
        key, at = f"{base}_{at}", at + 1
    if not re.match(KEY, key):
        raise Invalid({"label": _("Use letters from a to z in the name.")})
    return key
