"""Founding an agency from the command line."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from agencies.actions.agencies import code_from, create_agency
from agencies.models import Agency, Domain, Invitation, Membership
from agencies.signals import agency_created
from project.base.errors import Invalid
from tests.accounts.helpers.support import STRONG, path_of
from tests.helpers.cast import START

GOOD = {
    "name": "Third House",
    "host": "third.example.com",
    "owner_email": "boss@third.example",
    "code": "THI",
    "currency": "EUR",
    "timezone": "Europe/Vienna",
}


def test_create_agency_prints_a_link_that_makes_the_owner(cast, sign_in):
    out = StringIO()
    call_command("create_agency", "Third House", "third.localhost", "Boss@Third.Example", stdout=out)
    agency = Agency.objects.get(code="THI")
    link = out.getvalue().split()[-1]

    assert link.startswith("http://third.localhost:8000/invitation/")
    client = sign_in(None, agency)
    form = {"name": "The Boss", "password1": STRONG, "password2": STRONG}
    answer = client.post(path_of(link), form, headers={"host": "third.localhost"})

    assert answer.url == "/home/"
    member = Membership.objects.get(agency=agency)
    assert (member.roles, member.user.email) == (["owner"], "boss@third.example")


def test_create_agency_tells_the_other_apps(cast):
    told = []

    def note(sender, agency, now, **_kwargs):
        told.append((agency.code, now))

    agency_created.connect(note)
    create_agency(**GOOD, now=START)
    agency_created.disconnect(note)

    assert told == [("THI", START)]
    assert Domain.objects.get(agency__code="THI").is_primary


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "n" * 81),
        ("name", "\u200b"),
        ("host", "https://third.example.com"),
        ("host", "third.example.com:8000"),
        ("host", "-third.example.com"),
        ("host", "a" * 64 + ".com"),
        ("host", "INKWELL.localhost."),
        ("owner_email", "boss"),
        ("code", "T"),
        ("code", "TOOLONG"),
        ("code", "ink"),
        ("currency", "EURO"),
        ("currency", "JPY"),
        ("currency", "XYZ"),
        ("timezone", "Mars/Olympus"),
    ],
)
def test_create_agency_names_what_is_wrong_and_stores_nothing(cast, field, typed):
    with pytest.raises(Invalid) as refusal:
        create_agency(**{**GOOD, field: typed}, now=START)

    assert set(refusal.value.errors) == {field}
    assert Agency.objects.count() == 2
    assert not Invitation.objects.exists()


def test_create_agency_command_says_it_in_one_sentence(cast):
    with pytest.raises(CommandError, match=r"An agency already uses this host."):
        call_command("create_agency", "Third", "inkwell.localhost", "boss@third.example")


@pytest.mark.parametrize(("name", "code"), [("Inkwell", "INK"), ("Ö 7", "AGY"), ("A b", "AB"), ("字", "AGY")])
def test_code_from_a_name(name, code):
    assert code_from(name) == code
