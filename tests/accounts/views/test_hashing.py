"""No row waits for a password to be hashed: wherever one is hashed or compared, no transaction is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client

from accounts.actions.people import make_person
from accounts.models import User
from accounts.models.user import hashed_before
from agencies.actions.invitations import invite
from agencies.states.roles import Role
from project.base.clock import now
from tests.accounts.helpers.support import STRONG, links, mail_to, path_of, post_sign_in, post_sign_up
from tests.helpers.cast import PASSWORD, Cast, browser

NEW = {"password1": STRONG, "password2": STRONG}


@pytest.fixture
def hashing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """For each password hashed or compared: how many transactions were open around it, the test's aside."""
    seen: list[int] = []
    around = len(connection.atomic_blocks)
    for name in ("encode", "verify"):
        kept = getattr(MD5PasswordHasher, name)

        def noted(*arguments: Any, kept: Any = kept) -> Any:
            seen.append(len(connection.atomic_blocks) - around)
            return kept(*arguments)

        monkeypatch.setattr(MD5PasswordHasher, name, noted)
    return seen


def reset(client: Client, cast: Cast) -> Any:
    client.post("/accounts/password/reset/", {"email": "clara@inkwell.example"})
    form = client.get(path_of(links(mail_to("clara@inkwell.example", "reset_password"))[0])).url
    return client.post(form, NEW)


def change(_client: Client, cast: Cast) -> Any:
    return browser(cast.clara).post("/accounts/password/change/", {"oldpassword": PASSWORD, **NEW})


def register(client: Client, cast: Cast) -> Any:
    invite(actor=cast.otto, email="petra@new.example", roles=[Role.WRITER], now=now())
    link = path_of(links(mail_to("petra@new.example", "invitation"))[0])
    return client.post(link, {"name": "Petra Lang", **NEW})


ACTS: dict[str, Callable[[Client, Cast], Any]] = {
    "sign in": lambda client, _cast: post_sign_in(client, "clara@inkwell.example", PASSWORD),
    "sign up": lambda client, _cast: post_sign_up(client, "petra@new.example"),
    "sign up again": lambda client, _cast: post_sign_up(client, "clara@inkwell.example"),
    "reset": reset,
    "change": change,
    "register by invitation": register,
    "made by a command": lambda _client, _cast: make_person(
        email="petra@new.example", name="Petra", password=STRONG
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_no_transaction_is_held_over_a_hash(act: str, cast: Cast, hashing: list[int]) -> None:
    answer = ACTS[act](browser(None, cast.inkwell), cast)

    assert getattr(answer, "status_code", 302) == 302
    assert hashing and set(hashing) == {0}


def test_a_hash_made_before_serves_its_own_password_alone(cast: Cast, hashing: list[int]) -> None:
    with hashed_before(STRONG), hashed_before(STRONG):
        ours, other = User(), User()
        ours.set_password(STRONG)
        other.set_password("another one entirely")
    later = User()
    later.set_password(STRONG)

    assert len(hashing) == 3
    assert ours.check_password(STRONG) and other.check_password("another one entirely")
    assert not other.check_password(STRONG)
    assert later.password != ours.password


def test_a_reset_changes_the_password_and_nothing_that_changed_meanwhile(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between opening the form's row and storing, somebody chose another name."""
    clara = User.objects.get(email="clara@inkwell.example")
    with monkeypatch.context() as patch:
        kept = User.set_password

        def renamed_meanwhile(user: User, password: str) -> None:
            User.objects.filter(pk=clara.pk).update(name="Clara Renamed")
            kept(user, password)

        patch.setattr(User, "set_password", renamed_meanwhile)
        reset(browser(None, cast.inkwell), cast)

    clara.refresh_from_db()
    assert clara.name == "Clara Renamed"
    assert clara.check_password(STRONG)
