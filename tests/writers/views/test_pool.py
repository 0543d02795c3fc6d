"""The pages of the pool: what writers read there, and nothing else; what the desk does."""

from __future__ import annotations

import re
from typing import Any

import pytest

from agencies.models import Membership
from drafts.actions import files
from orders.actions import holding, placing
from orders.actions.messages import post_message
from orders.models import Order
from tests.helpers.capacity import capacity
from tests.helpers.cast import START, Cast, browser, load_cast
from tests.helpers.factories import HOUR, make_draft, place_order, seen_price
from tests.helpers.pages import form_to, words_of
from tests.orders.helpers.support import queries_of, upload
from tests.writers.helpers.pool import put, put_for_wendell
from tests.writers.helpers.rates import rated
from writers.actions.pool import withdraw_from_pool
from writers.actions.pool_answers import show_interest, take_from_pool
from writers.pages import pool as printed
from writers.pages.pool import desk_entries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
#: What names one refusal in the log.
REFERENCE = r"[0-9a-f]{16}"
POOL, DESK = "/studio/pool/", "/desk/pool/"
LATER = START + HOUR


def text_of(member: Any, url: str, status: int = 200) -> str:
    response = browser(member).get(url)
    assert response.status_code == status, url
    return response.content.decode()


def secret_order(cast: Cast) -> Order:
    """An order each part of which has a word of its own."""
    draft = make_draft(
        cast.clara,
        title="Canarytitle",
        brief="Canarybrief: a feature about the harbour at dusk, for visitors who stay a night.",
        audience="Canaryaudience",
        notes="Canarynotes",
    )
    files.attach_to_draft(actor=cast.clara, draft=draft, uploads=[upload("canaryfile.txt")], now=START)
    seen = seen_price(cast.clara, draft, START)
    order = placing.convert_draft(actor=cast.clara, draft=draft, seen=seen, now=START)
    post_message(actor=cast.clara, order=order, internal=False, text="Canarymessage", now=START)
    return order


def canaries(order: Order) -> list[str]:
    """What a writer must not read of an order in the pool."""
    total = sum(line.amount for line in order.lines.all())
    words = ["Canarytitle", "Canaryaudience", "Canarynotes", "canaryfile", "Canarymessage"]
    return [*words, order.number, order.account.name, "Clara", order.account.public_id, f"{total:.2f}"]


def test_a_writer_reads_what_the_work_is_and_nothing_of_whom_it_is_for(cast: Cast) -> None:
    order = secret_order(cast)
    entry = put(cast, order)

    for url in (POOL, f"{POOL}{entry.public_id}/"):
        page = text_of(cast.wendell, url)
        assert "Canarybrief" in page
        assert "600 words" in page
        assert "90.00" in page
        assert [word for word in canaries(order) if word in page] == []
    text_of(cast.wendell, f"/orders/{order.number}/", 404)


def test_a_confidential_brief_is_not_there(cast: Cast) -> None:
    order = secret_order(cast)
    entry = put(cast, order, confidential=True)

    for url in (POOL, f"{POOL}{entry.public_id}/"):
        page = text_of(cast.wendell, url)
        assert "The brief is confidential" in page
        assert "Canarybrief" not in page


def test_out_of_the_pool_is_like_never_was(cast: Cast) -> None:
    entry = put(cast)
    url = f"{POOL}{entry.public_id}/"
    text_of(cast.wanda, url)
    withdraw_from_pool(actor=cast.max, order=entry.order, now=LATER)

    gone, never = (words_of(browser(cast.wanda).get(each)) for each in (url, f"{POOL}2222222222/"))
    text_of(cast.wanda, url, 404)
    assert re.sub(REFERENCE, "", gone) == re.sub(REFERENCE, "", never)
    assert entry.public_id not in text_of(cast.wanda, POOL)
    for verb in ("take", "interest", "interest/withdraw", "leave"):
        assert browser(cast.wanda).post(f"{url}{verb}/").status_code == 404


@pytest.mark.parametrize("end", ["taken", "held"])
def test_an_order_that_was_given_or_held_is_out_of_it(cast: Cast, end: str) -> None:
    entry = put(cast)
    if end == "taken":
        take_from_pool(actor=cast.wendell, entry=entry, now=LATER)
    else:
        holding.hold_order(actor=cast.max, order=entry.order, reason="Wait", now=LATER)

    text_of(cast.wanda, f"{POOL}{entry.public_id}/", 404)


def test_only_what_fits_is_there(cast: Cast) -> None:
    entry = put(cast)
    capacity(cast.wendell, accepting=False)

    assert entry.public_id not in text_of(cast.wendell, POOL)
    text_of(cast.wendell, f"{POOL}{entry.public_id}/", 404)
    assert entry.public_id in text_of(cast.wanda, POOL)


def test_what_the_preferred_writer_is_asked_alone(cast: Cast) -> None:
    entry = put_for_wendell(cast)

    assert "Only visible to you for now" in text_of(cast.wendell, POOL)
    assert "The client prefers you" in text_of(cast.wendell, f"{POOL}{entry.public_id}/")
    assert entry.public_id not in text_of(cast.wanda, POOL)
    text_of(cast.wanda, f"{POOL}{entry.public_id}/", 404)

    left = browser(cast.wendell).post(f"{POOL}{entry.public_id}/leave/", follow=True)

    assert "Left to other writers." in left.content.decode()
    assert entry.public_id in text_of(cast.wanda, POOL)


def test_taking_and_interest_by_the_page(cast: Cast) -> None:
    first, second = put(cast), put(cast, mode="interest")
    mine = browser(cast.wendell)

    taken = mine.post(f"{POOL}{first.public_id}/take/", follow=True)
    assert "The order is yours." in taken.content.decode()
    assert mine.post(f"{POOL}{first.public_id}/take/").status_code == 302
    said = mine.post(f"{POOL}{second.public_id}/interest/", follow=True)
    assert "You’re interested" in said.content.decode()
    assert "Wendell H." in text_of(cast.max, DESK)
    assert "Interested: Wendell H." in text_of(cast.max, f"/orders/{second.order.number}/")
    back = mine.post(f"{POOL}{second.public_id}/interest/withdraw/", follow=True)
    assert "Interest withdrawn." in back.content.decode()
    assert "Wendell H." not in text_of(cast.max, DESK)


def test_whoever_comes_too_late_is_told_only_if_they_had_said_something(cast: Cast) -> None:
    entry = put(cast, mode="interest")
    show_interest(actor=cast.wendell, entry=entry, now=LATER)
    withdraw_from_pool(actor=cast.max, order=entry.order, now=LATER)

    url = f"{POOL}{entry.public_id}/interest/"
    assert browser(cast.wendell).post(url).status_code == 409
    assert browser(cast.wanda).post(url).status_code == 404


def test_the_desk_puts_an_order_in_and_takes_it_out(cast: Cast) -> None:
    rated(cast.inkwell)
    order = place_order(cast.clara)
    url = f"/orders/{order.number}/pool/"
    desk = browser(cast.max)
    form = form_to(desk.get(url), "", ["fee"])

    refused = desk.post(url, form.filled(fee="a lot", confidential="on"))
    assert refused.status_code == 422
    assert "Enter an amount such as 120" in refused.content.decode()
    assert 'value="a lot"' in refused.content.decode()
    done = desk.post(url, form.filled(fee="75", mode="interest"), follow=True)
    assert "The order is in the pool." in done.content.decode()
    entry = order.pool_entries.get()
    assert (entry.mode, str(entry.fee), entry.preferred_until) == ("interest", "75.00", None)
    assert desk.post(f"{url}withdraw/").status_code == 302
    assert "Put into pool" in text_of(cast.max, f"/orders/{order.number}/")


def test_who_may_not(cast: Cast) -> None:
    entry = put(cast)
    for nobody in (cast.clara, cast.edith, cast.sam, cast.max):
        assert browser(nobody).get(POOL).status_code == 403
    for nobody in (cast.clara, cast.wendell, cast.edith):
        assert browser(nobody).get(DESK).status_code == 403
    assert browser(cast.sam).get(f"/orders/{entry.order.number}/pool/").status_code == 403
    assert browser(cast.nora).get(f"{POOL}{entry.public_id}/").status_code == 404
    assert entry.public_id not in text_of(cast.wanda_northwind, POOL)


def test_a_list_costs_the_same_with_one_and_three(cast: Cast) -> None:
    put(cast, mode="interest")
    studio, desk = browser(cast.wendell), browser(cast.max)
    one = queries_of(studio, POOL), queries_of(desk, DESK)
    for _more in range(2):
        show_interest(actor=cast.wanda, entry=put(cast, mode="interest"), now=LATER)

    assert (queries_of(studio, POOL), queries_of(desk, DESK)) == one


def test_pages_of_what_fits(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printed, "BATCH", 2)
    monkeypatch.setattr("writers.views.pool.PAGE", 3)
    capacity(cast.wendell, buffer_days=7)
    entries = []
    for number in range(8):
        order = place_order(cast.clara)
        if number % 2:  # too little notice for Wendell
            Order.objects.filter(pk=order.pk).update(writer_deadline=START + 2 * HOUR)
        entries.append(put(cast, order, now=START + number * HOUR / 60))
    fits = [entry.public_id for entry in reversed(entries[::2])]

    first = browser(cast.wendell).get(POOL).context["page"]
    second = browser(cast.wendell).get(first.next_url).context["page"]

    def shown(page: Any) -> list[str]:
        return [row["url"].rstrip("/").rsplit("/", 1)[1] for row in page.rows]

    assert (shown(first), shown(second)) == (fits[:3], fits[3:])
    assert second.next_url == ""


def test_staff_on_the_client_s_side_read_nothing_of_their_own_order(cast: Cast) -> None:
    """What it pays and who would write it is the desk's; they are its client."""
    entry = put(cast, mode="interest")
    show_interest(actor=cast.wanda, entry=entry, now=LATER)
    Membership.objects.filter(pk=cast.clara.member_id).update(roles=["client", "support"])
    clara = load_cast().clara
    assert entry.order.number in text_of(cast.sam, DESK)

    assert entry.order.number not in text_of(clara, DESK)
    assert not desk_entries(clara).exists() and not desk_entries(clara, ended=True).exists()
    assert desk_entries(cast.sam).get() == entry
