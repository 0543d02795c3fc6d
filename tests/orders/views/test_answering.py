"""What comes back when a button of the order page is pressed: for HTMX,
for whoever was second, for an old page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from orders.actions import offers
from orders.models import Order
from tests.helpers.cast import Cast
from tests.helpers.factories import HOUR
from tests.helpers.pages import form_to, words_of
from tests.helpers.story import Story
from tests.orders.helpers.support import HTMX, stop_clock, url_of
from tests.orders.helpers.verbs import DOORS, TOO_LATE, play, sent

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]

#: Verbs that are pressed on the page itself; the others have pages of their own.
PRESSED = [
    ("start", "assigned", "wendell"),
    ("start", "revision_requested", "wendell"),
    ("accept_offer", "offered", "wendell"),
    ("claim_review", "in_review", "edith"),
    ("approve", "claimed", "edith"),
    ("send_back", "claimed", "edith"),
    ("accept", "delivered", "clara"),
    ("hold", "in_progress", "sam"),
    ("resume", "on_hold", "max"),
    ("cancel", "assigned", "clara"),
]


@pytest.mark.parametrize(("verb", "at", "name"), PRESSED)
def test_htmx_gets_the_order_and_a_toast(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, verb: str, at: str, name: str
) -> None:
    story = play(cast, at)
    stop_clock(monkeypatch, story.now + HOUR)

    answer = sent(sign_in(getattr(cast, name)), story.order, verb, cast, **HTMX)

    content = answer.content.decode()
    assert (answer.status_code, story.reread().order.state) == (200, DOORS[verb][3])
    assert content.strip().startswith('<div id="order"') and "<html" not in content
    assert '<div id="toasts" hx-swap-oob="beforeend">' in content and content.count('id="order"') == 1
    assert answer.context["page"].badge in content
    assert {"HX-Request", "HX-Target"} <= set(answer["Vary"].replace(" ", "").split(","))
    assert answer["HX-Push-Url"] == "false"


@pytest.mark.parametrize(
    ("verb", "at", "name"), [("start", "in_review", "wendell"), ("accept", "in_progress", "clara")]
)
def test_htmx_is_shown_why_not(cast: Cast, sign_in: SignIn, verb: str, at: str, name: str) -> None:
    answer = sent(sign_in(getattr(cast, name)), play(cast, at).order, verb, cast, **HTMX)

    assert answer.status_code == 409 and answer.content.strip().startswith(b'<div id="order"')
    assert "This is only possible while the state is" in words_of(answer) and answer["HX-Push-Url"] == "false"


@pytest.mark.parametrize("verb", ["accept_offer", "accept", "hold", "claim_review"])
def test_htmx_without_a_right_gets_the_refusal_alone(cast: Cast, sign_in: SignIn, verb: str) -> None:
    order, who = play(cast, "delivered").order, cast.wanda if verb == "accept_offer" else cast.wendell

    answer = sent(sign_in(who), order, verb, cast, **HTMX)

    assert answer.status_code == (404 if who is cast.wanda else 403)
    assert b"<html" not in answer.content and b'role="alert"' in answer.content


def test_whoever_comes_second_is_told_so(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order is no longer visible to Wanda then, but her click deserves
    a reason, and tells her nothing else."""
    story = Story(cast).offered(cast.wendell, cast.wanda)
    stop_clock(monkeypatch, story.now + HOUR)
    first = sent(sign_in(cast.wendell), story.order, "accept_offer", cast)

    second = sent(sign_in(cast.wanda), story.order, "accept_offer", cast)

    assert (first.status_code, second.status_code) == (302, 409)
    assert TOO_LATE in words_of(second)
    assert story.order.title not in words_of(second) and "Wendell" not in words_of(second)
    assert sign_in(cast.wanda).get(url_of(story.order)).status_code == 404


@pytest.mark.parametrize("verb", ["accept_offer", "decline_offer"])
def test_an_old_button_does_not_tell_the_writer_that_another_has_the_order(
    cast: Cast, sign_in: SignIn, verb: str
) -> None:
    answer = sent(sign_in(cast.wendell), Story(cast).in_progress().order, verb, cast)

    assert answer.status_code == 409 and TOO_LATE not in words_of(answer)


@pytest.mark.parametrize(
    ("name", "status"),
    [("max", 302), ("otto", 302), ("sam", 403), ("clara", 403), ("wendell", 403), ("wanda", 404)],
)
def test_an_offer_is_withdrawn_by_the_desk(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, name: str, status: int
) -> None:
    story, writer = play(cast, "offered"), cast.wendell.membership.public_id
    order = story.order
    stop_clock(monkeypatch, story.now)
    client, path = sign_in(getattr(cast, name)), url_of(order, f"offer/{writer}/withdraw/")

    answers = [client.post(path).status_code, client.post(path).status_code]

    assert answers == [status] * 2
    assert Order.objects.get(pk=order.pk).state == ("placed" if status == 302 else "offered")
    assert client.post(url_of(order, f"offer/{cast.wanda.membership.public_id}/withdraw/")).status_code != 302


@pytest.mark.parametrize(
    ("verb", "name", "at"),
    [("hold", "sam", "placed"), ("cancel", "clara", "placed"), ("send_back", "edith", "claimed")],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_words_that_are_missing_are_asked_for(
    cast: Cast, sign_in: SignIn, verb: str, name: str, at: str, headers: dict[str, str]
) -> None:
    order = play(cast, at).order
    path = url_of(order, DOORS[verb][0])

    field = "note" if verb == "send_back" else "reason"
    number = {"number": "1"} if verb == "send_back" else {}

    answer = sign_in(getattr(cast, name)).post(path, {**number, field: " "}, headers=headers)

    assert answer.status_code == 422 and Order.objects.get(pk=order.pk).state == order.state
    assert answer.context["form"].errors[field] and f'name="{field}"' in answer.content.decode()
    assert (b"<html" in answer.content) is not bool(headers)
    assert form_to(answer, path).sent.get("number", ["1"]) == ["1"]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_words_typed_too_late_are_shown_again(cast: Cast, sign_in: SignIn, headers: dict[str, str]) -> None:
    order = play(cast, "delivered").order

    answer = sign_in(cast.edith).post(
        url_of(order, "review/send-back/"), {"number": "1", "note": "Check the tides"}, headers=headers
    )

    assert answer.status_code == 409 and "You typed: Check the tides" in words_of(answer)


def test_reasons_that_are_too_long_come_back(cast: Cast, sign_in: SignIn) -> None:
    order, reason = play(cast, "placed").order, "x" * 501

    answer = sign_in(cast.clara).post(url_of(order, "cancellation/"), {"reason": reason})

    assert answer.status_code == 422 and form_to(answer, url_of(order, "cancellation/")).sent["reason"] == [
        reason
    ]


def test_a_decline_that_cannot_be_read(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes back with its words; to somebody whose offer is gone it tells nothing of the order."""
    story = Story(cast).offered(cast.wendell, cast.wanda)
    stop_clock(monkeypatch, story.now)
    client, path, reason = sign_in(cast.wanda), url_of(story.order, "offer/decline/"), "x" * 301

    page = client.post(path, {"reason": reason})
    offers.decline_offer(actor=cast.wanda, order=story.order, reason="", now=story.now)
    gone = client.post(path, {"reason": reason})

    assert page.status_code == 422 and form_to(page, path).sent["reason"] == [reason]
    assert gone.status_code == 404 and story.order.title not in words_of(gone)


@pytest.mark.parametrize("number", ["", "0", "2", "x", "32768", "9" * 20, "1\x00"])
def test_a_verdict_on_a_version_that_does_not_wait(cast: Cast, sign_in: SignIn, number: str) -> None:
    order = play(cast, "claimed").order

    answer = sign_in(cast.edith).post(url_of(order, "review/approve/"), {"number": number})

    assert answer.status_code in (409, 422) and Order.objects.get(pk=order.pk).state == "in_review"
