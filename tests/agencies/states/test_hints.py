"""First-run hints: where they stand, for whom, and that they stay away."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from agencies.actions.hints import dismiss_hint
from agencies.models import Membership
from project.base.errors import NotVisible
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
PAGES = {
    ("clara", "/orders/"): "client",
    ("wendell", "/studio/"): "writer",
    ("edith", "/editing/"): "editor",
    ("sam", "/desk/"): "desk",
    ("max", "/desk/"): "desk",
}


@pytest.mark.parametrize(("name", "path"), PAGES)
def test_it_stands_on_the_first_page_until_it_is_put_away(
    cast: Cast, sign_in: SignIn, name: str, path: str
) -> None:
    key, client = PAGES[name, path], sign_in(getattr(cast, name))
    url = f"/account/hints/{key}/"
    assert url in client.get(path).content.decode()

    answer = client.post(url)

    assert (answer.status_code, answer.url) == (302, path)
    assert url not in client.get(path).content.decode()
    assert url not in client.get(path, {"tab": "all"}).content.decode()


def test_htmx_takes_it_away_in_place(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.clara).post("/account/hints/client/", headers={"HX-Request": "true"})

    assert (answer.status_code, answer.content) == (200, b"")


def test_other_pages_have_none(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.clara)

    for path in ("/orders/drafts/", "/search/", "/help/", "/invoices/"):
        assert "/account/hints/" not in client.get(path).content.decode()


def test_it_is_put_away_for_one_person_in_one_agency(cast: Cast, sign_in: SignIn) -> None:
    dismiss_hint(actor=cast.wanda, key="writer")
    dismiss_hint(actor=cast.wanda, key="writer")

    assert Membership.objects.get(pk=cast.wanda.member_id).dismissed_hints == ["writer"]
    assert not Membership.objects.exclude(pk=cast.wanda.member_id).exclude(dismissed_hints=[]).exists()


def test_there_are_no_other_keys(cast: Cast, sign_in: SignIn) -> None:
    with pytest.raises(NotVisible):
        dismiss_hint(actor=cast.clara, key="other")
    assert sign_in(cast.clara).post("/account/hints/other/").status_code == 404
    assert sign_in(cast.clara).get("/account/hints/client/").url == "/account/"
    assert Membership.objects.get(pk=cast.clara.member_id).dismissed_hints == []
