"""Who is answering a ticket, as its page tells, and the warning before a reply that somebody forestalled."""

from __future__ import annotations

import pytest

from project.base import clock
from support.actions.ticket_answering import keep_answering
from support.models import TicketAnswering, TicketMessage
from tests.helpers.cast import Cast, browser
from tests.helpers.pages import form_to
from tests.support.helpers.tickets import opened, replied

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Target": "answering"}


def test_a_page_says_who_is_answering_when_it_is_loaded(cast: Cast) -> None:
    """Without JavaScript as well; nothing of it for whoever asked."""
    ticket = opened(cast)
    address = f"/support/{ticket.number}/"
    keep_answering(actor=cast.sam, ticket=ticket, now=clock.now())

    assert "is answering." in browser(cast.max).get(address).text
    for person in (cast.sam, cast.clara):
        assert "is answering." not in browser(person).get(address).text


def test_the_page_asks_and_tells(cast: Cast) -> None:
    """Asking alone says nothing of oneself."""
    ticket = opened(cast)
    path = f"/support/{ticket.number}/answering/"
    sam, max_ = browser(cast.sam), browser(cast.max)
    assert sam.post(path, headers=HTMX).text.strip() == "" and not TicketAnswering.objects.exists()
    sam.post(path, {"writing": "1"}, headers=HTMX)

    told = max_.post(path, headers=HTMX).text
    assert "<bdi>Sam P.</bdi> is answering." in told and "<html" not in told
    assert browser(cast.clara).post(path, headers=HTMX).status_code == 403


def test_a_reply_that_somebody_forestalled_comes_back_with_what_was_typed(cast: Cast) -> None:
    """What was said meanwhile stands above it; pressed again, it is sent."""
    ticket, max_ = opened(cast), browser(cast.max)
    say = f"/support/{ticket.number}/say/"
    form = form_to(max_.get(f"/support/{ticket.number}/"), say, having=["then"])
    replied(cast, ticket, now=clock.now(), then="open")

    answer = max_.post(say, form.filled(text="Under your profile.", then="solved"))

    assert answer.status_code == 409 and "Sam P. wrote since you opened this page" in answer.text
    again = form_to(answer, say, having=["then"])
    assert again.sent["text"] == ["Under your profile."] and again.sent["then"] == ["solved"]
    assert "On the right." in answer.text
    max_.post(say, again.sent)
    assert TicketMessage.objects.filter(ticket=ticket, text="Under your profile.").count() == 1


def test_by_the_api(cast: Cast) -> None:
    ticket = opened(cast)
    path = f"/api/v1/support/tickets/{ticket.number}"
    sam, max_ = browser(cast.sam), browser(cast.max)
    assert sam.post(f"{path}/begin-answer/", content_type="application/json").json() == {"results": []}
    (told,) = max_.get(f"{path}/answering/").json()["results"]
    assert told["person"]["name"] == "Sam P."

    seen = max_.get(f"{path}/messages/").json()["results"][0]["id"]
    replied(cast, ticket, now=clock.now())
    call = lambda **body: max_.post(f"{path}/reply/", body, content_type="application/json")  # noqa: E731
    assert call(text="Yes.", seen=seen).status_code == 409
    assert call(text="Yes.").status_code == 201
