"""A name typed after an @ mentions, of those alone whom the author may name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from agencies.models import Membership
from orders.forms.messages import Ambiguous, MessageForm, named_in
from orders.models import MessageMention
from orders.pages.order.messages import choices_of
from tests.helpers.cast import Cast
from tests.helpers.factories import HOUR
from tests.helpers.story import Story
from tests.orders.helpers.support import stop_clock

PEOPLE = {
    "a": "Inés Prado (writer)",
    "b": "Edith Stone (editor)",
    "c": "Edith Moor (desk)",
    "d": "The client",
}
LABELS: Mapping[str, str] = PEOPLE


def names(text: str) -> list[str]:
    members = {key: (Membership(public_name=label),) for key, label in LABELS.items()}
    return [person.public_name for person in named_in(text, members, LABELS)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Inés Prado, look", ["a"]),
        ("Thanks @ines!", ["a"]),
        ("(@INE\u0301S prado)", ["a"]),
        ("@Edith Moor and @prado", ["c", "a"]),
        ("@the client may know", ["d"]),
        ("@client?", ["d"]),
        ("ines@prado.example and me@ines", []),
        ("@Nobody @ @@ines", []),
        ("@The others", []),
    ],
)
def test_who_is_meant(text: str, named: list[str]) -> None:
    assert names(text) == [PEOPLE[key] for key in named]


def test_a_name_of_two_is_asked_for() -> None:
    with pytest.raises(Ambiguous) as two:
        names("@Edith, when?")

    assert "@Edith Moor, @Edith Stone" in two.value.sentence


@pytest.mark.django_db
def test_posting_names_them(cast: Cast, sign_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story(cast).claimed()
    stop_clock(monkeypatch, story.now + HOUR)
    client = sign_in(cast.edith)
    name = cast.sam.membership.public_name

    answer = client.post(f"/orders/{story.order.number}/notes/", {"text": f"A question for @{name}."})

    assert answer.status_code == 302
    assert [row.person_id for row in MessageMention.objects.all()] == [cast.sam.member_id]


@pytest.mark.django_db
def test_nobody_learns_a_name(cast: Cast) -> None:
    """The writer's form knows the client as a side alone: the client's own name is a word like any other."""
    story = Story(cast).claimed()
    choices = choices_of(cast.wendell, story.order, internal=False)
    name = cast.clara.membership.public_name

    form = MessageForm({"text": f"Hello @{name}"}, choices=choices)

    assert form.is_valid() and form.cleaned_data["mentions"] == []
