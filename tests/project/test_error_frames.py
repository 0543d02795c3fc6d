"""Refusals stand in the frame that the person has around them, and say which of the reasons it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def test_members_keep_their_menu(cast: Cast, sign_in: SignIn) -> None:
    for path, status in (("/desk/", 403), ("/orders/NO-SUCH/", 404), ("/nowhere/", 404)):
        answer = sign_in(cast.clara).get(path)
        page = answer.content.decode()

        assert answer.status_code == status
        assert 'id="side-menu"' in page and 'href="/home/"' in page.split("error-box")[1]
        assert page.count("<h1") == 1 and "How the desk works" not in page


def test_strangers_keep_the_public_bar(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(None, cast.inkwell).get("/services/no-such/")

    assert answer.status_code == 404
    assert "public-bar" in answer.content.decode() and "side-menu" not in answer.content.decode()


def test_a_missing_role_is_named(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.clara).get("/desk/").content.decode()

    assert "Your role at Inkwell (Client) doesn’t give you access to this page." in page
    assert "ask a manager" in page
