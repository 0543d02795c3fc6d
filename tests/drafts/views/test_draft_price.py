"""The live price beside the editor: of what is typed, stored or not."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import F

from accounts.models import User
from agencies.actions.features import switch_feature
from agencies.actions.legal import publish_legal, save_legal_draft
from agencies.models import Agency, Holiday
from agencies.rules.working_hours import calendar_of, closing_from
from catalog.pricing.offering import current_offering
from drafts.models import OrderDraft
from drafts.pricing.draft_price import estimate_draft, price_draft
from project.base.money import format_money
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR, make_draft
from tests.helpers.pages import form_to, words_of
from tests.orders.helpers.support import colleague, dearer_book, draft_url, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
HTMX = {"hx-request": "true"}


PRICED = {
    "service": "article",
    "quality": "standard",
    "quantity": "1200",
    "deadline": "2026-03-03T08:00",
    "addons": ["sources", "seo"],
    "preferred_writer": "",
}


def test_the_live_price_of_what_is_typed(cast: Cast, sign_in: Any) -> None:
    """1,200 x 0.24 x 1.8 = 518.40; 35 + 60; 20 % tax."""
    client, draft = sign_in(cast.clara), make_draft(cast.clara)

    words = words_of(client.post(draft_url(draft, "price/"), PRICED, headers=HTMX))

    assert "€736.08" in words
    assert OrderDraft.objects.get().version == 1


def test_what_stands_at_the_button_stays_when_the_price_comes(cast: Cast, sign_in: Any) -> None:
    """What is accepted by ordering, and the way to a quote: as on the page that is opened anew."""
    client, draft = sign_in(cast.clara), make_draft(cast.clara)
    terms = save_legal_draft(actor=cast.otto, kind="terms", text="Be kind.", version=0, now=START)
    publish_legal(actor=cast.otto, kind="terms", version=terms.version, now=START)
    beside = ("Request a quote", "By placing the order you accept our")

    words = words_of(client.post(draft_url(draft, "price/"), PRICED, headers=HTMX))

    assert [text for text in beside if text not in words] == []
    switch_feature(actor=cast.otto, key="quotes", on=False, reason="", now=START)
    words = words_of(client.post(draft_url(draft, "price/"), PRICED, headers=HTMX))
    assert "Request a quote" not in words


def test_the_live_price_is_three_queries_and_three_kilobytes(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.clara)
    draft = make_draft(cast.clara, addons=current_offering(cast.inkwell).addons)
    for _number in range(50):
        make_draft(cast.clara)

    size = len(client.post(draft_url(draft, "price/"), PRICED, headers=HTMX).content)

    assert queries_of(client, draft_url(draft, "price/"), PRICED, **HTMX) == 3
    assert size < 4_000  # with a button for each way that is cheaper


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("service", "Choose a service."),
        ("quality", "Choose a quality tier."),
        ("quantity", "Order between 200 and 8,000 words."),
    ],
)
def test_the_live_price_names_what_is_missing(cast: Cast, sign_in: Any, missing: str, words: str) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara)

    answer = client.post(draft_url(draft, "price/"), {**PRICED, missing: ""}, headers=HTMX)

    assert answer.status_code == 200
    assert "seen_total" not in answer.content.decode()
    assert f"To get a price: {words}" in words_of(answer)


@pytest.mark.parametrize(
    "typed_",
    [
        {},
        {"quantity": "1_0"},
        {"quantity": "\x00"},
        {"quantity": "-5", "service": "zzz"},
        {"deadline": "9999-01-01T00:00"},
        {"deadline": "2026-03-29T01:30"},
        {"deadline": "2020-01-01T00:00"},
        {"addons": ["zzz", "\x00"]},
        {"quantity": "120000", "service": "proofreading", "quality": "premium"},
    ],
)
def test_the_live_price_of_nonsense(cast: Cast, sign_in: Any, typed_: dict[str, Any]) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara)

    assert (
        client.post(
            draft_url(draft, "price/"), {**PRICED, **typed_} if typed_ else {}, headers=HTMX
        ).status_code
        == 200
    )


def test_the_longest_time_is_not_urgent(cast: Cast, sign_in: Any) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara, deadline=START + 700 * DAY)

    assert "€172.80" in words_of(client.get(draft_url(draft)))


def test_the_page_says_what_is_realistic_and_what_is_tight(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.clara)
    slow = make_draft(cast.clara, quantity=600, deadline=START + 20 * DAY)
    tight = make_draft(cast.clara, quantity=6000, deadline=START + 2 * DAY)
    unknown = make_draft(cast.clara, quantity=None)

    assert "A realistic deadline for this quantity:" in words_of(client.get(draft_url(slow)))
    assert "This deadline is tight" in words_of(client.get(draft_url(tight)))
    assert "realistic" not in words_of(client.get(draft_url(unknown))).lower()


def sent_of(draft: OrderDraft) -> dict[str, Any]:
    """What the editor sends for the price of a stored draft."""
    return {
        "service": draft.service.key if draft.service else "",
        "quality": draft.quality.key if draft.quality else "",
        "quantity": str(draft.quantity),
        "deadline": draft.deadline.strftime("%Y-%m-%dT%H:%M") if draft.deadline else "",
    }


def test_each_agency_is_priced_by_its_own_book_as_it_stands_in_the_database(cast: Cast, sign_in: Any) -> None:
    """A process keeps price books; what another process stores is seen by the next request."""
    pages = []
    for member in (cast.clara, cast.nick):
        pages.append((sign_in(member), member.agency, make_draft(member, quantity=1234)))

    def shown() -> list[bool]:
        """Whether each agency's page shows what the database says that the draft costs."""
        found = []
        for client, agency, draft in pages:
            agency.refresh_from_db()
            total = format_money(price_draft(agency, draft, now=START).total, agency.currency)
            found.append(total in words_of(client.post(draft_url(draft, "price/"), sent_of(draft))))
        return found

    def totals() -> list[Decimal]:
        return [price_draft(agency, draft, now=START).total for _client, agency, draft in pages]

    assert shown() == [True, True]
    before = totals()
    dearer_book(cast.inkwell, Decimal(3))
    assert shown() == [True, True]
    assert totals()[0] > before[0] and totals()[1] == before[1]


def test_the_price_is_said_in_the_language_of_who_asks(cast: Cast, sign_in: Any) -> None:
    friend, draft = colleague(cast, "orderer"), make_draft(cast.clara, deadline=START + 20 * DAY)
    User.objects.filter(pk=friend.membership.user_id).update(language="en-us")
    clara, american = sign_in(cast.clara), sign_in(friend)

    for _ in range(2):
        here, there = (
            words_of(client.post(draft_url(draft, "price/"), sent_of(draft))) for client in (clara, american)
        )
        assert "5 Mar" in here and "Mar 5" not in here
        assert "Mar 5" in there and "5 Mar" not in there


def test_nobody_elses_draft_has_a_live_price(cast: Cast, sign_in: Any) -> None:
    draft = make_draft(cast.clara)
    for stranger, status in ((cast.nick, 404), (cast.sam, 403), (cast.wendell, 403)):
        client = sign_in(stranger, cast.inkwell if stranger is not cast.nick else None)
        assert client.post(draft_url(draft, "price/"), sent_of(draft), headers=HTMX).status_code == status


def test_a_cheaper_way_is_one_button(cast: Cast, sign_in: Any) -> None:
    """Without JavaScript the button saves the draft with a later deadline, or without the add-on."""
    client = sign_in(cast.clara)
    draft = make_draft(cast.clara, deadline=START + DAY, addons=current_offering(cast.inkwell).addons)
    page = client.get(draft_url(draft))
    form = form_to(page, draft_url(draft), having=["brief"])
    before = price_draft(cast.inkwell, draft, now=START).total
    page = page.content.decode()
    later = re.findall('name="later"\\s+value="([^"]+)"', page)[0]
    without = re.findall('name="without"\\s+value="([^"]+)"', page)[0]

    assert client.post(draft_url(draft), {**form.sent, "later": later}).status_code == 302
    draft = OrderDraft.objects.get()
    assert draft.deadline is not None and draft.deadline.strftime("%Y-%m-%dT%H:%M") == later[:16]
    cheaper = price_draft(cast.inkwell, draft, now=START + HOUR).total
    assert cheaper < before

    sent = form_to(client.get(draft_url(draft)), draft_url(draft), having=["brief"]).sent
    assert client.post(draft_url(draft), {**sent, "without": without}).status_code == 302
    draft = OrderDraft.objects.get()
    assert without not in draft.addons.values_list("key", flat=True)
    assert price_draft(cast.inkwell, draft, now=START).total < cheaper


@pytest.mark.usefixtures("own_hours")
def test_a_later_deadline_is_the_closing_of_a_working_day(cast: Cast, sign_in: Any) -> None:
    """Also where the tier ends while the agency is closed, or on a holiday."""
    Holiday.objects.create(agency=cast.inkwell, day=(START + 2 * DAY).date(), name="Closed")
    Agency.objects.filter(pk=cast.inkwell.pk).update(calendar_version=F("calendar_version") + 1)
    draft = make_draft(cast.clara, deadline=START + HOUR)

    page = sign_in(cast.clara).get(draft_url(draft)).content.decode()

    offered = [
        dt.datetime.fromisoformat(each) for each in re.findall('name="later"\\s+value="([^"]+)"', page)
    ]
    calendar = calendar_of(Agency.objects.get(pk=cast.inkwell.pk))
    assert offered and calendar.holidays
    for moment in offered:
        at = moment.replace(tzinfo=calendar.zone) if moment.tzinfo is None else moment
        assert closing_from(calendar, at - dt.timedelta(minutes=1)) == at


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [("in_quality", "standard", "quality"), ("any_writer", "yes", "preferred_writer")],
)
def test_quality_and_writer_are_buttons_too_before_there_is_a_deadline(
    cast: Cast, sign_in: Any, name: str, value: str, field: str
) -> None:
    client = sign_in(cast.clara)
    premium = current_offering(cast.inkwell).qualities[1]
    draft = make_draft(cast.clara, deadline=None, quality=premium, preferred_writer=cast.wendell.membership)
    page = client.get(draft_url(draft))
    assert re.search(f'name="{name}"\\s+value="{value}"', page.content.decode())
    before = estimate_draft(cast.inkwell, draft, START).total
    sent = form_to(page, draft_url(draft), having=["brief"]).sent

    assert client.post(draft_url(draft), {**sent, name: value}).status_code == 302
    draft = OrderDraft.objects.get()
    assert draft.quality is not None
    assert (draft.quality.key == "standard") if field == "quality" else (draft.preferred_writer is None)
    assert estimate_draft(cast.inkwell, draft, START).total < before
