"""Favourite writers: kept on the page of an order, first in the draft, nobody else's business."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from agencies.models import Membership
from clients.models import FavouriteWriter
from orders.actions.favourites import add_favourite
from project.base.errors import NotAllowed
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import make_draft
from tests.helpers.pages import words_of
from tests.helpers.races import kinds, race
from tests.helpers.story import Story
from tests.orders.helpers.support import colleague, draft_url, queries_of, url_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def test_kept_shown_first_and_put_away(cast: Cast, sign_in: SignIn) -> None:
    """Wanda stands before Wendell by name; once Wendell is kept, he stands first."""
    order = Story(cast).in_progress().order
    client, draft = sign_in(cast.clara), draft_url(make_draft(cast.clara))

    def names() -> list[str]:
        field = client.get(draft).context["form"].fields["preferred_writer"]
        return [str(name) for _key, name in field.choices][1:]

    before = names()
    client.post(url_of(order, "favourite/"), {"keep": "yes"})
    assert names() == ["★ Wendell H.", "Wanda K."] and before == ["Wanda K.", "Wendell H."]
    assert "Wendell H." in words_of(client.get("/orders/favourites/"))
    client.post(f"/orders/favourites/{cast.wendell.membership.public_id}/remove/")
    assert names() == before
    assert "No favourites yet" in words_of(client.get("/orders/favourites/"))


def test_taking_one_off_tells_nobody_who_exists(cast: Cast, sign_in: SignIn) -> None:
    """A favourite of somebody else, members who are none of theirs, an id of another agency and one that
    never was: alike in status, place and words, and nothing is lost."""
    order = Story(cast).in_progress().order
    add_favourite(actor=colleague(cast, "orderer"), order=order, now=START)
    client, answers = sign_in(cast.clara), []
    for person in (cast.wendell, cast.otto, cast.clara, cast.nora, None):
        public_id = person.membership.public_id if person else "zzzzzzzzzz"
        answer = client.post(f"/orders/favourites/{public_id}/remove/", follow=True)
        answers.append((answer.redirect_chain, words_of(answer)))

    assert all(answer == answers[0] for answer in answers)
    assert "This writer is not one of your favourites." in answers[0][1]
    assert FavouriteWriter.objects.count() == 1


def test_the_star_takes_it_back(cast: Cast, sign_in: SignIn) -> None:
    order, client = Story(cast).in_progress().order, sign_in(cast.clara)
    for keep, kept in (("yes", True), ("yes", True), ("no", False), ("no", False)):
        client.post(url_of(order, "favourite/"), {"keep": keep})
        assert FavouriteWriter.objects.exists() is kept


def test_a_favourite_is_ones_own(cast: Cast) -> None:
    order, other = Story(cast).in_progress().order, colleague(cast, "orderer")
    add_favourite(actor=cast.clara, order=order, now=START)

    seen = {
        name for name, person in cast.everybody.items() if FavouriteWriter.objects.visible_to(person).exists()
    }

    assert seen == {"clara"} and not FavouriteWriter.objects.visible_to(other).exists()


@pytest.mark.parametrize("name", ["wendell", "edith", "sam", "max", "nick"])
def test_only_a_client_of_the_order_keeps_its_writer(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        add_favourite(actor=getattr(cast, name), order=Story(cast).in_progress().order, now=START)


def test_an_order_without_a_writer_has_nobody_to_keep(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        add_favourite(actor=cast.clara, order=Story(cast).order, now=START)


def test_who_left_is_named_as_such(cast: Cast, sign_in: SignIn) -> None:
    add_favourite(actor=cast.clara, order=Story(cast).completed().order, now=START)
    client = sign_in(cast.clara)
    assert "1 order completed for you" in words_of(client.get("/orders/favourites/"))

    Membership.objects.filter(pk=cast.wendell.member_id).update(ended_at=START)

    assert "no longer writes here" in words_of(client.get("/orders/favourites/"))


def test_the_list_costs_the_same_for_one_and_for_two(cast: Cast, sign_in: SignIn) -> None:
    client, counted = sign_in(cast.clara), []
    client.get("/orders/favourites/")
    for writer in (cast.wendell, cast.wanda):
        FavouriteWriter.objects.create(
            agency=cast.inkwell, member=cast.clara.membership, writer=writer.membership, at=START
        )
        counted.append(queries_of(client, "/orders/favourites/"))

    assert counted == [3, 3]


def test_another_agencys_writer_is_refused_by_the_database(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        FavouriteWriter.objects.create(
            agency=cast.inkwell, member=cast.clara.membership, writer=cast.nora.membership, at=START
        )
        _check_constraints()


def _check_constraints() -> None:

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.django_db(transaction=True)
def test_kept_ten_times_at_once(rounds: int) -> None:
    for _round in range(rounds):
        cast: Any = load_cast()
        FavouriteWriter.objects.all().delete()
        order = Story(cast).in_progress().order
        act = partial(add_favourite, actor=cast.clara, order=order, now=START)

        assert kinds(race([act] * 10)) == {"FavouriteWriter": 10}
        assert FavouriteWriter.objects.count() == 1
