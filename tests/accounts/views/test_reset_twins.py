"""A link for a new password goes to the address of its account, whatever
is sent to the form that asks for it."""

from __future__ import annotations

import json

import pytest
from allauth.account.models import EmailAddress

from accounts.models import Mail, User
from tests.accounts.helpers.support import STRONG, links, mail_to, path_of
from tests.helpers.cast import PASSWORD

pytestmark = pytest.mark.django_db
RESET = "/accounts/password/reset/"
CLARA, EVIL = "clara@inkwell.example", "evil@evil.example"


def told() -> list[tuple[str, str]]:
    """Who was mailed what."""
    return sorted(Mail.objects.values_list("recipient", "kind"))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ([CLARA, EVIL], [(EVIL, "no_account")]),
        ([EVIL, CLARA], [(CLARA, "reset_password")]),
    ],
)
def test_of_two_addresses_one_is_read_and_mailed_to(cast, sign_in, sent, expected):
    sign_in(None, cast.inkwell).post(RESET, {"email": sent})

    assert told() == expected
    assert all("/password/reset/1" not in mail.text for mail in Mail.objects.filter(recipient=EVIL))


@pytest.mark.parametrize(
    "fields",
    [
        {"email[]": [CLARA, EVIL]},
        {"email[0]": CLARA, "email[1]": EVIL},
        {"email": f"{CLARA},{EVIL}"},
        {"email": f"{CLARA} {EVIL}"},
        {"email": f"{CLARA};{EVIL}"},
        {"email": f"{CLARA}\r\nCc: {EVIL}"},
        {"email": f"{CLARA}%0aCc:{EVIL}"},
        {"email": f'"{CLARA}" <{EVIL}>'},
        {"email": json.dumps([CLARA, EVIL])},
    ],
)
def test_lists_in_other_shapes_are_no_address(cast, sign_in, fields):
    answer = sign_in(None, cast.inkwell).post(RESET, fields)

    assert (answer.status_code, told()) == (422, [])


def test_a_list_in_json_is_no_address(cast, sign_in):
    body = json.dumps({"email": [CLARA, EVIL]})
    answer = sign_in(None, cast.inkwell).post(RESET, body, content_type="application/json")

    assert (answer.status_code, told()) == (422, [])


def test_somebody_who_claims_the_address_too_gets_no_link(cast, sign_in):
    """A twin in allauth's list of addresses, which was never confirmed."""
    EmailAddress.objects.create(user=cast.max.membership.user, email=CLARA, verified=False, primary=False)
    client = sign_in(None, cast.inkwell)
    client.post(RESET, {"email": CLARA})

    (link,) = [link for link in links(mail_to(CLARA, "reset_password")) if "/reset/" in link]
    client.post(client.get(path_of(link)).url, {"password1": STRONG, "password2": STRONG})

    assert told() == [(CLARA, "password_changed"), (CLARA, "reset_password")]
    assert User.objects.get(email=CLARA).check_password(STRONG)
    assert User.objects.get(email="max@inkwell.example").check_password(PASSWORD)


@pytest.mark.parametrize(
    "twin",
    [
        "clara@inkwell.exampl\u0435",
        "c\u217cara@inkwell.example",
        "\uff43lara@inkwell.example",
        "cl\u00e1ra@inkwell.example",
        "clara@\u0131nkwell.example",
        "cla\u0280a@inkwell.example",
        "clara\u200b@inkwell.example",
    ],
)
def test_letters_that_look_or_fold_alike_are_another_address(cast, sign_in, twin):
    sign_in(None, cast.inkwell).post(RESET, {"email": twin})

    assert [kind for _who, kind in told()] in ([], ["no_account"])
    assert not any("inkwell.example" in who and who.isascii() for who, _kind in told()), (
        "Clara is not bothered either"
    )


@pytest.mark.parametrize("twin", ["clara@in\u212awell.example", "CLARA@IN\u212aWELL.EXAMPLE"])
def test_a_letter_that_lower_case_turns_into_hers_is_mailed_to_her_alone(cast, sign_in, twin):
    """The Kelvin sign becomes a plain k: what was typed would be an address of somebody else."""
    sign_in(None, cast.inkwell).post(RESET, {"email": twin})

    assert told() == [(CLARA, "reset_password")]


def test_the_spelling_of_an_ascii_address_does_not_matter_and_the_stored_one_is_mailed_to(cast, sign_in):
    sign_in(None, cast.inkwell).post(RESET, {"email": " Clara@INKWELL.example "})

    assert told() == [(CLARA, "reset_password")]
