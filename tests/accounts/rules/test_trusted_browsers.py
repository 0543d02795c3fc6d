"""What is known of a browser by its cookie."""

from __future__ import annotations

import pytest

from accounts.actions.devices import revoke_device
from accounts.rules.trusted_browsers import is_known, is_revoked
from project.base import clock
from tests.accounts.helpers.sign_ins import signs_in
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_device_is_known_for_its_address_and_agency_alone(cast: Cast) -> None:
    signs_in(cast.clara, device="one")

    assert is_known("Clara@Inkwell.example", cast.inkwell, "one")
    for email, agency, cookie in (
        ("max@inkwell.example", cast.inkwell, "one"),
        ("clara@inkwell.example", cast.northwind, "one"),
        ("clara@inkwell.example", cast.inkwell, "two"),
        ("clara@inkwell.example", cast.inkwell, ""),
    ):
        assert not is_known(email, agency, cookie)


def test_what_one_person_revoked_is_still_known_of_another(cast: Cast) -> None:
    user, device = cast.clara.membership.user, signs_in(cast.clara, device="one").device
    assert device
    signs_in(cast.otto, device="one")

    revoke_device(user=user, public_id=device.public_id, now=clock.now())

    assert is_revoked(user, "one") and not is_known("clara@inkwell.example", cast.inkwell, "one")
    assert not is_revoked(cast.otto.membership.user, "one") and is_known(
        "otto@inkwell.example", cast.inkwell, "one"
    )
