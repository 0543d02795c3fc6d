"""What an installation lacks is said, in one list, wherever somebody may look for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from agencies.models import Agency, Domain
from project.base import readiness
from project.middleware import host
from tests.agencies.helpers.opening import THIRD
from tests.helpers.cast import Cast
from tests.project.test_settings import GOOD, ROOT

SENT = {
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "MAIL_FROM_IS_DEFAULT": False,
}


def manage(*arguments: str, root: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(root / "manage.py"), *arguments]
    base = {"PATH": os.environ["PATH"]}
    return subprocess.run(command, env=base | environment, capture_output=True, text=True, check=False)


def found() -> Agency:
    return Agency.objects.get(code="THI")


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, set()),
        ({"EMAIL_BACKEND": readiness.FILES}, {"W001"}),
        ({"MAIL_FROM_IS_DEFAULT": True}, {"W002"}),
        ({"TRUSTED_PROXIES": 1, "BIND": "0.0.0.0"}, {"W003"}),
        ({"PUBLIC_SCHEME": "https", "PUBLIC_PORT": 80}, {"W004"}),
    ],
)
def test_settings_that_are_missing(changed: dict[str, Any], codes: set[str]) -> None:
    with override_settings(**{**SENT, **changed}):
        assert {lack.code for lack in readiness.of_settings()} == codes


def test_check_deploy_says_the_same(tmp_path: Path) -> None:
    done = manage("check", "--deploy", **GOOD, DATA_DIR=str(tmp_path))

    assert "project.W001" in done.stderr and "Set EMAIL_URL" in done.stderr and "project.W002" in done.stderr


def test_an_installation_that_lacks_nothing(cast: Cast) -> None:
    out = StringIO()
    with override_settings(**SENT):
        call_command("check_installation", stdout=out)

    assert out.getvalue() == "Nothing is missing.\n"


def test_agencies_that_nobody_reaches_or_that_are_closed(cast: Cast) -> None:
    Domain.objects.filter(agency=cast.inkwell).delete()
    Agency.objects.filter(pk=cast.northwind.pk).update(opened_at=None)
    out = StringIO()
    with override_settings(**SENT), pytest.raises(CommandError, match=r"2 missing\."):
        call_command("check_installation", stdout=out)

    assert "Inkwell has no host name." in out.getvalue()
    assert "Northwind is closed" in out.getvalue()


def test_a_strange_host_learns_nothing_as_long_as_there_is_an_agency(cast: Cast, client: Client) -> None:
    answer = client.get("/", headers={"host": "strange.example.com"})

    assert (answer.status_code, answer.text) == (404, "There is nothing here.")


@pytest.mark.django_db
def test_an_installation_without_an_agency_says_how_one_is_made(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(host, "any_agency", lambda: False)
    answer = client.get("/desk/", headers={"host": "words.example.com"})

    assert answer.status_code == 503
    assert "manage.py create_agency NAME HOST OWNER_EMAIL" in answer.text


@override_settings(PUBLIC_SCHEME="https", PUBLIC_PORT=443)
def test_the_link_is_that_of_the_installation(cast: Cast) -> None:
    out = StringIO()
    call_command("create_agency", "Third", THIRD["host"], THIRD["owner_email"], tax="8.1", stdout=out)

    assert out.getvalue().split()[-1].startswith("https://third.localhost/invitation/")
    assert "in EUR and the time zone Europe/London" in out.getvalue()
    assert "It is closed" in out.getvalue() and found().opened_at is None


@pytest.mark.parametrize("typed", ["51", "-1", "twenty", "8.123"])
def test_a_tax_is_a_percentage(cast: Cast, typed: str) -> None:
    with pytest.raises(CommandError, match="Enter the tax as a percentage"):
        call_command("create_agency", "Third", THIRD["host"], THIRD["owner_email"], tax=typed)


@pytest.mark.parametrize("command", ["create_agency", "check_installation"])
def test_without_a_database_it_refuses_in_one_sentence(command: str) -> None:
    arguments = ["Third", "third.example.com", "boss@third.example"] if command == "create_agency" else []
    done = manage(command, *arguments, DATABASE_URL="postgres://nobody@127.0.0.1:1/quillhouse")

    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: The database cannot be reached:")
    assert len(done.stderr.strip().splitlines()) == 1


def test_commands_read_the_env_file_beside_them(tmp_path: Path) -> None:
    shutil.copy(ROOT / "manage.py", tmp_path)
    shutil.copytree(ROOT / "project", tmp_path / "project", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / ".env").write_text("QUILLHOUSE_ENV=production\nSECRET_KEY=short\n")

    done = manage("create_agency", "Third", "third.example.com", "boss@third.example", root=tmp_path)

    assert done.returncode == 1
    assert done.stderr.strip() == (
        "Quillhouse: Production needs SECRET_KEY: at least 50 random characters, kept private."
    )
