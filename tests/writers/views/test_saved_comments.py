"""The comment bank of an editor."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from project.base.errors import Invalid, NotAllowed
from tests.helpers.cast import START, Cast
from tests.helpers.pages import words_of
from tests.helpers.races import kinds, race
from tests.orders.helpers.support import queries_of
from writers.actions import saved_comments
from writers.actions.saved_comments import CommentSaid, delete_comment, edit_comment, save_comment
from writers.models import SavedComment

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
PAGE = "/editing/comments/"
NAME_IT = CommentSaid("Name the source", "Add the year", "sources")


def second_editor(cast: Cast) -> None:
    """Otto edits too."""
    cast.otto.membership.roles = ["owner", "editor"]
    cast.otto.membership.save()


def test_added_edited_and_deleted(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.edith)
    assert "No saved comments yet" in words_of(client.get(PAGE))

    client.post(PAGE, {"issue": "Name the source", "tag": "sources", "shared": "on"})
    made = SavedComment.objects.get()
    address = f"{PAGE}{made.public_id}/"
    assert 'value="sources"' in client.get(address).content.decode()
    client.post(address, {"issue": "Name it", "suggestion": "Year, too"})
    made.refresh_from_db()
    assert (made.issue, made.suggestion, made.tag, made.shared) == ("Name it", "Year, too", None, False)
    client.post(f"{address}delete/")
    assert not SavedComment.objects.exists() and client.post(f"{address}delete/").status_code == 404


def test_nothing_is_refused_beside_the_field(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.edith).post(PAGE, {"issue": "", "suggestion": "SUGGESTION-KEPT"})

    assert answer.status_code == 422 and "Enter what should change." in words_of(answer)
    assert "SUGGESTION-KEPT" in answer.content.decode()


def test_shared_ones_are_read_by_colleagues_and_changed_by_their_owner(cast: Cast, sign_in: SignIn) -> None:
    second_editor(cast)
    own = save_comment(actor=cast.edith, said=CommentSaid("OWN-CANARY"), now=START)
    shared = save_comment(actor=cast.edith, said=CommentSaid("For all", shared=True), now=START)
    client = sign_in(cast.otto)

    page = client.get(PAGE).content.decode()

    assert "For all" in page and "OWN-CANARY" not in page
    assert client.get(f"{PAGE}{own.public_id}/").status_code == 404
    assert client.get(f"{PAGE}{shared.public_id}/").status_code == 403
    with pytest.raises(NotAllowed):
        edit_comment(actor=cast.otto, comment=shared, said=NAME_IT)
    with pytest.raises(NotAllowed):
        delete_comment(actor=cast.otto, comment=shared)


@pytest.mark.parametrize("name", ["clara", "wendell", "sam", "max", "otto", "mara", "nora"])
def test_editors_alone_have_one(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        save_comment(actor=getattr(cast, name), said=NAME_IT, now=START)


def test_there_is_a_bound_and_the_same_again_is_no_second(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved_comments, "MOST_SAVED", 1)
    for _click in range(2):
        save_comment(actor=cast.edith, said=NAME_IT, now=START)

    with pytest.raises(Invalid) as refused:
        save_comment(actor=cast.edith, said=CommentSaid("Another"), now=START)
    assert list(refused.value.errors) == ["issue"] and SavedComment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_clicks_at_once_save_one(cast: Cast) -> None:
    results = race([lambda: save_comment(actor=cast.edith, said=NAME_IT, now=START)] * 8)

    assert kinds(results) == {"SavedComment": 8} and SavedComment.objects.count() == 1


def test_many_cost_as_many_queries_as_one(cast: Cast, sign_in: SignIn) -> None:
    client, counted = sign_in(cast.edith), []
    for start, end in ((0, 1), (1, 4)):
        for n in range(start, end):
            save_comment(actor=cast.edith, said=CommentSaid(f"No {n}", tag=f"tag {n}"), now=START)
        client.get(PAGE)
        counted.append(queries_of(client, PAGE))

    assert counted[0] == counted[1]
