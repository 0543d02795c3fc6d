"""The pages of what an agency promises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.states.sla import Target
from clients.models import ClientAccount
from support.actions.sla_policies import save_policy
from support.models import SlaVersion
from support.rules.sla_policies import Step, book_of
from tests.helpers.cast import START, Cast
from tests.helpers.pages import words_of
from tests.helpers.story import Story
from tests.support.helpers.sla_policies import FIRST, policy, terms
from tests.support.helpers.tickets import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
SignIn = Callable[..., Client]
URL = "/desk/support/policies/"
TYPED = {
    "name": "Everyone",
    "position": "1",
    "about": "",
    "priority": "",
    "account": "",
    "first_reply-time": "30",
    "first_reply-unit": "minutes",
    "first_reply-counts": "always",
    "next_reply-time": "",
    "next_reply-unit": "hours",
    "next_reply-counts": "working",
    "resolution-time": "2",
    "resolution-unit": "days",
    "resolution-counts": "working",
    "base": "0",
    "steps": "3",
    "step-0-percent": "80",
    "step-0-target": "",
    "step-0-act": "notify",
    "step-0-whom": "managers",
    "step-0-priority": "",
    "step-1-percent": "",
    "step-1-target": "",
    "step-1-act": "notify",
    "step-1-whom": "",
    "step-1-priority": "",
    "step-2-percent": "100 %",
    "step-2-target": "resolution",
    "step-2-act": "raise",
    "step-2-whom": "",
    "step-2-priority": "critical",
}


def seen(answer: Any) -> str:
    """What the page would save, after a look at what that changes."""
    return str(answer.context["seen"])


def test_a_change_is_shown_before_it_is_saved(cast: Cast, sign_in: SignIn) -> None:
    ticket, client = opened(cast), sign_in(cast.max)
    assert "No policies yet" in words_of(client.get(URL))

    looked = client.post(f"{URL}new/", {**TYPED, "do": "save"})

    assert looked.status_code == 200 and SlaVersion.objects.count() == 0
    words = words_of(looked)
    assert "1 open ticket gets new due times." in words and ticket.number in words
    saved = client.post(f"{URL}new/", {**TYPED, "do": "save", "seen": seen(looked)})
    assert saved.url == URL
    held = book_of(cast.inkwell).policies[0]
    assert [(one.target, one.minutes, one.working) for one in held.promises] == [
        (Target.FIRST_REPLY, 30, False),
        (Target.RESOLUTION, 2880, True),
    ]
    assert held.steps == (
        Step(80, "notify", whom="managers"),
        Step(100, "raise", "resolution", priority="critical"),
    )
    listed = words_of(client.get(URL))
    assert "80% of each target: Notify managers and owners" in listed
    assert "100% of resolution: Raise the priority to critical" in listed
    assert "Everyone" in listed and "All tickets" in listed and "30 min" in listed and "Version 1" in listed


def test_what_was_typed_after_the_look_is_looked_at_again(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.max)
    mark = seen(client.post(f"{URL}new/", TYPED))

    other = client.post(f"{URL}new/", {**TYPED, "name": "Some", "do": "save", "seen": mark})

    assert other.status_code == 200 and SlaVersion.objects.count() == 0
    assert seen(other) != mark


def test_somebody_saved_in_the_meantime(cast: Cast, sign_in: SignIn) -> None:
    stored, client = policy(cast), sign_in(cast.max)
    url = f"{URL}{stored.key}/"
    typed = {**TYPED, "base": "1", "do": "save"}
    mark = seen(client.post(url, typed))
    save_policy(actor=cast.otto, terms=terms("Theirs"), now=START)

    again = client.post(url, {**typed, "seen": mark})
    refused = client.post(url, {**typed, "seen": seen(again)})

    assert (again.status_code, refused.status_code) == (200, 409)
    assert "changed in the meantime" in words_of(refused) and "Everyone" in refused.content.decode()
    assert refused.context["base"] == 2


def test_what_is_stored_is_what_the_form_shows(cast: Cast, sign_in: SignIn) -> None:
    account = Story(cast).order.account
    steps = (Step(50, "reassign", whom="person", person_id=cast.sam.member_id),)
    stored = policy(cast, account_id=account.pk, about="order", priority="high", steps=steps)
    form = sign_in(cast.max).get(f"{URL}{stored.key}/").context["typed"]

    assert form.form.initial == {
        "name": "All",
        "about": "order",
        "priority": "high",
        "position": 1,
        "account": account,
    }
    assert form.targets[0].initial == {"time": 1, "unit": "hours", "counts": "always"}
    assert FIRST == 60
    assert form.steps[0].initial == {
        "percent": 50,
        "target": "",
        "act": "reassign",
        "whom": cast.sam.membership.public_id,
        "priority": "",
    }
    assert [row.initial for row in form.steps[1:]] == [{}] * 3


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "Enter a name."),
        ({"first_reply-time": "", "resolution-time": ""}, "Enter at least one time."),
        ({"first_reply-time": "0"}, "Enter a number between 1"),
        ({"resolution-time": "91"}, "Enter 90 days at most."),
        ({"account": "Nobody Ltd"}, "There is no client with this name."),
        ({"position": "5"}, "Enter a number between 1 and 1."),
        ({"about": "x"}, "Choose an option from the list."),
        ({"step-0-percent": "301"}, "Enter a number between 1 and 300."),
        ({"step-0-whom": ""}, "Choose who is told."),
        ({"step-0-act": "reassign"}, "Choose the person who gets the ticket."),
        ({"step-2-priority": ""}, "Choose a priority above low."),
        ({"step-0-priority": "high"}, "this step raises no priority."),
        ({"step-2-whom": "managers"}, "nobody is chosen here."),
        ({"step-1-percent": "80", "step-1-whom": "managers"}, "A step is listed twice."),
    ],
)
def test_nothing_typed_is_lost(cast: Cast, sign_in: SignIn, typed: dict[str, str], words: str) -> None:
    answer = sign_in(cast.max).post(f"{URL}new/", {**TYPED, **typed})

    assert answer.status_code == 422 and words in words_of(answer)
    if "name" not in typed:
        assert 'value="Everyone"' in answer.content.decode()


def test_a_client_of_a_name_that_two_have(cast: Cast, sign_in: SignIn) -> None:
    first, second = (
        ClientAccount.objects.create(agency=cast.inkwell, name="Twins", created_at=START) for _number in "ab"
    )
    client = sign_in(cast.max)

    assert "Several clients" in words_of(client.post(f"{URL}new/", {**TYPED, "account": "Twins"}))
    typed = {**TYPED, "account": second.public_id, "do": "save"}
    client.post(f"{URL}new/", {**typed, "seen": seen(client.post(f"{URL}new/", typed))})
    assert book_of(cast.inkwell).policies[0].account_id == second.pk != first.pk
    assert "Twins" in words_of(client.get(URL))


def test_a_policy_is_removed_after_a_look(cast: Cast, sign_in: SignIn) -> None:
    stored, client = policy(cast), sign_in(cast.max)
    opened(cast)
    url = f"{URL}{stored.key}/remove/"

    assert "1 open ticket gets new due times." in words_of(client.get(url))
    assert client.post(url, {"base": "7"}).status_code == 409
    assert client.post(url, {"base": "1"}).url == URL
    assert client.get(f"{URL}{stored.key}/").status_code == 404
    assert "All" in words_of(client.get(f"{URL}versions/1/"))
    assert "default times applied" in words_of(client.get(f"{URL}versions/2/"))
    assert client.get(f"{URL}versions/3/").status_code == 404
    assert client.get(f"{URL}versions/99999999999999/").status_code == 404


def test_the_desk_finds_the_policies_where_it_may(cast: Cast, sign_in: SignIn) -> None:
    assert f'href="{URL}"' in sign_in(cast.max).get("/desk/support/").content.decode()
    assert f'href="{URL}"' not in sign_in(cast.sam).get("/desk/support/").content.decode()


@pytest.mark.parametrize("path", ["", "new/", "{key}/", "{key}/remove/", "versions/1/"])
def test_pages_ask_a_constant_number_of_queries(cast: Cast, sign_in: SignIn, path: str) -> None:
    client, counts = sign_in(cast.max), []
    stored = policy(cast, "0")
    for number in (1, 3):
        for one in range(number):
            policy(cast, f"{number} {one}", account_id=Story(cast).order.account_id)
            opened(cast)
        client.get(f"{URL}{path.format(key=stored.key)}")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{URL}{path.format(key=stored.key)}")
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 14


def test_the_look_asks_a_constant_number_of_queries(cast: Cast, sign_in: SignIn) -> None:
    client, counts = sign_in(cast.max), []
    client.post(f"{URL}new/", TYPED)
    for number in (1, 3):
        for _one in range(number):
            opened(cast)
        with CaptureQueriesContext(connection) as asked:
            assert client.post(f"{URL}new/", TYPED).context["effects"].changed
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 14
