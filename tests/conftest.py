"""What every test stands on: the test settings, the cast, and a clean slate beside the database."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("QUILLHOUSE_ENV", "test")

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.backends.signals import connection_created
from django.test import Client, TransactionTestCase

from tests.helpers import database, restoring, stages
from tests.helpers.cast import Cast, load_cast
from tests.helpers.examples import use_patience
from tests.helpers.fixtures import fresh_catalog, monday, own_hours, post  # noqa: F401  (fixtures of every folder)

use_patience()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--slow", action="store_true", help="run the heavy repetitions too (100 rounds instead of 10)"
    )


#: The part that also runs on a PostgreSQL packaged by the system: every action, and what the database itself
#: refuses.
SMOKE = (
    "clients/actions/",
    "catalog/actions/",
    "drafts/actions/",
    "orders/actions/",
    "quotes/actions/",
    "billing/actions/",
    "project/test_integrity.py",
    "agencies/",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if any(part in item.path.as_posix() for part in SMOKE):
            item.add_marker(pytest.mark.smoke)
    if not config.getoption("--slow"):
        skip = pytest.mark.skip(reason="only with --slow")
        for item in items:
            if "slow" in item.keywords:
                item.add_marker(skip)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Thousands of collected tests and the program live until the end: looking
    through them for rubbish took a fifth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    """How often a race is repeated: 10 times, 100 with --slow."""
    return 100 if request.config.getoption("--slow") else 10


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_createdb: bool,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """A database with the cast, copied from a template that is kept
    between runs (--create-db makes that anew too).

    It holds the cast, and nothing else, when a test begins: what a test stored is rolled
    back, or removed where it was committed."""
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        name = database.create(
            load_cast, anew=django_db_createdb and not hasattr(request.config, "workerinput")
        )
    connection_created.connect(stages.watch_connection)
    connection.close()
    with pytest.MonkeyPatch.context() as patch:
        database.keep_prepared(patch)
        # Django would truncate 120 tables, for most of a second, and leave the next test without a cast.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: restoring.restore())
        yield
    with django_db_blocker.unblock():
        database.drop(name, before)


@pytest.fixture(scope="session", autouse=True)
def patient_hosts() -> Iterator[None]:
    """A process remembers for five seconds where a host leads. On a busy machine they end in the middle of
    a test, which then counts a query more."""
    from project import hosts

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hosts, "HOST_SECONDS", 1e6)
        yield


@pytest.fixture(autouse=True)
def forget_between_tests() -> Iterator[None]:
    """Nothing that a process remembers may reach the next test."""
    from accounts.actions.mail_hosts import forget_rests
    from accounts.adapters.api import forget_taken
    from project.hosts import forget_hosts
    from project.middleware.everybody import forget_pages
    from project.templatetags import kept, ui
    from support.rules.sla_policies import forget_versions

    forget_hosts()
    forget_versions()
    forget_pages()
    forget_rests()
    forget_taken()
    kept.forget()
    ui.forget()
    stages.begin()
    yield
    stages.end()
    forget_hosts()
    forget_pages()


@pytest.fixture
def cast(db: None) -> Cast:
    """Two agencies with their people: see tests/helpers/cast.py."""
    return stages.cast_as_stored()


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """`sign_in(member)`: a browser of that person at their agency's host;
    `sign_in(None, agency)`: a stranger's."""
    from tests.helpers.cast import browser

    return browser
