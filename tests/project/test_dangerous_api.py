"""Dangerous acts by the API: each asks a session as its page does, or has no endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from project.api.router import router
from project.base.api.endpoint import Endpoint
from project.dangerous import DANGEROUS

#: Acts that have no endpoint, and why.
PAGES_ALONE = {
    "account_code_app": "its secret is shown to somebody who sits before it",
    "account_code_app_remove": "ways to sign in are changed where one signs in",
    "account_codes": "shown to be printed",
    "account_passkey_add": "made by a browser",
    "account_passkey_remove": "ways to sign in are changed where one signs in",
    "account_change_password": "ways to sign in are changed where one signs in",
    "account_email": "ways to sign in are changed where one signs in",
    "account_backup": "ways to sign in are changed where one signs in",
    "account_backup_remove": "ways to sign in are changed where one signs in",
    "account_close": "nobody closes an account by a program",
    "account_export_download": "a copy of all that is known of a person, fetched where it was asked for",
    "agencies:close": "nobody closes an agency by a program",
    "desk_factor_reset": "ways to sign in are changed where one signs in",
    "desk_factor_reset_confirm": "ways to sign in are changed where one signs in",
}


def endpoints() -> Iterator[tuple[str, Endpoint]]:
    for prefix, viewset, _name in router.registry:
        for name in dir(viewset):
            method: Any = getattr(viewset, name, None)
            if isinstance(stated := getattr(method, "endpoint", None), Endpoint):
                yield f"{prefix} {name}", stated


def test_each_dangerous_act_has_an_endpoint_that_asks_or_none() -> None:
    named = {stated.dangerous for _name, stated in endpoints() if stated.dangerous}

    assert named | set(PAGES_ALONE) == set(DANGEROUS)
    assert not named & set(PAGES_ALONE)


def test_an_act_that_is_dangerous_at_times_says_when() -> None:
    for name, stated in endpoints():
        if stated.dangerous:
            assert bool(stated.when) == bool(DANGEROUS[stated.dangerous].when), name
