"""Every verb of an import: each person x each state, and what becomes of one whose job failed or was lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from agencies import tasks
from agencies.actions import import_jobs, imports
from agencies.actions.import_moving import IMPORTS, LOST, fail_lost
from agencies.actions.marks import make_mark
from agencies.models import DataImport, MarkKind
from agencies.models.imports import BROUGHT
from agencies.states.imports import ImportState
from clients.actions.account_import import ClientsImport
from clients.models import MarkedAccount
from project.base.errors import NotAllowed, NotVisible, WrongState
from project.base.viewer import Public, System, Viewer
from tests.agencies.helpers.imports import checked, imported, uploaded
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.races import race

pytestmark = pytest.mark.django_db
CLIENTS = "ID,Company\nC-1,Harbour Ltd\n"
MANAGERS = {"max", "otto"}
RIGHT: dict[str, set[str]] = {
    "check": MANAGERS,
    "find_faults": {"clock"},
    "find_none": {"clock"},
    "start": MANAGERS,
    "bring": {"clock"},
    "stop": {"clock"},
    "fail": {"clock"},
    "undo": MANAGERS,
    "take_away": {"clock"},
    "leave": {"clock"},
    "fail_undo": {"clock"},
    "discard": MANAGERS,
}
#: verb -> state -> where it leads, or "same" where its effect is in place already. Nothing elsewhere.
MOVES: dict[str, dict[str, str]] = {
    "check": dict.fromkeys(("matching", "faulty", "ready", "failed"), "checking"),
    "find_faults": {"checking": "faulty", "running": "faulty"},
    "find_none": {"checking": "ready", "running": "ready"},
    "start": {"ready": "running", "failed": "running", "running": "same", "done": "same"},
    "bring": {"running": "done"},
    "stop": {"checking": "stopped", "running": "stopped"},
    "fail": {"checking": "failed", "running": "failed"},
    "undo": {"done": "undoing", "not_undone": "undoing", "undoing": "same", "undone": "same"},
    "take_away": {"undoing": "undone"},
    "leave": {"undoing": "done"},
    "fail_undo": {"undoing": "not_undone"},
    "discard": dict.fromkeys(("matching", "faulty", "ready", "failed", "stopped"), "gone"),
}


def in_state(cast: Cast, state: str) -> DataImport:
    """An import of one new row, whose check was done, in this state."""
    made = uploaded(cast.max, CLIENTS)
    made.state, made.checked, made.fresh = state, 1, 1
    if state in BROUGHT:
        made.mark = make_mark(actor=cast.max, kind=MarkKind.IMPORT, now=START)
    made.save()
    return made


def people(cast: Cast) -> dict[str, Viewer]:
    return {
        **cast.of_inkwell,
        "mara": cast.mara,
        "anonymous": Public(cast.inkwell),
        "clock": System(cast.inkwell),
    }


def acts(made: DataImport) -> dict[str, Callable[[Any], Any]]:
    facts: dict[str, Any] = {"data_import": made}
    said: dict[str, Any] = {"fields": ["id", "name"], "date_order": "dmy", "decimal_mark": "point"}
    return {
        "check": lambda actor: imports.match_columns(actor=actor, now=START, **said, **facts),
        "start": lambda actor: imports.start_import(actor=actor, now=START, **facts),
        "undo": lambda actor: imports.undo_import(actor=actor, now=START, **facts),
        "discard": lambda actor: imports.discard_import(actor=actor, **facts),
    }


def outcome(made: DataImport, verb: str, actor: Viewer) -> str:
    """What came of it, undone afterwards. What jobs do is asked of the table itself."""
    before = DataImport.objects.get(pk=made.pk).state
    act = acts(made).get(verb)
    with transaction.atomic():
        try:
            if act is None:
                found = (
                    str(IMPORTS[verb].target or "gone")
                    if IMPORTS.check(verb, actor, DataImport.objects.get(pk=made.pk))
                    else "same"
                )
            else:
                act(actor)
                stored = DataImport.objects.filter(pk=made.pk).first()
                found = "gone" if stored is None else "same" if stored.state == before else stored.state
        except (NotAllowed, NotVisible, WrongState) as refusal:
            found = type(refusal).__name__
        transaction.set_rollback(True)
    return found


def expected(state: str, verb: str, name: str) -> str:
    if name == "mara" and RIGHT[verb] == MANAGERS:
        return "NotVisible"
    if name not in RIGHT[verb]:
        return "NotAllowed"
    return MOVES[verb].get(state, "WrongState")


@pytest.mark.parametrize("state", ImportState.values)
def test_what_comes_of_each_verb(cast: Cast, state: str) -> None:
    made, everybody = in_state(cast, state), people(cast)

    for verb in RIGHT:
        found = {name: outcome(made, verb, actor) for name, actor in everybody.items()}
        assert found == {name: expected(state, verb, name) for name in everybody}, verb


def test_every_verb_and_every_state_is_in_this_table() -> None:
    assert {row.verb for row in IMPORTS} == set(RIGHT) == set(MOVES)
    reached = {row.target for row in IMPORTS} - {None}
    assert reached | {ImportState.MATCHING} == set(ImportState)


def run_task(name: str, made: DataImport, member_id: int, error: type[BaseException]) -> None:
    """Its job, which raises."""
    arguments = {"import_id": made.pk} | ({} if name == "check_uploaded" else {"member_id": member_id})
    with pytest.raises(error):
        getattr(tasks, name).func(**arguments)


@pytest.mark.parametrize("error", [RuntimeError, ValueError, KeyboardInterrupt])
def test_an_import_whose_job_raises_has_failed_and_is_tried_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    made = checked(cast.max, CLIENTS)
    imports.start_import(actor=cast.max, data_import=made, now=START)
    store = ClientsImport.store

    def broken(*arguments: Any) -> None:
        store(*arguments)
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(ClientsImport, "store", broken)
        run_task("import_uploaded", made, cast.max.member_id, error)

    made.refresh_from_db()
    assert not MarkedAccount.objects.exists()
    if error is KeyboardInterrupt:  # killed: its job is begun anew
        assert (made.state, made.refusal) == ("running", "")
    else:
        assert made.state == "failed" and made.refusal.startswith("Something went wrong on our side")
        imports.start_import(actor=cast.max, data_import=made, now=START)
    assert import_jobs.run_import(import_id=made.pk, member_id=cast.max.member_id, now=START)
    made.refresh_from_db()
    assert (made.state, made.refusal) == ("done", "") and MarkedAccount.objects.count() == 1


def test_a_check_that_raises_has_failed_and_begins_anew(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    made = uploaded(cast.max, CLIENTS)
    said: dict[str, Any] = {"fields": ["id", "name"], "date_order": "dmy", "decimal_mark": "point"}
    imports.match_columns(actor=cast.max, data_import=made, now=START, **said)
    with monkeypatch.context() as patch:
        patch.setattr(ClientsImport, "check", lambda *arguments: 1 / 0)
        run_task("check_uploaded", made, 0, ZeroDivisionError)

    made.refresh_from_db()
    assert made.state == "failed"
    with pytest.raises(WrongState, match="Check it first"):
        imports.start_import(actor=cast.max, data_import=made, now=START)
    imports.match_columns(actor=cast.max, data_import=made, now=START, **said)
    import_jobs.check_import(import_id=made.pk, now=START)
    made.refresh_from_db()
    assert (made.state, made.refusal) == ("ready", "")


def test_an_undo_that_raises_has_failed_and_is_tried_again_even_later(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = imported(cast.max, CLIENTS)
    imports.undo_import(actor=cast.max, data_import=made, now=START)
    with monkeypatch.context() as patch:
        patch.setattr(import_jobs, "delete_marked", lambda **facts: 1 / 0)
        run_task("undo_imported", made, cast.max.member_id, ZeroDivisionError)

    made.refresh_from_db()
    assert made.state == "not_undone" and made.refusal and MarkedAccount.objects.count() == 1
    imports.undo_import(actor=cast.max, data_import=made, now=START + 2 * DAY)
    assert import_jobs.finish_undo(import_id=made.pk, member_id=cast.max.member_id, now=START + 2 * DAY)
    assert not MarkedAccount.objects.exists()


@pytest.mark.parametrize(
    ("state", "then"), [("checking", "failed"), ("running", "failed"), ("undoing", "not_undone")]
)
def test_one_whose_job_is_lost_fails_after_a_while(cast: Cast, state: str, then: str) -> None:
    made = in_state(cast, state)
    other = in_state(cast, "ready")
    DataImport.objects.filter(pk=made.pk).update(moved_at=START + HOUR)

    soon = START + HOUR + LOST - dt.timedelta(seconds=1)
    assert fail_lost(agency=cast.inkwell, now=soon, most=10) == 0
    assert fail_lost(agency=cast.northwind, now=START + DAY, most=10) == 0
    assert fail_lost(agency=cast.inkwell, now=START + HOUR + LOST, most=10) == 1
    assert fail_lost(agency=cast.inkwell, now=START + DAY, most=10) == 0

    made.refresh_from_db()
    other.refresh_from_db()
    assert (made.state, other.state) == (then, "ready") and "Try again" in made.refusal


@pytest.mark.django_db(transaction=True)
def test_what_a_job_holds_at_the_moment_is_not_lost(cast: Cast) -> None:
    made = in_state(cast, "running")
    found: list[Any] = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM agencies_dataimport WHERE id = %s FOR UPDATE", [made.pk])
        found = race([lambda: fail_lost(agency=cast.inkwell, now=START + DAY, most=10)])

    assert found == [0]
    made.refresh_from_db()
    assert made.state == "running"
