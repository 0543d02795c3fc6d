"""Every module of ours lies in a layer of an import contract, and what goes
against the order of layers is refused."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from project.launcher import check, layers
from project.launcher.environment import ROOT

APPS: list[str] = settings.OUR_APPS


def test_the_lists_of_the_contracts_name_our_installed_apps_and_nothing_is_outside() -> None:
    installed = [app.name for app in apps.get_app_configs() if Path(app.path).parent == ROOT]

    assert installed == ["project", *APPS]
    assert layers.gaps(ROOT, APPS) == []


def test_every_line_of_code_is_in_one_layer() -> None:
    held, lines = layers.coverage(ROOT)
    named = layers.Contracts(ROOT).layers

    assert held == lines > 30_000
    assert {"project", *APPS} == set(named)
    assert all(len(names) == len(set(names)) for names in named.values())


def test_warnings_of_every_app_are_errors() -> None:
    options = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]
    _error, _text, _kind, module = options["filterwarnings"][0].split(":", 3)

    assert all(re.fullmatch(module, f"{name}.actions") for name in ["project", *APPS])


def copy_to(root: Path) -> Path:
    """The Python of the checkout with its contracts, to plant something in."""
    for path in [
        ROOT / "pyproject.toml",
        *(path for name in ["project", *APPS] for path in (ROOT / name).rglob("*.py")),
    ]:
        target = root / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return root


def plant(root: Path, file: str, code: str) -> None:
    """Write `code` below what the file holds; a new file comes with its folder."""
    path = root / file
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text() if path.exists() else "") + f"\n{code}\n")


def refused(root: Path) -> str:
    """What import-linter and bin/check's own look at the layers say against a
    checkout, on one line; "" if nothing."""
    run = subprocess.run(
        [sys.executable, "-c", check.LINT_IMPORTS, "--no-cache"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    said = run.stdout.partition("Broken contracts")[2] if run.returncode else ""
    return " ".join(f"{said} {' '.join(layers.gaps(root, APPS))}".split())


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in which nothing is planted that would be refused."""
    return copy_to(tmp_path_factory.mktemp("copy"))


def test_the_copy_is_as_good_as_the_checkout(copy: Path) -> None:
    assert refused(copy) == ""


#: What is planted where, and the words of the refusal.
AGAINST_THE_ORDER = [
    # The ground imports no app.
    ("project/base/text.py", "from agencies.models import Agency", "project.base.text -> agencies.models"),
    (
        "project/settings/base.py",
        "from agencies.models import Agency",
        "project.settings.base -> agencies.models",
    ),
    ("project/tasks.py", "import writers.views.studio", "project.tasks -> writers.views.studio"),
    # An app imports leftwards alone, in whichever form and from whichever layer.
    (
        "agencies/rules/agencies.py",
        "from accounts.models import User",
        "agencies.rules.agencies -> accounts.models",
    ),
    ("clients/querysets.py", "from orders.models import Order", "clients.querysets -> orders.models"),
    (
        "catalog/actions/price_versions.py",
        "import drafts.models as drafts",
        "catalog.actions.price_versions -> drafts.models",
    ),
    ("drafts/views/fetching.py", "from orders.models import *", "drafts.views.fetching -> orders.models"),
    ("orders/apps.py", "from quotes import models", "orders.apps -> quotes.models"),
    ("quotes/pages/quotes.py", "from billing.models import Invoice", "quotes.pages.quotes -> billing.models"),
    ("billing/rules.py", "from writers.rules import eligibility", "billing.rules -> writers.rules"),
    (
        "clients/rules/accounts.py",
        "def late():\n    from orders.models import Order",
        "clients.rules.accounts -> orders.models",
    ),
    # Of project/, an app knows the ground alone.
    (
        "orders/views/messages.py",
        "from project.errors import error_response",
        "orders.views.messages -> project.errors",
    ),
    ("writers/urls.py", "from project import urls", "writers.urls -> project.urls"),
    (
        "agencies/models/files.py",
        "from project.folders import made",
        "agencies.models.files -> project.folders",
    ),
    # Inside project/.
    ("project/base/text.py", "from project import settings", "project.base.text -> project.settings"),
    ("project/health.py", "from .views import home", "project.health -> project.views"),
    (
        "project/middleware/gate.py",
        "from project import context",
        "project.middleware.gate -> project.context",
    ),
    ("project/views.py", "from . import ui_page", "project.views -> project.ui_page"),
    # Inside an app: downwards alone.
    ("orders/states/orders.py", "from orders.models import Order", "orders.states.orders -> orders.models"),
    (
        "orders/models/orders.py",
        "from ..actions import placing",
        "orders.models.orders -> orders.actions.placing",
    ),
    (
        "orders/hooks/panels.py",
        "from orders.rules import orders",
        "orders.hooks.panels -> orders.rules.orders",
    ),
    (
        "agencies/files/types.py",
        "from agencies.rules import agencies",
        "agencies.files.types -> agencies.rules.agencies",
    ),
    ("orders/rules/orders.py", "from orders import actions", "orders.rules.orders -> orders.actions"),
    (
        "accounts/own_data/keeper.py",
        "from accounts.actions import mail",
        "accounts.own_data.keeper -> accounts.actions.mail",
    ),
    (
        "quotes/actions/asking.py",
        "from quotes.forms import quotes",
        "quotes.actions.asking -> quotes.forms.quotes",
    ),
    (
        "quotes/forms/quotes.py",
        "from quotes.pages import quotes",
        "quotes.forms.quotes -> quotes.pages.quotes",
    ),
    (
        "orders/pages/timeline.py",
        "from orders.mail import letter",
        "orders.pages.timeline -> orders.mail.letter",
    ),
    ("orders/mail/letter.py", "from orders import tasks", "orders.mail.letter -> orders.tasks"),
    ("quotes/tasks.py", "from quotes.views import quotes", "quotes.tasks -> quotes.views.quotes"),
    ("orders/views/messages.py", "from orders import urls", "orders.views.messages -> orders.urls"),
    ("clients/urls.py", "from . import apps", "clients.urls -> clients.apps"),
    # Nor upwards in an app to the left.
    (
        "orders/actions/placing.py",
        "from clients.pages import menu",
        "orders.actions.placing -> clients.pages",
    ),
    ("orders/actions/placing.py", "from accounts import tasks", "orders.actions.placing -> accounts.tasks"),
    ("quotes/rules/quotes.py", "from orders.mail import letter", "quotes.rules.quotes -> orders.mail.letter"),
    (
        "orders/pages/timeline.py",
        "from clients.views import colleagues",
        "orders.pages.timeline -> clients.views",
    ),
    # Code beside the layers, and folders that import-linter does not see.
    ("orders/helpers.py", "LIMIT = 3", "orders.helpers"),
    ("orders/words/__init__.py", "", "orders.words"),
    ("project/helpers.py", "LIMIT = 3", "project.helpers"),
    ("orders/__init__.py", "from billing import models", "orders/__init__.py is in no layer."),
    (
        "orders/pages/more/words.py",
        "from billing import models",
        "orders/pages/more/words.py is in no layer.",
    ),
    ("extra/models.py", "from billing import models", "extra at the root is no app of OUR_APPS."),
    ("helpers.py", "from billing import models", "helpers.py at the root is no app of OUR_APPS."),
]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said of a copy with all of it: one look, as each import is named on its own."""
    root = copy_to(tmp_path_factory.mktemp("planted"))
    for file, code, _words in AGAINST_THE_ORDER:
        plant(root, file, code)
    return refused(root)


@pytest.mark.parametrize(
    ("file", "code", "words"), AGAINST_THE_ORDER, ids=lambda part: part.partition("\n")[0]
)
def test_what_goes_against_the_order_is_refused(said: str, file: str, code: str, words: str) -> None:
    assert words in said


def test_a_type_may_be_named_from_anywhere(copy: Path) -> None:
    """It imports nothing when the program runs."""
    code = "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from orders.models import Order"
    plant(copy, "clients/rules/accounts.py", code)

    assert refused(copy) == ""


@pytest.mark.parametrize(
    ("line", "less"),
    [
        ('    "billing",\n', ""),
        ('containers = ["agencies", ', "containers = ["),
        ('root_packages = ["project", "agencies", ', 'root_packages = ["project", '),
        ('    "drafts",\n    "catalog",\n', '    "catalog",\n    "drafts",\n'),
    ],
)
def test_a_list_that_forgets_an_app_or_changes_the_order_is_told(
    tmp_path: Path, line: str, less: str
) -> None:
    text = (ROOT / "pyproject.toml").read_text()
    assert line in text
    (tmp_path / "pyproject.toml").write_text(text.replace(line, less))

    assert [gap for gap in layers.gaps(tmp_path, APPS) if gap.startswith("pyproject.toml: ")]


def test_a_new_app_is_told_until_every_list_names_it(copy: Path) -> None:
    told = layers.gaps(copy, [*APPS, "extra"])

    assert [gap.split(": ")[1] for gap in told] == ["the row of apps", "root_packages", "containers"]
