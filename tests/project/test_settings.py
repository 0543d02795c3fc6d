"""What the environment may say, and what Quillhouse refuses to start
with. Each case is a process of its own."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRINT = (
    "import json; from project import settings as s; print(json.dumps([eval(n, vars(s)) for n in "
    "{names!r}], default=str))"
)
KEY = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY="
GOOD = {"QUILLHOUSE_ENV": "production", "SECRET_KEY": "k" * 50, "SECRETS_KEY": KEY, "TRUSTED_PROXIES": "1"}


def load(names: list[str], **environment: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", PRINT.format(names=names)]
    base = {"PATH": os.environ["PATH"], "QUILLHOUSE_ENV": "dev"}
    return subprocess.run(
        command, cwd=ROOT, env=base | environment, capture_output=True, text=True, check=False
    )


def values(names: list[str], **environment: str) -> list[object]:
    done = load(names, **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({**GOOD, "SECRET_KEY": ""}, "Production needs SECRET_KEY"),
        ({**GOOD, "SECRET_KEY": "k" * 49}, "Production needs SECRET_KEY"),
        ({**GOOD, "SECRETS_KEY": ""}, "Production needs SECRETS_KEY"),
        ({**GOOD, "SECRETS_KEY": f"{KEY},short"}, "SECRETS_KEY holds something that is no key"),
        ({**GOOD, "TRUSTED_PROXIES": "0"}, "Production needs https"),
        ({**GOOD, "DEMO": "1"}, "Production never runs the demo"),
        ({"QUILLHOUSE_ENV": "staging"}, "it must be dev, test or production"),
        ({"BIND": "0.0.0.0"}, "would show the demo, with its known passwords, to the network"),
        ({"PORT": "eighty"}, "PORT is 'eighty'; it must be a whole number from 1 to 65535."),
        ({"PORT": "65536"}, "PORT is '65536'"),
        ({"WEB_PROCESSES": "0"}, "WEB_PROCESSES is '0'"),
    ],
)
def test_refused_with_one_sentence(environment: dict[str, str], sentence: str, tmp_path: Path) -> None:
    done = load(["PORT"], DATA_DIR=str(tmp_path), **environment)

    assert done.returncode != 0
    assert sentence in done.stderr.strip().splitlines()[-1]


def test_production_is_strict(tmp_path: Path) -> None:
    names = [
        "DEBUG",
        "DEMO",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
    ]

    assert values(names, DATA_DIR=str(tmp_path), **GOOD) == [False, False, True, True, True]
    assert list(tmp_path.iterdir()) == []


def test_every_cookie_by_which_a_browser_is_known_belongs_to_one_host(tmp_path: Path) -> None:
    names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "DEVICE_COOKIE_NAME"]

    found = values(names, DATA_DIR=str(tmp_path), **GOOD)
    assert found == ["__Host-session", "__Host-csrf", "__Host-device"]


def test_production_without_a_proxy_trusts_no_forwarded_header() -> None:
    environment = {**GOOD, "TRUSTED_PROXIES": "0", "TLS_CERT": "/etc/cert.pem", "TLS_KEY": "/etc/key.pem"}

    assert values(["globals().get('SECURE_PROXY_SSL_HEADER')", "BIND"], **environment) == [None, "0.0.0.0"]
    assert values(["SECURE_PROXY_SSL_HEADER", "BIND"], **GOOD)[0] == ["HTTP_X_FORWARDED_PROTO", "https"]


def test_demo_makes_one_private_secret(tmp_path: Path) -> None:
    first = values(["SECRET_KEY", "DEMO", "BIND"], DATA_DIR=str(tmp_path / "var"))
    second = values(["SECRET_KEY", "DEMO", "BIND"], DATA_DIR=str(tmp_path / "var"))

    assert first == second
    assert first[1:] == [True, "127.0.0.1"]
    assert len(str(first[0])) >= 50
    assert stat.S_IMODE((tmp_path / "var" / "secret").stat().st_mode) == 0o600


def test_services_of_ones_own(tmp_path: Path) -> None:
    given = {
        "DATABASE_URL": "postgres://quill:pw@db.example:5433/house",
        "CACHE_URL": "redis://cache.example:6379/0",
        "EMAIL_URL": "smtp+tls://me:pw@mail.example:587",
        "DATA_DIR": str(tmp_path),
    }

    names = [
        "DATABASES['default']['HOST']",
        "DATABASES['default']['OPTIONS']['connect_timeout']",
        "CACHES",
        "EMAIL_HOST",
    ]
    host, timeout, caches, mail = values(names, **given)

    assert (host, timeout, mail) == ("db.example", 5, "mail.example")
    assert "redis" in json.dumps(caches)


def test_the_embedded_server_takes_other_settings(tmp_path: Path) -> None:
    given = {"POSTGRES_OPTIONS": "shared_buffers=2GB,random_page_cost=4", "DATA_DIR": str(tmp_path)}

    assert values(["EMBEDDED_POSTGRES['options']"], **given) == [
        {"shared_buffers": "2GB", "random_page_cost": "4"}
    ]
    assert values(["EMBEDDED_POSTGRES['options']"], DATA_DIR=str(tmp_path)) == [{}]


@pytest.mark.parametrize(("said", "wanted"), [({}, True), ({"PREPARED_STATEMENTS": "0"}, False)])
def test_statements_are_prepared_unless_it_is_not_wanted(
    said: dict[str, str], wanted: bool, tmp_path: Path
) -> None:
    assert values(["PREPARED_STATEMENTS"], DATA_DIR=str(tmp_path), **said) == [wanted]


def test_tests_have_a_server_and_folders_of_their_own(settings) -> None:
    assert settings.EMBEDDED_POSTGRES["data"].name == "test-pg"
    assert settings.EMBEDDED_POSTGRES["options"]["fsync"] == "off"
    assert "MD5" in settings.PASSWORD_HASHERS[0]
    assert settings.MEDIA_ROOT == settings.DATA_DIR / "test-media"
