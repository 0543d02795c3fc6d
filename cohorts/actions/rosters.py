"""Rosters: a table of members is uploaded or pasted, matched, checked, and saved whole or not at all."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.files.names import clean_name
from agencies.files.tables import Table, read_table
from agencies.files.types import RefusedFile
from agencies.models import Agency
from agencies.rules.import_records import written
from agencies.rules.imports import alike, guessed
from agencies.states.imports import KEPT
from cohorts.models import (
    Cohort,
    CohortGroup,
    CohortMember,
    MemberValue,
    RosterColumn,
    RosterRow,
    RosterUpload,
)
from cohorts.rules.cohorts import can_plan
from cohorts.rules.rosters import FIELD, NAME, Entry, RosterPlan, fields_of, plan_of
from cohorts.states.cohorts import MOST_MEMBERS
from project.base.errors import Conflict, Invalid, NotVisible, WrongState, require
from project.base.viewer import Member

from .cohorts import require_live
from .fields import add_fields
from .moving import locked_cohort, note

#: What a column says that becomes a field of its own, named like its head.
NEW_FIELD = "+"
#: Uploads that one call of the sweep deletes at most.
MOST = 100


def upload_roster(
    *, actor: Member, cohort: Cohort, now: dt.datetime, upload: Any = None, text: str = ""
) -> RosterUpload:
    """Read a CSV or XLSX file, or pasted text with a line for each member, and keep its rows for a day. Its
    columns are matched as far as their heads tell. Nothing is in the class yet.

    Raises Invalid under "file" or "text" for what is no table or has more than MOST_MEMBERS rows, WrongState
    once the class has ended."""
    require(can_plan(actor, cohort))
    table, name = _read(upload, text)
    with transaction.atomic():
        stored = locked_cohort(actor, cohort)
        require_live(stored)
        made = RosterUpload.objects.create(
            agency=actor.agency, cohort=stored, made_by=actor.membership, made_at=now, file_name=name
        )
        fields = guessed(table.heads, fields_of(stored), {})
        written(
            RosterColumn(
                agency_id=made.agency_id, upload=made, position=at, head=head.strip(), field=fields[at]
            )
            for at, head in enumerate(table.heads)
        )
        written(
            RosterRow(agency_id=made.agency_id, upload=made, number=number, cells=cells)
            for number, cells in table.rows
        )
    return made


def _read(upload: Any, text: str) -> tuple[Table, str]:
    place = "text" if upload is None else "file"
    if upload is None and not text.strip():
        raise Invalid({"": _("Choose a file, or paste the rows.")})
    name = clean_name(upload.name or "") if upload is not None else ""
    stream = upload.file if upload is not None else io.BytesIO(text.encode())
    size = upload.size if upload is not None else len(text.encode())
    try:
        table = read_table(stream, size, name or "pasted.csv")
    except RefusedFile as refusal:
        raise Invalid({place: str(refusal)}) from None
    if len(table.rows) > MOST_MEMBERS:
        raise Invalid({place: _("A class has at most %(most)s members.") % {"most": MOST_MEMBERS}})
    return table, name


def match_roster(
    *, actor: Member, upload: RosterUpload, fields: Sequence[str], now: dt.datetime
) -> RosterUpload:
    """Say what each column fills: "" for nothing, a key of rules.rosters.fields_of, or NEW_FIELD for a field
    of its own. Raises Invalid under "columns" for what is unknown or twice, and where no column has the
    names."""
    require(can_plan(actor, upload.cohort))
    with transaction.atomic():
        stored = locked_cohort(actor, upload.cohort)
        require_live(stored)
        columns = list(_held(upload).columns.all())
        named = [column.head for column, said in zip(columns, fields, strict=True) if said == NEW_FIELD]
        made = iter(add_fields(stored, named))
        wanted = [f"{FIELD}{next(made).key}" if said == NEW_FIELD else said for said in fields]
        _check_fields(stored, wanted)
        for column, key in zip(columns, wanted, strict=True):
            column.field = key
        RosterColumn.objects.bulk_update(columns, ["field"])
    return upload


def _check_fields(cohort: Cohort, wanted: Sequence[str]) -> None:
    known = {field.key for field in fields_of(cohort)}
    said = [key for key in wanted if key]
    if not known.issuperset(said):
        raise Invalid({"columns": _("Choose what each column holds.")})
    if len(said) != len(set(said)):
        raise Invalid({"columns": _("Two columns hold the same. Leave one of them out.")})
    if NAME not in said:
        raise Invalid({"columns": _("Choose the column that holds the names.")})


def save_roster(*, actor: Member, upload: RosterUpload, seen: str, now: dt.datetime) -> RosterPlan:
    """Bring a checked roster into its class: new members, changed ones, and those who are gone and have no
    order; all of it or nothing. The same roster again changes nothing.

    `seen` is the mark of the plan that was read (mark_of): Conflict when it would be another by now. Raises
    WrongState while rows are wrong, or once it has been saved or discarded."""
    require(can_plan(actor, upload.cohort))
    with transaction.atomic():
        stored = locked_cohort(actor, upload.cohort)
        require_live(stored)
        held = _held(upload)
        held.cohort = stored
        plan = plan_of(held)
        if plan.faults:
            raise WrongState(_("Some rows are wrong. Correct them in the file, and upload it again."))
        if mark_of(plan) != seen:
            raise Conflict(_("The class has changed since you checked the roster. Check it once more."))
        _store(stored, plan, now)
        held.delete()
        if plan.changes:
            note(stored, "roster", actor=actor, now=now, count=plan.changes)
    return plan


def mark_of(plan: RosterPlan) -> str:
    """What a plan would do, in figures."""
    parts = (plan.fresh, plan.changed, plan.back, plan.gone, plan.unchanged)
    return "-".join(str(len(part)) for part in parts)


def _store(cohort: Cohort, plan: RosterPlan, now: dt.datetime) -> None:
    gone = [member.pk for member in plan.gone]
    CohortMember.objects.filter(pk__in=gone).update(removed_at=now)
    groups = _groups(cohort, plan.entries)
    both = [*plan.changed, *plan.back]
    # Addresses may change hands: they are given up before any is taken.
    CohortMember.objects.filter(pk__in=[member.pk for member, _entry in both]).update(email="")
    for member, entry in both:
        member.name, member.email, member.removed_at = entry.name, entry.email, None
        member.group = groups.get(alike(entry.group))
    CohortMember.objects.bulk_update(
        [member for member, _entry in both], ["name", "email", "group", "removed_at"], batch_size=200
    )
    fresh = written(
        CohortMember(
            agency_id=cohort.agency_id,
            cohort=cohort,
            name=entry.name,
            email=entry.email,
            group=groups.get(alike(entry.group)),
            external_key=entry.key,
            added_at=now,
        )
        for entry in plan.fresh
    )
    _store_values(cohort, [*both, *zip(fresh, plan.fresh, strict=True)])


def _groups(cohort: Cohort, entries: Sequence[Entry]) -> dict[str, CohortGroup]:
    """The groups by name, as it is compared; those that are new are made."""
    found = {alike(group.name): group for group in cohort.groups.all()}
    for entry in entries:
        if entry.group and alike(entry.group) not in found:
            found[alike(entry.group)] = CohortGroup.objects.create(
                agency_id=cohort.agency_id, cohort=cohort, name=entry.group, position=len(found)
            )
    return found


def _store_values(cohort: Cohort, pairs: Sequence[tuple[CohortMember, Entry]]) -> None:
    fields = {field.key: field for field in cohort.fields.all()}
    MemberValue.objects.filter(member_id__in=[member.pk for member, _entry in pairs]).delete()
    written(
        MemberValue(agency_id=cohort.agency_id, cohort=cohort, member=member, field=fields[key], value=value)
        for member, entry in pairs
        for key, value in entry.values.items()
    )


def discard_roster(*, actor: Member, upload: RosterUpload) -> None:
    """Delete an uploaded roster that is not saved. One that is gone is gone."""
    require(can_plan(actor, upload.cohort))
    RosterUpload.objects.filter(agency_id=actor.agency_id, pk=upload.pk).delete()


def sweep_rosters(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Delete what was uploaded a day ago and never saved. Returns how many."""
    rows = RosterUpload.objects.filter(agency=agency, made_at__lte=now - KEPT).order_by("made_at", "id")
    old = list(rows.values_list("pk", flat=True)[:most])
    RosterUpload.objects.filter(pk__in=old).delete()
    return len(old)


def _held(upload: RosterUpload) -> RosterUpload:
    rows = RosterUpload.objects.filter(agency_id=upload.agency_id, pk=upload.pk)
    found = rows.select_for_update(of=("self",)).first()
    if found is None:
        raise NotVisible()
    return found
