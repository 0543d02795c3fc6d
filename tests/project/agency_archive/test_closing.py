"""An agency is closed: every row and file of it goes, and nothing of another one."""

from __future__ import annotations

import datetime as dt
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.test import Client

from accounts.actions.exports import ask_export as ask_copy
from accounts.actions.exports import make_export as make_copy
from accounts.models import OperatorAct, OperatorEvent, User
from agencies.actions import closing_erasure
from agencies.actions.closing import ask_closing, withdraw_closing
from agencies.actions.closing_erasure import close_due
from agencies.models import (
    Agency,
    AgencyClosing,
    ClosedAgency,
    Domain,
    Membership,
    SecurityEvent,
    StoredFile,
)
from agencies.states.closing import ClosingState
from project.agency_archive.writing import write_agency
from project.base import clock
from project.base.errors import WrongState
from project.base.hanging import children_first
from project.base.viewer import System
from project.hosts import forget_hosts
from tests.agencies.helpers.agency_exports import ready
from tests.agencies.helpers.closing import asked, to_the_end
from tests.helpers.cast import START, Cast, browser, load_cast
from tests.helpers.factories import make_draft
from tests.helpers.races import race
from tests.project.backup.test_backup import files_of
from tests.project.helpers.api_scene import api_scene

DAY = dt.timedelta(days=1)
DUE = START + 14 * DAY


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def with_agency() -> list[type[Model]]:
    """Every table with an agency, that of operators' acts among them."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if any(field.name == "agency" for field in model._meta.concrete_fields)
    ]


def rows_of(agency: Agency) -> dict[str, list[tuple[Any, ...]]]:
    """Table -> its rows of this agency, whole."""
    return {
        model._meta.label: list(model._base_manager.filter(agency=agency).order_by("pk").values_list())
        for model in with_agency()
    }


def is_due(cast: Cast, moment: dt.datetime) -> AgencyClosing:
    """A closing of Inkwell whose day has come, whatever is open there."""
    return AgencyClosing.objects.create(
        agency=cast.inkwell,
        by_operator=False,
        asked_by=cast.otto.membership,
        asked_at=moment - 14 * DAY,
        archived_at=moment - 14 * DAY,
        due_at=moment,
    )


@pytest.mark.django_db(transaction=True)
def test_everything_of_it_goes_and_nothing_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a thing of every kind. It is killed again and again, and goes on where it stopped."""
    monkeypatch.setattr(closing_erasure, "ties_of", lambda _agency, _now: [])
    cast, moment = load_cast(), clock.now()
    api_scene(cast)
    copy = ask_copy(user=cast.clara.membership.user, agency=cast.inkwell, now=moment)
    make_copy(export_id=copy.pk, now=moment)
    make_draft(cast.nick)
    facts: dict[str, Any] = {"sha256": "b" * 64, "size": 1, "content_type": "text/plain"}
    file = StoredFile.objects.create(agency=cast.northwind, **facts)
    media = Path(settings.MEDIA_ROOT)
    for stored in StoredFile.objects.all():
        (media / stored.path).parent.mkdir(parents=True, exist_ok=True)
        (media / stored.path).write_bytes(b"b")
    OperatorEvent.objects.create(
        kind=OperatorAct.SUSPENDED, agency=cast.inkwell, detail="Clara complained", at=moment
    )
    closing = is_due(cast, moment)
    before = rows_of(cast.northwind)
    ours = {name: len(rows) for name, rows in rows_of(cast.inkwell).items() if rows}
    assert len(ours) > 90 and sum(ours.values()) > 200
    assert any(name.startswith(f"{cast.inkwell.pk}/") for name in files_of(media))
    killed = kill_now_and_then(monkeypatch)

    seen = []
    for _piece in range(1_000):
        try:
            if not close_due(now=moment, most=20):
                break
        except KeyboardInterrupt:
            killed.append(len(seen))
        if row := AgencyClosing.objects.filter(pk=closing.pk).first():
            seen.append((row.people_after, row.rows))

    assert len(killed) > 3 and seen == sorted(seen)
    assert {name: rows for name, rows in rows_of(cast.inkwell).items() if rows} == {}
    assert rows_of(cast.northwind) == before
    assert not Agency.objects.filter(code="INK").exists()
    assert set(files_of(media)) == {file.path}
    [fact] = ClosedAgency.objects.all()
    assert (fact.code, fact.name, fact.closed_at, fact.by_operator) == ("INK", "Inkwell", moment, False)
    # All but the domain, the archive, and what was deleted with its person.
    assert fact.rows > sum(ours.values()) / 2
    [act] = OperatorEvent.objects.all()
    assert (act.agency, act.detail) == (None, "INK")


def kill_now_and_then(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Every third piece is killed at its very end."""
    count = 0

    def patient() -> None:
        nonlocal count
        count += 1
        if count % 3 == 0:
            raise KeyboardInterrupt

    piece = closing_erasure._next_piece

    def then_killed(*about: Any) -> int:
        with transaction.atomic():
            done = piece(*about)
            patient()
        return done

    monkeypatch.setattr(closing_erasure, "_next_piece", then_killed)
    return []


@pytest.mark.django_db(transaction=True)
def test_people_of_it_alone_are_erased_and_others_stay() -> None:
    """Also where a closing was withdrawn before."""
    cast = load_cast()
    asked(cast.otto)
    withdraw_closing(actor=cast.otto, now=START)
    asked(cast.otto)
    inkwell = browser(cast.clara)
    assert Session.objects.exists()

    to_the_end(DUE)

    assert not Agency.objects.filter(code="INK").exists()
    people = {member.membership.user_id for member in cast.of_inkwell.values()}
    erased = User.objects.filter(pk__in=people, email__endswith="@erased.invalid", is_active=False)
    assert erased.count() == len(people) - 1
    wanda = User.objects.get(pk=cast.wanda.membership.user_id)
    assert wanda.email == cast.wanda.membership.user.email and wanda.has_usable_password()
    assert Membership.objects.belonging().get(user=wanda).agency_id == cast.northwind.pk
    assert User.objects.filter(name="", email__endswith="@erased.invalid").count() == len(people) - 1
    assert browser(cast.mara).get("/desk/").status_code == 200
    forget_hosts()
    assert inkwell.get("/desk/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_its_host_is_unknown_from_the_first_moment() -> None:
    cast = load_cast()
    asked(cast.otto)
    assert Client(headers={"host": "inkwell.localhost"}).get("/").status_code == 200

    assert close_due(now=DUE) == 1

    # What another process remembers for some seconds leads to nothing either.
    assert Client(headers={"host": "inkwell.localhost"}).get("/").status_code in (404, 503)
    forget_hosts()
    for path in ("/", "/desk/", "/api/v1/agencies/settings/"):
        answer = Client(headers={"host": "inkwell.localhost"}).get(path)
        other = Client(headers={"host": "nobody.localhost"}).get(path)
        assert (
            (answer.status_code, answer.content) == (other.status_code, other.content) == (404, other.content)
        )
    assert Client(headers={"host": "northwind.localhost"}).get("/").status_code == 200
    assert not Domain.objects.filter(agency=cast.inkwell).exists()


@pytest.mark.django_db(transaction=True)
def test_a_host_that_is_remembered_leads_to_nothing_once_it_is_gone() -> None:
    cast = load_cast()
    asked(cast.otto)
    visitor = Client(headers={"host": "inkwell.localhost"})
    assert visitor.get("/").status_code == 200

    to_the_end(DUE)

    assert [visitor.get(path).status_code for path in ("/", "/services/", "/desk/")] == [404, 404, 404]


@pytest.mark.django_db(transaction=True)
def test_withdrawn_or_deleted_but_never_both(rounds: int) -> None:
    for _turn in range(max(2, rounds // 5)):
        cast = load_cast()
        closing = asked(cast.otto) if not AgencyClosing.objects.exists() else again(cast)

        withdraw = partial(withdraw_closing, actor=cast.otto, now=DUE)
        withdrawn, _begun = race([withdraw, partial(close_due, now=DUE)])

        closing.refresh_from_db()
        if withdrawn is True:
            assert closing.state == ClosingState.WITHDRAWN
            assert cast.inkwell.domains.exists() and close_due(now=DUE) == 0
        else:
            assert isinstance(withdrawn, WrongState)
            assert closing.state == ClosingState.ERASING and not cast.inkwell.domains.exists()
            break


def again(cast: Cast) -> AgencyClosing:
    return ask_closing(actor=cast.otto, name="Inkwell", now=START)[0]


@pytest.mark.django_db(transaction=True)
def test_two_workers_delete_it_once() -> None:
    cast = load_cast()
    asked(cast.otto)

    results = race([lambda: to_the_end(DUE, most=40)] * 2)

    while close_due(now=DUE):
        pass
    assert all(isinstance(each, int) for each in results), results
    assert not Agency.objects.filter(pk=cast.inkwell.pk).exists()
    assert ClosedAgency.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_somebody_still_writes_is_deleted_by_the_next_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request that began before, and ends at the last moment."""
    cast = load_cast()
    asked(cast.otto)
    finish = closing_erasure.erase_last

    def late(**about: Any) -> None:
        StoredFile.objects.create(agency=cast.inkwell, sha256="c" * 64, size=1, content_type="text/plain")
        monkeypatch.setattr(closing_erasure, "erase_last", finish)
        finish(**about)

    monkeypatch.setattr(closing_erasure, "erase_last", late)

    to_the_end(DUE)
    to_the_end(DUE)

    assert not Agency.objects.filter(pk=cast.inkwell.pk).exists()
    assert ClosedAgency.objects.count() == 1


@pytest.mark.django_db
def test_the_security_log_goes_only_by_this_door(cast: Cast) -> None:
    event = SecurityEvent.objects.create(agency=cast.inkwell, kind="signed_in", at=clock.now())

    with pytest.raises(IntegrityError, match="append-only for 400 days"), transaction.atomic():
        SecurityEvent.objects.filter(pk=event.pk).delete()


def test_each_table_stands_behind_those_that_name_it() -> None:
    place = {model: at for at, group in enumerate(children_first(Agency)) for model in group}

    for model, at in place.items():
        for field in model._meta.concrete_fields:
            if field.related_model in place:
                assert at <= place[field.related_model], (model, field.name)
    optional = {model for model in with_agency() if model._meta.get_field("agency").null}
    assert set(place) == set(with_agency()) - optional


@pytest.mark.django_db(transaction=True)
def test_the_command(tmp_path: Path) -> None:
    cast, said = load_cast(), StringIO()
    for agency in (cast.inkwell, cast.northwind):
        with (tmp_path / f"{agency.code}.zip").open("xb") as target:
            write_agency(target, agency=agency, now=clock.now())

    def run(*options: str) -> str:
        said.truncate(0)
        call_command("close_agency", "INK", *options, stdout=said)
        return said.getvalue()

    assert "Archive on the server: none" in run() and "after 14 days" in run()
    with pytest.raises(CommandError, match="Create an archive first"):
        run("--yes")
    with pytest.raises(CommandError, match="the archive of Northwind"):
        run("--yes", "--archive", str(tmp_path / "NOR.zip"))
    with pytest.raises(CommandError, match="There is no file"):
        run("--yes", "--archive", str(tmp_path / "none.zip"))
    assert "Inkwell closes on" in run("--yes", "--archive", str(tmp_path / "INK.zip"))
    assert AgencyClosing.objects.get().by_operator and "Inkwell closes on" in run()
    assert "Inkwell stays." in run("--withdraw") and "was not to be closed" in run("--withdraw")
    ready(cast.otto, clock.now())
    assert "Inkwell closes on" in run("--yes")
    assert withdraw_closing(actor=System(cast.inkwell), now=clock.now())
    with pytest.raises(CommandError):
        call_command("close_agency", "XYZ")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM agencies_agencyclosing")
        assert cursor.fetchone() == (2,)
