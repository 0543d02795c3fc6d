"""A roster on its way in: what its rows say, what is wrong with them, and what would change in the class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.hooks.imports import ImportField, RowFault
from agencies.rules.imports import alike
from cohorts.models import Cohort, CohortMember, RosterUpload
from cohorts.models.cohorts import LABEL_LIMIT, MOST_GROUPS
from cohorts.models.members import KEY_LIMIT, NAME_LIMIT, VALUE_LIMIT
from cohorts.states.cohorts import MOST_MEMBERS
from project.base.mail_addresses import canonical_email
from project.base.text import clean_body, clean_line

#: What a column can fill for every class; the fields of the class come behind a colon.
NAME, EMAIL, GROUP, KEY = "name", "email", "group", "key"
FIELD = ":"


def fields_of(cohort: Cohort) -> list[ImportField]:
    """What columns can fill. One query, for the fields of the class."""
    own = [ImportField(f"{FIELD}{row.key}", row.label, (row.key, row.label)) for row in cohort.fields.all()]
    return [
        ImportField(NAME, gettext_lazy("Name"), ("full name", "member", "participant", "nom"), required=True),
        ImportField(EMAIL, gettext_lazy("Email address"), ("email", "e-mail", "mail", "address")),
        ImportField(GROUP, gettext_lazy("Group"), ("team", "department", "gruppe", "abteilung")),
        ImportField(
            KEY,
            gettext_lazy("Key"),
            ("id", "external id", "external key", "number", "staff number", "employee id"),
            help=gettext_lazy("What tells members apart when the roster is uploaded again."),
        ),
        *own,
    ]


@dataclass(frozen=True)
class Entry:
    """One row as it would be kept. `values` by the key of a field, without the empty ones."""

    number: int
    key: str
    name: str
    email: str
    group: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class RosterPlan:
    """What saving a roster would do. `gone`: members whom it does not name, and who have no order yet;
    `kept`: those of them who have one, and stay."""

    entries: list[Entry]
    faults: list[RowFault]
    fresh: list[Entry] = field(default_factory=list)
    changed: list[tuple[CohortMember, Entry]] = field(default_factory=list)
    unchanged: list[CohortMember] = field(default_factory=list)
    back: list[tuple[CohortMember, Entry]] = field(default_factory=list)
    gone: list[CohortMember] = field(default_factory=list)
    kept: list[CohortMember] = field(default_factory=list)

    @property
    def changes(self) -> int:
        """How many members would be another."""
        return len(self.fresh) + len(self.changed) + len(self.back) + len(self.gone)


def plan_of(upload: RosterUpload) -> RosterPlan:
    """What this roster would change. A constant number of queries."""
    entries, faults = _entries(upload)
    members = _members(upload.cohort)
    faults += _beyond(upload.cohort, entries, members)
    plan = RosterPlan(entries, sorted(faults, key=lambda fault: fault.number))
    values = _values(upload.cohort)
    for entry in entries:
        member = members.pop(entry.key, None)
        if member is None:
            plan.fresh.append(entry)
        elif member.removed_at:
            plan.back.append((member, entry))
        elif _same(member, entry, values.get(member.pk, {})):
            plan.unchanged.append(member)
        else:
            plan.changed.append((member, entry))
    for member in members.values():
        if member.removed_at is None:
            (plan.kept if member.placing_id else plan.gone).append(member)
    return plan


def _entries(upload: RosterUpload) -> tuple[list[Entry], list[RowFault]]:
    columns = [(each.field, each.position) for each in upload.columns.all() if each.field]
    entries: list[Entry] = []
    faults: list[RowFault] = []
    keys: dict[str, int] = {}
    mails: dict[str, int] = {}
    for number, cells in upload.lines.values_list("number", "cells"):
        said = {name: cells[position] for name, position in columns}
        entry = _entry(number, said)
        faults += _faults(entry, said)
        for name, value, seen in ((KEY, entry.key, keys), (EMAIL, entry.email, mails)):
            first = seen.setdefault(value, number) if value else number
            if first != number:
                words = _("Row %(row)s has the same %(what)s.")
                what = _("key") if name == KEY else _("email address")
                faults.append(RowFault(number, name, words % {"row": first, "what": what}))
        entries.append(entry)
    return entries, faults


def _entry(number: int, said: Mapping[str, str]) -> Entry:
    """A row without a key is known by its address, or else by its name and group."""
    name, email = clean_line(said.get(NAME, "")), canonical_email(clean_line(said.get(EMAIL, "")))
    group = clean_line(said.get(GROUP, ""))
    key = clean_line(said.get(KEY, "")) or email or alike(f"{name} {group}")
    values = {
        name[len(FIELD) :]: clean_body(value)
        for name, value in said.items()
        if name.startswith(FIELD) and value.strip()
    }
    return Entry(number, key[:KEY_LIMIT] if not said.get(KEY) else key, name, email, group, values)


def _faults(entry: Entry, said: Mapping[str, str]) -> Iterable[RowFault]:
    if not entry.name:
        yield RowFault(entry.number, NAME, _("Enter a name."))
    if entry.email:
        try:
            validate_email(entry.email)
        except ValidationError:
            yield RowFault(entry.number, EMAIL, _("This is no email address."))
    limits = ((NAME, entry.name, NAME_LIMIT), (GROUP, entry.group, LABEL_LIMIT), (KEY, entry.key, KEY_LIMIT))
    own = ((f"{FIELD}{key}", value, VALUE_LIMIT) for key, value in entry.values.items())
    for name, value, most in (*limits, *own):
        if len(value) > most:
            yield RowFault(entry.number, name, _("Use at most %(most)s characters.") % {"most": most})


def _beyond(cohort: Cohort, entries: list[Entry], members: Mapping[str, CohortMember]) -> Iterable[RowFault]:
    """A class that would get too large, groups too many, an address that a member has who stays."""
    named = {entry.key for entry in entries}
    staying = [
        one for key, one in members.items() if key not in named and one.placing_id and not one.removed_at
    ]
    if len(entries) + len(staying) > MOST_MEMBERS:
        words = _("A class has at most %(most)s members.") % {"most": MOST_MEMBERS}
        yield RowFault(entries[-1].number, "", words)
    if len({alike(entry.group) for entry in entries if entry.group}) > MOST_GROUPS:
        words = _("A class has at most %(most)s groups.") % {"most": MOST_GROUPS}
        yield RowFault(entries[-1].number, GROUP, words)
    taken = {one.email.casefold() for one in staying if one.email}
    for entry in entries:
        if entry.email and entry.email.casefold() in taken:
            yield RowFault(entry.number, EMAIL, _("Another member has this email address."))


def _members(cohort: Cohort) -> dict[str, CohortMember]:
    rows = CohortMember.objects.filter(agency_id=cohort.agency_id, cohort=cohort)
    return {row.external_key: row for row in rows.select_related("group").order_by("name", "id")}


def _values(cohort: Cohort) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    rows = cohort.fields.filter(values_rows__isnull=False)
    for member_id, key, value in rows.values_list("values_rows__member_id", "key", "values_rows__value"):
        found.setdefault(member_id, {})[key] = value
    return found


def _same(member: CohortMember, entry: Entry, values: Mapping[str, str]) -> bool:
    group = member.group.name if member.group else ""
    own = (member.name, member.email, alike(group))
    return own == (entry.name, entry.email, alike(entry.group)) and dict(values) == dict(entry.values)
