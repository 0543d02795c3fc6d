"""People of the team from another program: invitations, with roles by row."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from accounts.actions.people import register_invited
from accounts.models import Mail
from agencies.actions.import_jobs import finish_undo
from agencies.actions.imports import undo_import
from agencies.actions.invitation_use import find_invitation
from agencies.actions.invitations import invite, open_invitations
from agencies.actions.suspending import suspend_member
from agencies.models import DataImport, Invitation, MarkedInvitation
from project.base.errors import NotVisible
from project.base.viewer import Member, Public
from tests.agencies.helpers.imports import checked, imported, uploaded
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR

pytestmark = pytest.mark.django_db
TEAM = 'Email,Role\nNew.Writer@words.example,Writer\nmore@words.example,"Editor, Writer"\n'


def undo(actor: Member, made: DataImport, now: dt.datetime) -> DataImport:
    undo_import(actor=actor, data_import=made, now=now)
    finish_undo(import_id=made.pk, member_id=actor.member_id, now=now)
    return DataImport.objects.get(pk=made.pk)


def faults(made: DataImport) -> list[tuple[int, str, str]]:
    return list(made.faults.values_list("number", "column", "words"))


def token_of(email: str) -> str:
    mail = Mail.objects.filter(recipient=email).latest("pk")
    found = re.search(r"/invitations?/([\w-]{20,})/", mail.text)
    assert found, mail.text
    return found[1]


def test_each_becomes_an_invitation_and_is_told(cast: Cast) -> None:
    made = imported(cast.max, TEAM, "team")

    assert made.state == "done"
    rows = Invitation.objects.filter(marked__mark=made.mark).order_by("pk")
    assert [(row.email, row.roles, row.invited_by) for row in rows] == [
        ("new.writer@words.example", ["writer"], cast.max.membership),
        ("more@words.example", ["writer", "editor"], cast.max.membership),
    ]
    assert all(row.expires_at == START + 7 * DAY for row in rows)
    assert {mail.recipient for mail in Mail.objects.filter(kind="invitation")} == {row.email for row in rows}
    assert not MarkedInvitation.objects.filter(external_id__contains="words").exists()
    _user, member = register_invited(
        actor=Public(cast.inkwell),
        token=token_of("more@words.example"),
        name="Mo",
        password="a long enough one 7",
        now=START + HOUR,
    )
    assert member.roles == ["writer", "editor"]


def test_the_same_file_twice_invites_nobody_twice(cast: Cast) -> None:
    imported(cast.max, TEAM, "team")

    again = checked(cast.otto, TEAM.lower().replace("email,role", "Email,Role"), "team")

    assert (again.state, again.fresh, again.known) == ("ready", 0, 2)


def test_an_open_invitation_of_before_is_withdrawn(cast: Cast) -> None:
    invite(actor=cast.max, email="more@words.example", roles=["support"], now=START)
    imported(cast.max, TEAM, "team")

    [stands] = open_invitations(cast.inkwell, START).filter(email="more@words.example")
    assert stands.roles == ["writer", "editor"]


def test_every_fault_by_its_row(cast: Cast) -> None:
    suspend_member(actor=cast.otto, member=cast.wanda.membership, reason="Away", now=START)
    email = {name: member.membership.user.email for name, member in cast.of_inkwell.items()}
    made = checked(
        cast.max,
        "Email,Role\n"
        + "fine@words.example,Lektor\n"
        + "FINE@words.example,Writer\n"
        + "nobody,Writer\n"
        + "a@words.example,\n"
        + "b@words.example,Owner\n"
        + "c@words.example,Client\n"
        + f"{email['wendell']},Writer\n"
        + f"{email['wendell'].upper()},Editor\n"
        + f"{email['wanda']},Editor\n"
        + "=cmd()@x,Writer\n",
        "team",
    )

    assert made.state == "faulty" and not Invitation.objects.filter(marked__isnull=False).exists()
    roles = "Enter “Writer”, “Editor”, “Support” or “Manager”."
    assert faults(made) == [
        (3, "Email", "Row 2 has the same id."),
        (4, "Email", "Enter a valid email address."),
        (5, "Role", "Enter a value."),
        (6, "Role", roles),
        (7, "Role", roles),
        (8, "Email", "This person already has these roles."),
        (9, "Email", "Row 8 has the same id."),
        (10, "Email", "This person is suspended. Reinstate them on their page instead."),
        (11, "Email", "Enter a valid email address."),
    ]


def test_no_more_than_the_operator_lets_in(cast: Cast) -> None:
    members = cast.inkwell.memberships.filter(ended_at=None, placeholder=False).count()
    cast.inkwell.most_people = members + 1
    cast.inkwell.save()

    made = checked(cast.max, TEAM, "team")

    assert [number for number, _column, words in faults(made) if "no place" in words] == [3]


def test_undone_the_links_open_nothing_unless_somebody_has_joined(cast: Cast) -> None:
    made = imported(cast.max, TEAM, "team")
    token = token_of("more@words.example")
    assert undo(cast.max, made, START + HOUR).state == "undone"
    assert not Invitation.objects.filter(email__endswith="words.example").exists()
    with pytest.raises(NotVisible):
        find_invitation(agency=cast.inkwell, token=token, now=START + HOUR)

    made = imported(cast.max, TEAM, "team", now=START + HOUR)
    facts = {"name": "Mo", "password": "a long enough one 7", "now": START + 2 * HOUR}
    register_invited(actor=Public(cast.inkwell), token=token_of("more@words.example"), **facts)
    kept = undo(cast.max, made, START + 3 * HOUR)
    assert kept.state == "done" and kept.refusal.startswith("Something was done")
    assert Invitation.objects.filter(marked__mark=made.mark).count() == 2


def test_columns_of_other_programs_are_guessed(cast: Cast) -> None:
    made = uploaded(cast.max, "E-Mail-Adresse;Rolle;Land\nx@words.example;Autor;AT\n", "team")

    assert [each.field for each in made.columns.all()] == ["id", "roles", ""]
