"""Asking for more time and answering, as a browser does it; who reads of it, and what that costs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from orders.actions import extensions, reassigning
from orders.mail.letter import zone_of
from orders.models import Order
from orders.rules.live_revision import owed_by
from project.base.viewer import Member
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.pages import form_to, order_rows, words_of
from tests.helpers.story import FEE, Story
from tests.orders.helpers.support import HTMX, queries_of, stop_clock, url_of
from tests.orders.views.test_lists import tab

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
REASON = "The archive opens on Monday"


@pytest.fixture
def asked(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Story:
    story = Story(cast).asked()
    stop_clock(monkeypatch, story.now + HOUR)
    return story


def typed(person: Member, moment: Any) -> str:
    """A moment as somebody types it, in the own time zone."""
    return f"{timezone.localtime(moment, zone_of(person)):%Y-%m-%dT%H:%M}"


def test_asking_by_the_form(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story(cast).in_progress()
    stop_clock(monkeypatch, story.now)
    client, url = sign_in(cast.wendell), url_of(story.order, "extension/")

    sent = form_to(client.get(url), "", having=["wanted", "reason"]).sent
    assert sent["wanted"] == [typed(cast.wendell, story.order.writer_deadline)]
    early = client.post(url, {"wanted": typed(cast.wendell, story.order.writer_deadline), "reason": ""})
    page = client.post(url, {"wanted": "2026-03-20T12:00", "reason": REASON}, follow=True)

    assert early.status_code == 422
    assert "Choose a time later than your current deadline." in words_of(
        early
    ) and "Enter a reason." in words_of(early)
    assert "You have requested an extension Waiting for the agency’s answer." in words_of(page)
    assert typed(cast.wendell, story.order.extension_asks.get().wanted) == "2026-03-20T12:00"


def test_a_refused_form_keeps_what_was_typed(cast: Cast, sign_in: SignIn, asked: Story) -> None:
    desk, ask = sign_in(cast.sam), asked.order.extension_asks.get().public_id
    sent = {"ask": ask, "writer_deadline": "2026-03-21T12:00", "client_deadline": "2026-03-20T12:00"}

    page = desk.post(url_of(asked.order, "extension/grant/"), sent)
    empty = desk.post(url_of(asked.order, "extension/refusal/"), {"ask": ask, "refusal": "  "})

    assert (page.status_code, empty.status_code) == (422, 422)
    assert (
        'value="2026-03-21T12:00"' in page.content.decode()
        and "The writer’s deadline can’t be later than the client’s." in words_of(page)
    )
    assert "Enter a reason." in words_of(empty) and REASON in words_of(empty)


@pytest.mark.parametrize("days", [1, 9])
def test_granting_what_was_wanted_needs_no_typing(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    """Where the writer wants more than the client waits for, the client's deadline is offered with it."""
    asked = Story(cast).asked(days)
    stop_clock(monkeypatch, asked.now + HOUR)
    desk, url = sign_in(cast.sam), url_of(asked.order, "extension/grant/")
    wanted = asked.order.extension_asks.get().wanted

    form = form_to(desk.get(url), "", having=["ask"])
    page = desk.post(url, form.sent, follow=True)

    order = Order.objects.get(pk=asked.order.pk)
    assert order.writer_deadline == wanted <= order.client_deadline
    assert "You granted an extension" in words_of(page) and "has requested an extension" not in words_of(page)


def test_granting_in_a_revision_asks_for_its_time(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Story(cast).revision_requested().ask_for_time()
    stop_clock(monkeypatch, story.now)
    desk, url = sign_in(cast.sam), url_of(story.order, "extension/grant/")

    form = form_to(desk.get(url), "", having=["due_at"])
    desk.post(url, form.sent)

    assert "client_deadline" not in form.sent
    assert story.order.revisions.get().due_at == story.order.extension_asks.get().wanted


def test_a_refusal_reaches_the_writer_with_its_reason(cast: Cast, sign_in: SignIn, asked: Story) -> None:
    desk, url = sign_in(cast.max), url_of(asked.order, "extension/refusal/")

    sent = form_to(desk.get(url), "", having=["refusal"]).sent | {"refusal": ["It goes to print"]}
    desk.post(url, sent)

    page = words_of(sign_in(cast.wendell).get(url_of(asked.order)))
    assert "The agency declined the extension request “It goes to print”" in page
    assert "You requested an extension until" in page


def test_withdrawing_by_the_button(cast: Cast, sign_in: SignIn, asked: Story) -> None:
    writer, url = sign_in(cast.wendell), url_of(asked.order, "extension/withdrawal/")

    part = writer.post(url, headers=HTMX)

    assert part.status_code == 200 and b"<html" not in part.content
    assert (
        "Extension request withdrawn." in words_of(part)
        and asked.order.extension_asks.get().state == "withdrawn"
    )


def test_an_answer_that_comes_too_late_keeps_its_words(cast: Cast, sign_in: SignIn, asked: Story) -> None:
    desk, url = sign_in(cast.max), url_of(asked.order, "extension/refusal/")
    sent = form_to(desk.get(url), "", having=["refusal"]).sent | {"refusal": ["It goes to print"]}
    extensions.withdraw_extension(actor=cast.wendell, order=asked.order, now=asked.now)

    page = desk.post(url, sent)

    assert page.status_code == 409 and "It goes to print" in words_of(page)
    assert desk.get(url).status_code == 409


def test_whose_turn_it_is(cast: Cast, sign_in: SignIn, asked: Story) -> None:
    found = {
        name: words_of(sign_in(getattr(cast, name)).get(url_of(asked.order)))
        for name in ("clara", "sam", "wendell")
    }

    assert "Your turn: grant or decline the writer’s extension request." in found["sam"]
    assert "Wendell H. has requested an extension Your turn: grant or decline it." in found["sam"]
    assert "Your turn: write the text, then deliver it." in found["wendell"]
    assert "Waiting for the agency’s answer." in found["wendell"]
    assert REASON in found["sam"] and REASON in found["wendell"]


def test_the_client_reads_of_the_moved_deadline_alone(cast: Cast, sign_in: SignIn, asked: Story) -> None:
    client = sign_in(cast.clara)
    before = words_of(client.get(url_of(asked.order)))
    ask = asked.order.extension_asks.get()
    later = {"writer_deadline": ask.wanted, "client_deadline": asked.order.client_deadline + 3 * DAY}
    extensions.grant_extension(actor=cast.max, order=asked.order, ask=ask.public_id, now=asked.now, **later)

    after = words_of(client.get(url_of(asked.order)))

    for page in (before, after):
        assert "xtension" not in page and REASON not in page
    assert "The agency moved the deadline to" in after and "moved the deadline" not in before


def test_another_writer_reads_nothing_of_it(cast: Cast, sign_in: SignIn, asked: Story) -> None:
    reassigning.reassign_order(
        actor=cast.max, order=asked.order, writer=cast.wanda.membership, fee=FEE, now=asked.now
    )

    page = words_of(sign_in(cast.wanda).get(url_of(asked.order)))
    assert "xtension" not in page.replace("Request extension", "") and REASON not in page


def test_the_desks_figure_leads_to_the_orders(cast: Cast, sign_in: SignIn, asked: Story) -> None:
    Story(cast).in_progress()
    Story(cast).asked().deliver()
    taken_back = Story(cast).asked()
    extensions.withdraw_extension(actor=cast.wendell, order=taken_back.order, now=taken_back.now)
    desk = sign_in(cast.sam)

    for view in ("", "?view=board"):
        shown = tab(desk.get(f"/desk/{view}"), "Extension requests")
        assert (shown["count"], shown["tone"]) == ("1", "warn")
        assert order_rows(desk.get(f"/desk/{shown['url']}")) == [asked.order.number]
    others = sign_in(cast.mara).get("/desk/").context["tabs"]
    assert "Extension requests" not in [str(item["label"]) for item in others]


def test_what_the_page_costs(cast: Cast, sign_in: SignIn, asked: Story) -> None:
    """The same without an ask, with an open one, and with fifty answered ones before it."""
    wanted, url, plain = {"clara": 9, "wendell": 8, "sam": 9}, url_of(asked.order), Story(cast).in_progress()
    readers = {name: sign_in(getattr(cast, name)) for name in wanted}
    for reader in readers.values():
        reader.get(url)

    for page in (url_of(plain.order), url):
        assert {name: queries_of(reader, page) for name, reader in readers.items()} == wanted, page

    for _each in range(50):
        _ask_again(cast, asked.order)
    for reader in readers.values():
        reader.get(url)  # the host is remembered anew
    assert {name: queries_of(reader, url) for name, reader in readers.items()} == wanted


def _ask_again(cast: Cast, order: Order) -> None:
    now = order.placed_at + DAY
    extensions.withdraw_extension(actor=cast.wendell, order=order, now=now)
    wanted = owed_by(order) + DAY
    extensions.ask_extension(actor=cast.wendell, order=order, wanted=wanted, reason=REASON, now=now)
