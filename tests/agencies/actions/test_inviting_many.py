"""Several people are asked in at once: all of them, or nobody; and each mistake stands at its line."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import Mail
from agencies.actions.invitations import MOST_AT_ONCE, invite, invite_many
from agencies.models import Invitation
from project.base.errors import Invalid, NotAllowed
from tests.helpers.api import Api
from tests.helpers.cast import START, browser

pytestmark = pytest.mark.django_db
PAGE = "/desk/people/invite/many/"


def sent(cast: Any) -> dict[str, list[str]]:
    rows = Invitation.objects.filter(agency=cast.inkwell, withdrawn_at=None, used_at=None)
    return dict(rows.values_list("email", "roles"))


def test_each_gets_a_mail_and_the_roles_of_the_line(cast: Any) -> None:
    lines = ("Ana <ANA@new.example>", "", "bo@new.example, editor", "cy@new.example; Support; writer")
    text = "\n".join([*lines, "di@new.example\tclient"])

    answer = browser(cast.max).post(PAGE, {"role": "writer", "people": text})

    assert (answer.status_code, answer.url) == (302, "/desk/people/")
    assert sent(cast) == {
        "ana@new.example": ["writer"],
        "bo@new.example": ["editor"],
        "cy@new.example": ["writer", "support"],
        "di@new.example": ["client"],
    }
    assert (
        set(Mail.objects.filter(kind="invitation").values_list("recipient", flat=True)) == sent(cast).keys()
    )


def test_while_a_line_is_wrong_nobody_is_asked_and_nothing_typed_is_lost(cast: Any) -> None:
    wendell = cast.wendell.membership.user.email
    text = f"ana@new.example\nnobody\n\n{wendell}\nANA@new.example"

    answer = browser(cast.max).post(PAGE, {"role": "writer", "people": text})

    assert answer.status_code == 422
    for line in (
        "Line 2: Enter a valid email address.",
        "Line 4: This person already has these roles.",
        "Line 5: This address is in the list twice.",
    ):
        assert line in answer.text
    assert "Line 1:" not in answer.text and f"nobody\n\n{wendell}" in answer.text.replace("\r", "")
    assert sent(cast) == {} and not Mail.objects.filter(kind="invitation").exists()


@pytest.mark.parametrize("word", ["boss", "owner"])
def test_a_role_that_cannot_be_given_so_is_said_at_its_line(cast: Any, word: str) -> None:
    answer = browser(cast.otto).post(PAGE, {"role": "writer", "people": f"ana@new.example, {word}"})

    assert (answer.status_code, sent(cast)) == (422, {})
    assert f"Line 1: “{word}” is no role that you can give." in answer.text


def test_bounds(cast: Any) -> None:
    many = [(f"p{n}@new.example", ["writer"]) for n in range(MOST_AT_ONCE + 1)]
    for people in (many, []):
        with pytest.raises(Invalid):
            invite_many(actor=cast.max, people=people, now=START)
    text = "\n".join(email for email, _roles in many)
    assert browser(cast.max).post(PAGE, {"role": "writer", "people": text}).status_code == 422
    with pytest.raises(Invalid) as refusal:
        invite_many(actor=cast.otto, people=[("ana@new.example", ["owner"])], now=START)
    assert refusal.value.errors == {"people.0": ["Invite owners one at a time."]}
    with pytest.raises(NotAllowed):
        invite_many(actor=cast.sam, people=many[:1], now=START)


def test_an_open_invitation_is_replaced(cast: Any) -> None:
    first = invite(actor=cast.max, email="ana@new.example", roles=["writer"], now=START)

    invite_many(actor=cast.max, people=[("ana@new.example", ["editor"])], now=START)

    first.refresh_from_db()
    assert first.withdrawn_at and sent(cast) == {"ana@new.example": ["editor"]}


def test_programs_do_the_same(cast: Any) -> None:
    api = Api(cast.max)
    people = [
        {"email": "bo@new.example", "roles": ["editor"]},
        {"email": "ana@new.example", "roles": ["writer"]},
    ]

    answer = api.post("agencies/invitations/send/", {"people": people})
    wrong = api.post("agencies/invitations/send/", {"people": [{"email": "nobody", "roles": ["writer"]}]})

    assert answer.status == 201
    assert [row["email"] for row in answer.json["sent"]] == ["bo@new.example", "ana@new.example"]
    assert (wrong.status, list(wrong.json["errors"])) == (400, ["people.0"])
