"""Replies that the desk uses again: their placeholders, their bounds, who edits them."""

from __future__ import annotations

import pytest

from project.base.errors import Invalid, NotAllowed
from support.actions import saved_replies
from support.actions.saved_replies import delete_reply, save_reply
from support.actions.tickets import write_reply
from support.models import SavedReply
from support.rules.saved_replies import filled
from tests.helpers.cast import START, Cast
from tests.helpers.factories import place_order
from tests.helpers.races import kinds, race
from tests.support.helpers.tickets import fresh, opened

pytestmark = pytest.mark.django_db


def saved(cast: Cast, title: str = "Hello", text: str = "Dear {customer},", **facts: object) -> SavedReply:
    return save_reply(actor=facts.pop("by", cast.sam), title=title, text=text, now=START, **facts)


def test_placeholders_are_filled_on_a_ticket(cast: Cast) -> None:
    order = place_order(cast.clara)
    text = "{customer}, {ticket}, {order}, {me}, {agency}; {x} { order }"
    ticket = fresh(opened(cast, order=order))
    people = cast.clara.membership.public_name, cast.sam.membership.public_name

    assert filled(text, cast.sam, ticket) == (
        f"{people[0]}, {ticket.number}, {order.number}, {people[1]}, Inkwell; {{x}} {{ order }}"
    )


@pytest.mark.parametrize("text", ["Dear {name},", "{}", "{Customer}", "{customer} {first name}"])
def test_an_unknown_placeholder_is_refused(cast: Cast, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        saved(cast, text=text)
    assert list(refused.value.errors) == ["text"]


def test_what_stands_for_nothing_is_not_sent(cast: Cast) -> None:
    ticket = opened(cast)
    with pytest.raises(Invalid) as refused:
        write_reply(actor=cast.sam, ticket=ticket, text="Your order {order}.", now=START)
    assert "{order}" in str(refused.value.errors["text"])
    assert write_reply(actor=cast.sam, ticket=ticket, text="A {brace}.", now=START)


def test_titles_are_once_and_the_same_again_is_the_same(cast: Cast) -> None:
    first = saved(cast)
    assert saved(cast) == first
    for wrong in ({"title": "HELLO", "text": "Another."}, {"title": " "}, {"text": ""}):
        with pytest.raises(Invalid):
            saved(cast, **wrong)
    other = saved(cast, title="Bye")
    with pytest.raises(Invalid):
        saved(cast, title="hello", reply=other)
    saved(cast, title="HELLO", reply=first)
    assert sorted(SavedReply.objects.values_list("title", flat=True)) == ["Bye", "HELLO"]


def test_there_is_a_bound(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_replies, "MOST_REPLIES", 1)
    saved(cast)
    with pytest.raises(Invalid):
        saved(cast, title="Bye")


def test_the_desk_has_them_and_nobody_else(cast: Cast) -> None:
    reply = saved(cast, by=cast.max)
    for person in (cast.clara, cast.wendell, cast.edith):
        assert not SavedReply.objects.visible_to(person).exists()
        with pytest.raises(NotAllowed):
            saved(cast, title="Mine", by=person)
        with pytest.raises(NotAllowed):
            delete_reply(actor=person, reply=reply)
    delete_reply(actor=cast.mara, reply=reply)
    assert SavedReply.objects.exists() and not SavedReply.objects.visible_to(cast.mara).exists()
    for _click in range(2):
        delete_reply(actor=cast.sam, reply=reply)
    assert not SavedReply.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_save_one(cast: Cast) -> None:
    results = race([lambda: saved(cast)] * 20)

    assert kinds(results) == {"SavedReply": 20} and SavedReply.objects.count() == 1
