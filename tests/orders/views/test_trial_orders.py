"""How an order for trying out is told from others, and what a notice says once it was deleted."""

from __future__ import annotations

import pytest

from accounts.models import Notice
from orders.models import Order
from orders.pages import notice_titles
from quotes.actions.trial_orders import delete_trial_order, place_trial_order
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import HOUR, place_order
from tests.helpers.pages import words_of

pytestmark = pytest.mark.django_db
BADGE = "</svg>Trial</span>"


@pytest.fixture
def trial(cast: Cast) -> Order:
    return place_trial_order(actor=cast.otto, now=START)


def told(cast: Cast, number: str) -> Notice:
    facts = {"agency": cast.inkwell, "user": cast.otto.membership.user, "at": START}
    return Notice.objects.create(
        **facts, kind="order", detail="Placed", about=number, path=f"/orders/{number}/"
    )


def test_it_wears_a_badge_on_its_page_in_lists_and_in_the_search(cast: Cast, trial: Order) -> None:
    client, other = browser(cast.otto), place_order(cast.clara)

    for page in (f"/orders/{trial.number}/", "/desk/?tab=all", f"/search/?q={trial.title.split()[0]}"):
        assert BADGE in client.get(page).text, page
    for page in (f"/orders/{other.number}/", "/search/?q=Harbour"):
        assert BADGE not in client.get(page).text, page


def test_a_notice_leads_to_it_until_it_is_deleted(cast: Cast, trial: Order) -> None:
    notice, client = told(cast, trial.number), browser(cast.otto)
    address = f"/account/notices/{notice.public_id}/"
    assert client.post(address).url == f"/orders/{trial.number}/"
    assert "deleted since" not in words_of(client.get("/account/notices/"))

    delete_trial_order(actor=cast.otto, now=START + HOUR)

    assert f"{trial.number} Placed (deleted since)" in words_of(client.get("/account/notices/"))
    answer = client.post(address, follow=True)
    assert answer.status_code == 200 and f"{trial.number} was deleted since." in words_of(answer)
    [row] = Api(cast.otto).get("users/notifications/").results
    assert row["text"].endswith("(deleted since)")


def test_what_somebody_may_not_see_is_not_said_to_be_deleted(
    cast: Cast, trial: Order, django_assert_num_queries: object
) -> None:
    order = place_order(cast.clara)

    assert notice_titles.gone(cast.nick, [trial.number]) == {trial.number}  # none of that number is theirs
    assert notice_titles.gone(cast.clara, [trial.number, order.number, "Q-1"]) == set()
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert notice_titles.gone(cast.otto, [order.number, "INK-2026-99999"]) == set()
