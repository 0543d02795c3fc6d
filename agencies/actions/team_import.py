"""People of the team whom an agency brings along from another program: they become invitations."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.hooks.imports import FollowUp, ImportField, ImportRecord, RowFault
from agencies.models import Agency, Mark, MarkedInvitation, Membership, Role
from agencies.rules.agencies import may_grant
from agencies.rules.import_records import read_values, written
from agencies.rules.imports import alike
from agencies.rules.quotas import people_of
from project.base.mail_addresses import canonical_email
from project.base.viewer import Member

from .invitations import email_problem, invite_imported

#: The team's roles, and what other programs call them. Owners are asked in one at a time.
ROLES: Mapping[str, Sequence[str]] = {
    Role.WRITER: ("writer", "freelancer", "author", "translator", "texter", "autor", "rédacteur", "redactor"),
    Role.EDITOR: ("editor", "reviewer", "proofreader", "lektor", "correcteur", "corrector"),
    Role.SUPPORT: ("support", "coordinator", "agent"),
    Role.MANAGER: ("manager", "project manager", "admin", "administrator"),
}
FIELDS = (
    ImportField(
        "id",
        gettext_lazy("Email address"),
        ("Email", "E-mail", "Mail", "Work email", "E-Mail-Adresse", "Courriel", "Correo electrónico"),
        required=True,
    ),
    ImportField(
        "roles",
        gettext_lazy("Roles"),
        ("Role", "Function", "Job title", "Position", "Rolle", "Rôle", "Rol"),
        required=True,
        help=gettext_lazy("“Writer”, “Editor”, “Support” or “Manager”; several parted by commas."),
    ),
)


class TeamImport:
    """Of agencies.hooks.imports.import_kinds."""

    title = gettext_lazy("Team")
    help = gettext_lazy(
        "Writers, editors and the desk. Each gets an email with an invitation that is good for seven days."
    )
    fields = FIELDS
    follow_up = FollowUp(gettext_lazy("Open people"), "agencies:people")

    def identity(self, text: str) -> str:
        """See ImportKind. It tells one address from another, and does not tell which it is."""
        return f"#{hashlib.sha256(canonical_email(text).encode()).hexdigest()[:40]}"

    def known(self, agency: Agency, ids: Iterable[str]) -> set[str]:
        """See ImportKind."""
        rows = MarkedInvitation.objects.filter(agency=agency, external_id__in=list(ids))
        return set(rows.values_list("external_id", flat=True))

    def check(
        self, actor: Member, records: Sequence[ImportRecord], customs: Any, now: dt.datetime
    ) -> list[RowFault]:
        """See ImportKind. Two queries."""
        read = [(record, *_read(actor, record)) for record in records]
        found = [fault for _record, _facts, faults in read for fault in faults]
        sound = [(record, facts) for record, facts, faults in read if not faults]
        return [*found, *_beside(actor, sound)]

    def store(
        self, actor: Member, mark: Mark, records: Sequence[ImportRecord], customs: Any, now: dt.datetime
    ) -> None:
        """See ImportKind. Each is told by mail."""
        people = [_read(actor, record)[0] for record in records]
        made = invite_imported(actor=actor, people=[(each["id"], each["roles"]) for each in people], now=now)
        written(
            MarkedInvitation(
                agency=actor.agency, mark=mark, invitation=invitation, external_id=record.external_id
            )
            for invitation, record in zip(made, records, strict=True)
        )


def _read(actor: Member, record: ImportRecord) -> tuple[dict[str, Any], list[RowFault]]:
    return read_values(record, {"id": _address, "roles": lambda text: _roles(actor, text)})


def _address(text: str) -> str:
    email = canonical_email(text)
    if problem := email_problem(email):
        raise ValueError(problem)
    return email


def _roles(actor: Member, text: str) -> list[str]:
    found = set()
    for said in filter(None, (alike(part) for part in re.split(r"[,;/|+&]", text))):
        role = next(
            (key for key, words in ROLES.items() if said in (*words, alike(str(Role(key).label)))), ""
        )
        if not role or not may_grant(actor, role):
            raise ValueError(_("Enter “Writer”, “Editor”, “Support” or “Manager”."))
        found.add(role)
    if not found:
        raise ValueError(_("Enter a value."))
    return [role for role in Role.values if role in found]


def _beside(actor: Member, people: Sequence[tuple[ImportRecord, Mapping[str, Any]]]) -> list[RowFault]:
    """What keeps people from being invited who are here already, or for whom there is no place."""
    emails = [facts["id"] for _record, facts in people]
    rows = Membership.objects.belonging().filter(agency=actor.agency, user__email__in=emails)
    here = {row.user.email: row for row in rows.select_related("user")}
    most = actor.agency.most_people
    places = len(people) if most is None else max(most - people_of(actor.agency), 0)
    found = []
    for record, facts in people:
        member = here.get(facts["id"])
        places -= 0 if member else 1
        words = _("There is no place for this person. Ask your operator for more.") if places < 0 else ""
        if member and member.suspended_at:
            words = _("This person is suspended. Reinstate them on their page instead.")
        elif member and set(facts["roles"]) <= set(member.roles):
            words = _("This person already has these roles.")
        if words:
            found.append(RowFault(record.number, "id", words))
    return found
