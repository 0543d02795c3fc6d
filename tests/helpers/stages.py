"""Stages of orders, drafts and quotes: played once in a process by the actions that
people use, put back as rows afterwards.

A helper with `@stage` moves the stored world on: `place_order(cast.clara)`, `story.delivered()`,
`sent(cast)`. Whoever asks for the same again at the same point gets the rows that it left, in one statement
instead of some hundred. They do not lie beside the cast from the beginning: the lists, counts, numbers and
capacities of every test would show them.

The same point is reached by stages alone. As soon as a test writes anything else, helpers play their actions
again until it ends, so what a test finds is always what its own calls would have stored. What a helper
returns is read afresh.
"""

from __future__ import annotations

import datetime as dt
import pickle
import re
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, field, fields, is_dataclass
from decimal import Decimal
from functools import wraps
from importlib import import_module
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from project.base import clock
from project.base.viewer import Member
from tests.helpers import rows
from tests.helpers.cast import Cast, load_cast

P = ParamSpec("P")
R = TypeVar("R")
Step = tuple[Hashable, ...]

#: Who is signed in changes no stage.
SESSIONS = ("django_session", "accounts_personsession")
#: Statements that leave the stored world alone.
READING = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "SET ", "SHOW", "EXPLAIN")
SIGNING_IN = tuple(f'{verb} "{table}"' for verb in ("INSERT INTO", "UPDATE") for table in SESSIONS)
#: Jobs are stored by functions of the database.
QUEUEING = re.compile(r"procrastinate_\w+\(")
DELETING = re.compile(r'DELETE FROM "(\w+)"')
#: Takes a number for a transaction of its own: everything that is written after it has this number or a
#: higher one.
MARK = "INSERT INTO django_session VALUES ('mark of a stage', '', now()) RETURNING xmin::text::bigint"
UNMARK = "DELETE FROM django_session WHERE session_key = 'mark of a stage'"
RUNNING = clock.now


#: Tables from which the database deletes rows by itself, whatever is written elsewhere.
BY_TRIGGER = ("billing_openinvoice", "billing_unbilledorder")


class NoKeyError(Exception):
    """An argument that no later call can have too: a file, a function, the running present."""


@dataclass(frozen=True)
class StoryClock:
    """The clock where stages have stopped it."""

    moment: dt.datetime

    def __call__(self) -> dt.datetime:
        return self.moment


@dataclass
class Play:
    """A stage while it is played. `sessions`: those that it stores are of it. `rows_before`: the keys of a
    table's rows before the first that it deletes."""

    step: Step
    sessions: bool = False
    rows_before: dict[str, set[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Stage:
    """What a step left: the statements, (now, order) of each story
    that it was given, and what it returned."""

    sql: str
    stories: tuple[tuple[dt.datetime, int], ...]
    result: tuple[Any, ...]


@dataclass
class World:
    """What this process knows of the stored world."""

    stages: dict[tuple[Step, ...], Stage] = field(default_factory=dict)
    #: The steps since the cast alone was stored; None once something else was, or before that.
    path: tuple[Step, ...] | None = None
    plays: list[Play] = field(default_factory=list)
    #: The path at the time of each savepoint: what is rolled back has not been.
    savepoints: dict[str, tuple[Step, ...] | None] = field(default_factory=dict)
    unwatched: bool = False
    cast: bytes | None = None
    #: How many stages are being reached, each within the one before.
    depth: int = 0


world = World()


def begin() -> None:
    """A test begins: the cast is stored, and nothing else."""
    _let_clock_run()
    world.path, world.plays, world.savepoints = (), [], {}


def end() -> None:
    """A test has ended: nothing is known of what is stored."""
    _let_clock_run()
    world.path, world.plays = None, []


def _let_clock_run() -> None:
    if isinstance(clock.now, StoryClock):
        clock.now = RUNNING
    world.depth = 0


def cast_as_stored() -> Cast:
    """The cast as a test finds it: read once in a process while nothing
    else is stored, then fresh copies of it."""
    if world.path != ():
        return load_cast()
    if world.cast is None:
        world.cast = pickle.dumps(load_cast())
    return pickle.loads(world.cast)


def watch(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    """Sits between Django and the database, and notices whatever writes beside the stages."""
    if not world.unwatched:
        _note(str(sql))
    return execute(sql, params, many, context)


def _note(sql: str) -> None:
    if not _in_the_test():
        world.path = world.path if _only_reads(sql) else None
    elif sql.startswith("SAVEPOINT"):
        world.savepoints[sql.rsplit(maxsplit=1)[-1]] = world.path
    elif sql.startswith("ROLLBACK TO SAVEPOINT") and not world.plays:
        world.path = world.savepoints.get(sql.rsplit(maxsplit=1)[-1])
    elif world.path is not None and not _only_reads(sql):
        if world.plays:
            _note_own_write(world.plays[-1], sql)
        else:
            world.path = None


def watch_connection(sender: Any, connection: Any, **_more: Any) -> None:
    """Receives `connection_created`: threads of races and servers have connections of their own."""
    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch)


def _in_the_test() -> bool:
    return threading.current_thread() is threading.main_thread()


def _only_reads(sql: str) -> bool:
    return (sql.startswith(READING) and not QUEUEING.search(sql)) or sql.startswith(SIGNING_IN)


def _note_own_write(play: Play, sql: str) -> None:
    """A stage itself writes, between the stages that it is made of:
    their point is another one from here on."""
    own = ("within", play.step)
    if world.path and world.path[-1] != own:
        world.path = (*world.path, own)
    elif not world.path:
        world.path = (own,)
    found = DELETING.match(sql)
    for name in (*BY_TRIGGER, *([found[1]] if found else [])):
        for each in world.plays:
            if name not in each.rows_before:
                with _unwatched():
                    each.rows_before[name] = set(rows.keys(rows.tables()[name]))


def stage(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a helper that moves the stored world on, by its arguments and what is stored alone.

    It takes members, stories, rows and plain values, and returns one of its stories, a row, plain values (as
    keys of what it stored) or None. Whoever signs in meanwhile is forgotten: see `scene_with_sessions`."""
    return _stage(function, sessions=False)


def scene_with_sessions(function: Callable[P, R]) -> Callable[P, R]:
    """A stage whose sessions belong to what it stores: lists of them, and what is known of sign-ins."""
    return _stage(function, sessions=True)


def _stage(function: Callable[P, R], *, sessions: bool) -> Callable[P, R]:

    @wraps(function)
    def reach(*args: P.args, **kwargs: P.kwargs) -> R:
        with _in_stage():
            result = known(*args, **kwargs)
        if not world.depth and _in_the_test():
            _wait_for_client([value for value in (*args, *kwargs.values()) if _is_story(value)])
        return result

    def known(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            step = (function.__module__, function.__qualname__, _present(), _key(args), _key(kwargs))
        except NoKeyError:
            return function(*args, **kwargs)
        if world.path is None or not _in_the_test():
            return function(*args, **kwargs)
        stories = [value for value in (*args, *kwargs.values()) if _is_story(value)]
        path = (*world.path, step)
        if path in world.stages:
            return _put_back(world.stages[path], path, stories)
        return _play(lambda: function(*args, **kwargs), Play(step, sessions), path, stories)

    return reach


@contextmanager
def _in_stage() -> Iterator[None]:
    world.depth += 1
    try:
        yield
    finally:
        world.depth -= 1


def _wait_for_client(stories: list[Any]) -> None:
    """While an order of a story waits for its client, the present is the story's: a review window of that
    March has ended long ago. A test that has stopped the clock itself is left alone. The views are imported
    before: one that takes the clock's function by name would keep this moment for all tests that follow."""
    if stories:
        import_module(settings.ROOT_URLCONF)
    for story in stories:
        if story.order.state == "delivered" and (clock.now is RUNNING or isinstance(clock.now, StoryClock)):
            clock.now = StoryClock(story.now)


def _put_back(known: Stage, path: tuple[Step, ...], stories: list[Any]) -> Any:
    with _unwatched():
        rows.store(known.sql)
    world.path = path
    for story, (now, order) in zip(stories, known.stories, strict=True):
        story.now, story.order = now, type(story.order)._base_manager.get(pk=order)
    kind, *found = known.result
    if kind == "story":
        return stories[found[0]]
    if kind == "plain":
        return pickle.loads(found[0])
    return found[0]._base_manager.get(pk=found[1]) if kind == "row" else None


def _play(function: Callable[[], R], play: Play, path: tuple[Step, ...], stories: list[Any]) -> R:
    """Play it, and remember what it left. Where it fails, what it stored
    until then stays, as without `@stage`."""
    failure = None
    with transaction.atomic():
        with _unwatched():
            first = _take_number()
        world.plays.append(play)
        try:
            result = function()
        except Exception as error:  # noqa: BLE001  (raised below, outside of the block that would roll back)
            failure = error
        world.plays.pop()
        if failure is None and world.path is not None:
            with _unwatched():
                sql = _left_since(first, play)
            told = tuple((story.now, story.order.pk) for story in stories)
            world.stages[path] = Stage(sql, told, _described(result, stories))
    world.path = path if failure is None and world.path is not None else None
    if failure is not None:
        raise failure
    return result


def _take_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute(MARK)
        number = int(cursor.fetchone()[0])
        cursor.execute(UNMARK)
    return number


def _left_since(first: int, play: Play) -> str:
    """The statements that store what was written since the transaction
    `first`, and remove what was deleted."""
    removals, insertions = "", ""
    for table in _written(play.sessions):
        left = rows.read(table, f"xmin::text::bigint >= {first}")
        gone = play.rows_before.get(table.name, set())
        gone = gone - set(rows.keys(table)) if gone else gone
        removals += left.delete({*left.values, *gone})
        insertions += left.insert
    return removals + insertions


def _written(sessions: bool) -> list[rows.Table]:
    """The tables that this transaction has written to, and perhaps more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_stat_xact_user_tables WHERE schemaname = 'public' "
            "AND n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        written = [name for (name,) in cursor.fetchall() if sessions or name not in SESSIONS]
    return [rows.tables()[name] for name in written]


def _described(result: Any, stories: list[Any]) -> tuple[Any, ...]:
    """How what it returned is found again."""
    if result is None:
        return ("nothing",)
    if isinstance(result, Model):
        return ("row", type(result), result.pk)
    if not _is_story(result):
        return ("plain", pickle.dumps(result))
    return ("story", next(place for place, story in enumerate(stories) if story is result))


def _present() -> Hashable:
    """What a stage may depend on beside its arguments: the clock where a test stopped it, the folder of
    files, language and zone, and the block that it stands in: `quietly()`, its likes in context variables."""
    runs = clock.now is RUNNING or isinstance(clock.now, StoryClock)
    stopped = None if runs else clock.now()
    known = copy_context().items()
    blocks = sorted((var.name, value) for var, value in known if isinstance(value, bool | dt.datetime))
    return (stopped, str(settings.MEDIA_ROOT), get_language(), get_current_timezone_name(), tuple(blocks))


def _key(value: Any) -> Hashable:
    """Equal for equal arguments. Raises NoKeyError."""
    if isinstance(value, dt.datetime):
        if value.microsecond:
            raise NoKeyError
        return value
    if value is None or isinstance(value, str | int | Decimal | dt.date | dt.timedelta):
        return (type(value).__name__, value)
    if isinstance(value, list | tuple):
        return tuple(_key(each) for each in value)
    if isinstance(value, dict):
        return tuple((name, _key(each)) for name, each in sorted(value.items()))
    return _key_of_thing(value)


def _key_of_thing(value: Any) -> Hashable:
    if isinstance(value, Cast):
        return "the cast"
    if isinstance(value, Member):
        return ("member", value.member_id)
    if isinstance(value, Model):
        return (value._meta.label, value.pk)
    if _is_story(value):
        return (type(value).__qualname__, value.now, value.order.pk)
    if is_dataclass(value) and not isinstance(value, type):
        return (type(value).__qualname__, *(_key(getattr(value, each.name)) for each in fields(value)))
    raise NoKeyError


def _is_story(value: Any) -> bool:
    return hasattr(value, "order") and hasattr(value, "tick")


@contextmanager
def _unwatched() -> Iterator[None]:
    before, world.unwatched = world.unwatched, True
    try:
        yield
    finally:
        world.unwatched = before
