"""Clients that an agency brings along: all or none, once, and undone within a day."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction

from agencies.actions.import_jobs import check_import, finish_undo, run_import
from agencies.actions.imports import discard_import, match_columns, start_import, sweep_rows, undo_import
from agencies.models import DataImport, Erasure, ImportFault, ImportRow, Mark, Membership
from clients.actions.account_import import ClientsImport
from clients.actions.contacts import edit_contact
from clients.actions.notes import write_note
from clients.models import AccountContact, AccountEvent, ClientAccount, MarkedAccount
from project.base.errors import Invalid, NotAllowed, NotVisible, TooMany, WrongState
from project.base.viewer import Member
from tests.agencies.helpers.imports import check, checked, imported, uploaded
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.races import race

pytestmark = pytest.mark.django_db

CLIENTS = """Customer ID;Company;Type;Contact person;E-mail;Phone;Unknown
C-1;Harbour Ltd;company;Hanna Hafen;Hanna@Harbour.example;+44 1;x
C-2;Pia Person;private;;pia@person.example;;y
C-3;Café “Zoë”;;;;;z
"""
TABLES = (ClientAccount, AccountContact, AccountEvent, MarkedAccount, Mark)


def counts() -> list[int]:
    return [model.objects.count() for model in TABLES]


def undo(actor: Member, made: DataImport, now: dt.datetime) -> DataImport:
    undo_import(actor=actor, data_import=made, now=now)
    finish_undo(import_id=made.pk, member_id=actor.member_id, now=now)
    return DataImport.objects.get(pk=made.pk)


def faults(made: DataImport) -> list[tuple[int, str, str]]:
    return list(made.faults.values_list("number", "column", "words"))


def test_columns_are_guessed_from_their_heads(cast: Cast) -> None:
    made = uploaded(cast.max, CLIENTS)

    assert [each.field for each in made.columns.all()] == [
        "id",
        "name",
        "kind",
        "contact",
        "email",
        "phone",
        "",
    ]
    assert (made.state, made.rows, made.decimal_mark) == ("matching", 3, "comma")


def test_clients_come_with_contact_event_and_mark(cast: Cast) -> None:
    made = imported(cast.max, CLIENTS)

    assert (made.state, made.fresh, made.known) == ("done", 3, 0)
    rows = ClientAccount.objects.filter(marked__mark=made.mark).order_by("pk")
    assert [(row.name, row.kind) for row in rows] == [
        ("Harbour Ltd", "company"),
        ("Pia Person", "personal"),
        ("Café “Zoë”", "company"),
    ]
    contacts = AccountContact.objects.filter(account__in=rows).order_by("pk")
    assert [(each.name, each.email) for each in contacts] == [
        ("Hanna Hafen", "hanna@harbour.example"),
        ("Pia Person", "pia@person.example"),
    ]
    assert [event.verb for event in rows[0].events.all()] == ["import"]


def test_the_same_file_twice_brings_nothing_more(cast: Cast) -> None:
    imported(cast.max, CLIENTS)
    before = counts()

    again = checked(cast.otto, CLIENTS)

    assert (again.state, again.fresh, again.known) == ("ready", 0, 3)
    with pytest.raises(WrongState, match="nothing to import"):
        start_import(actor=cast.otto, data_import=again, now=START)
    assert counts() == before


def test_rows_without_an_id_are_known_by_their_values(cast: Cast) -> None:
    twins = "Company,Phone\nTwin,1\nTwin,1\nOther,2\n"
    assert imported(cast.max, twins).fresh == 3

    longer = checked(cast.max, twins + "New,3\n")

    assert (longer.fresh, longer.known) == (1, 3)


def test_all_or_nothing_with_every_fault_by_its_row(cast: Cast) -> None:
    before = counts()
    made = checked(
        cast.max,
        "ID,Company,Type,Email\nA,Fine Ltd,,\nA,Twice,,\nB,,,\nC,Odd,planet,nobody\n,\u200b\u202e,,\n",
    )

    assert made.state == "faulty" and counts() == before
    assert faults(made) == [
        (3, "ID", "Row 2 has the same id."),
        (4, "Company", "Enter a value."),
        (5, "Type", "Enter “Company” or “Personal”."),
        (5, "Email", "Enter a valid email address."),
        (6, "Company", "Enter a value."),
    ]
    with pytest.raises(WrongState, match="only possible"):
        start_import(actor=cast.max, data_import=made, now=START)


def test_marks_of_direction_and_formulas_are_texts(cast: Cast) -> None:
    made = imported(cast.max, "Company,Contact\n=1+1,\u202eevil\u202c\n")

    account = ClientAccount.objects.get(marked__mark=made.mark)
    assert (account.name, account.contacts.get().name) == ("=1+1", "evil")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (["name", "name"], "one column only"),
        (["", ""], "Choose the column that has: Client name."),
        (["name"], "for each column"),
        (["name", "planet"], "of the list"),
    ],
)
def test_columns_are_chosen_once_and_all_that_is_needed(cast: Cast, fields: list[str], words: str) -> None:
    made = uploaded(cast.max, "Company,Company\nA,B\n")
    assert [each.field for each in made.columns.all()] == ["name", ""]

    with pytest.raises(Invalid) as refused:
        match_columns(
            actor=cast.max, data_import=made, fields=fields, date_order="dmy", decimal_mark="point", now=START
        )
    assert words in refused.value.errors["columns"][0]


def test_what_was_chosen_is_remembered(cast: Cast) -> None:
    content = "Firmenwortlaut,Company\nHafen GmbH,x\n"
    made = uploaded(cast.max, content)
    made = check(cast.max, made, fields=["name", ""])
    start_import(actor=cast.max, data_import=made, now=START)
    run_import(import_id=made.pk, member_id=cast.max.member_id, now=START)

    assert [each.field for each in uploaded(cast.otto, content).columns.all()] == ["name", ""]


def test_undone_within_a_day(cast: Cast) -> None:
    before = counts()
    made = imported(cast.max, CLIENTS)

    undone = undo(cast.otto, made, START + DAY - HOUR)

    assert undone.state == "undone" and counts()[:-1] == before[:-1]
    assert Erasure.objects.get().mark == made.mark
    assert not finish_undo(import_id=made.pk, member_id=cast.otto.member_id, now=START)
    assert undo_import(actor=cast.otto, data_import=made, now=START + DAY).state == "undone"
    assert imported(cast.max, CLIENTS, now=START + DAY).fresh == 3


def test_who_asks_in_time_gets_it_undone_whenever_the_job_runs(cast: Cast) -> None:
    made = imported(cast.max, CLIENTS)
    undo_import(actor=cast.max, data_import=made, now=START + DAY - HOUR)

    assert finish_undo(import_id=made.pk, member_id=cast.max.member_id, now=START + DAY + HOUR)


def test_not_undone_after_a_day_or_once_something_was_done(cast: Cast) -> None:
    made = imported(cast.max, CLIENTS)
    account = ClientAccount.objects.get(name="Harbour Ltd")

    with pytest.raises(WrongState, match="older"):
        undo_import(actor=cast.max, data_import=made, now=START + DAY)
    facts = {"name": "Hanna Haven", "email": "hanna@harbour.example"}
    edit_contact(actor=cast.sam, contact=account.contacts.get(), fields=facts, now=START + HOUR)
    stored = undo(cast.max, made, START + 2 * HOUR)
    assert (stored.state, stored.refusal[:18]) == ("done", "Something was done")
    write_note(actor=cast.sam, account=account, text="Pays late.", now=START + HOUR)
    assert "imported (note), so" in undo(cast.max, made, START + 2 * HOUR).refusal
    assert ClientAccount.objects.filter(marked__mark=made.mark).count() == 3


def test_a_killed_job_neither_doubles_nor_loses(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    before = counts()
    made = checked(cast.max, CLIENTS)
    start_import(actor=cast.max, data_import=made, now=START)
    store = ClientsImport.store

    def killed(*arguments: object) -> None:
        store(*arguments)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt), transaction.atomic():
        patch.setattr(ClientsImport, "store", killed)
        run_import(import_id=made.pk, member_id=cast.max.member_id, now=START)
    assert counts() == before

    assert run_import(import_id=made.pk, member_id=cast.max.member_id, now=START)
    assert not run_import(import_id=made.pk, member_id=cast.max.member_id, now=START)
    assert counts()[0] == before[0] + 3


def test_a_check_goes_on_where_it_was_killed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agencies.actions.import_jobs.SLICE", 2)
    made = uploaded(cast.max, "Company,Type\n" + "Fine,\nBad,planet\n" * 3)
    fields = ["name", "kind"]
    match_columns(
        actor=cast.max, data_import=made, fields=fields, date_order="dmy", decimal_mark="point", now=START
    )
    calls = []
    look = ClientsImport.check

    def killed(*arguments: object) -> object:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return look(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(ClientsImport, "check", killed)
    with pytest.raises(KeyboardInterrupt):
        check_import(import_id=made.pk, now=START)
    check_import(import_id=made.pk, now=START)

    made.refresh_from_db()
    assert (made.state, made.checked, made.fresh) == ("faulty", 6, 6)
    assert [number for number, _column, _words in faults(made)] == [3, 5, 7]


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_the_same_rows_at_once(cast: Cast) -> None:
    first, second = checked(cast.max, CLIENTS), checked(cast.otto, CLIENTS)
    for actor, made in ((cast.max, first), (cast.otto, second)):
        start_import(actor=actor, data_import=made, now=START)

    results = race(
        [
            lambda made=made, actor=actor: run_import(import_id=made.pk, member_id=actor.member_id, now=START)
            for actor, made in ((cast.max, first), (cast.otto, second), (cast.max, first))
        ]
    )

    assert sorted(results) == [False, False, True]
    assert MarkedAccount.objects.count() == 3


def test_whoever_lost_the_right_meanwhile_imports_nothing(cast: Cast) -> None:
    made = checked(cast.max, CLIENTS)
    start_import(actor=cast.max, data_import=made, now=START)
    Membership.objects.filter(pk=cast.max.member_id).update(roles=["support"])

    assert not run_import(import_id=made.pk, member_id=cast.max.member_id, now=START)
    assert DataImport.objects.get().state == "stopped" and not MarkedAccount.objects.exists()


def test_managers_and_owners_of_the_agency_alone(cast: Cast) -> None:
    made = checked(cast.max, CLIENTS)

    for actor in (cast.sam, cast.clara, cast.wendell, cast.edith):
        with pytest.raises(NotAllowed):
            uploaded(actor, CLIENTS)
        with pytest.raises(NotAllowed):
            start_import(actor=actor, data_import=made, now=START)
        assert not DataImport.objects.visible_to(actor).exists()
    with pytest.raises(NotVisible):
        start_import(actor=cast.mara, data_import=made, now=START)
    assert not DataImport.objects.visible_to(cast.mara).exists()


def test_rows_are_kept_for_a_day(cast: Cast) -> None:
    done, waiting = imported(cast.max, CLIENTS), checked(cast.max, CLIENTS)
    other = uploaded(cast.mara, CLIENTS)

    assert sweep_rows(agency=cast.inkwell, now=START + DAY - HOUR, most=100) == 0
    assert sweep_rows(agency=cast.inkwell, now=START + DAY, most=100) == 2
    assert sweep_rows(agency=cast.inkwell, now=START + DAY, most=100) == 0

    assert set(ImportRow.objects.values_list("data_import", flat=True)) == {other.pk}
    assert not ImportFault.objects.exists() and not DataImport.objects.filter(pk=waiting.pk).exists()
    assert DataImport.objects.get(pk=done.pk).file_name == ""


def test_a_file_that_is_not_wanted_is_deleted(cast: Cast) -> None:
    made = checked(cast.max, CLIENTS)

    discard_import(actor=cast.max, data_import=made)
    assert not DataImport.objects.exists() and not ImportRow.objects.exists()
    with pytest.raises(WrongState):
        discard_import(actor=cast.max, data_import=imported(cast.max, CLIENTS))


def test_an_agency_uploads_so_many_files_a_day(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agencies.actions.imports.MOST_FILES", 1)
    uploaded(cast.max, CLIENTS)

    with pytest.raises(TooMany):
        uploaded(cast.otto, CLIENTS)
    assert uploaded(cast.mara, CLIENTS) and uploaded(cast.max, CLIENTS, now=START + DAY)
