"""The operator's command for a second factor that no manager can reset."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.accounts.helpers.factors import has_app
from tests.accounts.helpers.resets import factors
from tests.accounts.helpers.support import mail_to
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("reset_second_factor", *arguments, stdout=out)
    return out.getvalue()


def test_it_says_what_it_would_do_and_does_it_with_yes(cast: Cast) -> None:
    has_app(cast.wanda)
    email = cast.wanda.membership.user.email

    said = run(email.upper())
    assert "Inkwell, Northwind" in said and "--yes" in said and factors(cast.wanda) == 1
    assert "Done." in run(email, "--yes") and factors(cast.wanda) == 0
    assert mail_to(email, "factors_reset")
    with pytest.raises(CommandError, match="two-step verification"):
        run(email, "--yes")


def test_it_helps_the_only_owner(cast: Cast) -> None:
    has_app(cast.otto)
    assert "Done." in run(cast.otto.membership.user.email, "--yes") and factors(cast.otto) == 0


def test_nobody_of_that_address(cast: Cast) -> None:
    with pytest.raises(CommandError, match="No one has this address"):
        run("nobody@nowhere.example")
