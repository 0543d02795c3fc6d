"""Keyset paging: every row exactly once, whichever way one walks; a broken cursor is the first page."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import signing
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency
from drafts.models import OrderDraft
from project.base import paging
from project.base.paging import CappedCount, Page, capped_count, count_words, page_of
from tests.helpers.cast import START, Cast
from tests.helpers.factories import account_of

ORDER, KINDS = ["-updated_at", "-id"], [dt.datetime, int]


def make_drafts(cast: Cast, count: int, *, minutes: int) -> list[OrderDraft]:
    """Drafts of Clara's, the times of which repeat after `minutes`."""
    account = account_of(cast.clara)
    return OrderDraft.objects.bulk_create(
        OrderDraft(
            agency=cast.inkwell,
            account=account,
            created_by=cast.clara.membership,
            title=f"Draft {number}",
            locale="en-GB",
            created_at=START,
            updated_at=START + dt.timedelta(minutes=number % minutes),
        )
        for number in range(count)
    )


def page(
    url: str = "/", order: list[str] = ORDER, kinds: list[type] = KINDS, size: int = 7, **filters: Any
) -> Page:
    return page_of(
        OrderDraft.objects.filter(**filters), RequestFactory().get(url), order=order, kinds=kinds, size=size
    )


def walk(first: Page, link: str, **options: Any) -> list[Page]:
    """The pages from `first` on along `next_url` or `previous_url`."""
    pages = [first]
    while url := getattr(pages[-1], link):
        pages.append(page(url, **options))
        assert len(pages) < 50
    return pages


@pytest.mark.django_db
@pytest.mark.parametrize("order", [["-updated_at", "-id"], ["updated_at", "id"], ["-updated_at", "id"]])
@pytest.mark.parametrize("minutes", [1, 3, 40])
@pytest.mark.parametrize("count", [20, 21, 22])
def test_every_row_once_forward_and_back(cast: Cast, order: list[str], minutes: int, count: int) -> None:
    make_drafts(cast, count, minutes=minutes)
    wanted = [row.pk for row in OrderDraft.objects.order_by(*order)]

    there = walk(page(order=order), "next_url", order=order)
    back = walk(there[-1], "previous_url", order=order)

    assert [row.pk for step in there for row in step.rows] == wanted
    assert [[row.pk for row in step.rows] for step in reversed(back)] == [
        [row.pk for row in step.rows] for step in there
    ]
    assert there[0].previous_url == back[-1].previous_url == ""
    assert there[-1].next_url == ""
    assert [step.shown for step in there][:2] == [7, 7]


@pytest.mark.django_db
def test_rows_that_come_and_go_shift_nothing(cast: Cast) -> None:
    """A numbered page would show a row twice, or leave one out, when rows are added or deleted before it."""
    drafts = make_drafts(cast, 21, minutes=40)
    first = page()
    drafts[20].delete()
    make_drafts(cast, 3, minutes=1)

    second = page(first.next_url)

    assert [row.title for row in second.rows] == [f"Draft {number}" for number in range(13, 6, -1)]


@pytest.mark.django_db
def test_one_query_for_a_page_whatever_its_place(cast: Cast) -> None:
    make_drafts(cast, 21, minutes=3)
    urls = ["/", page().next_url, page(page().next_url).next_url]

    for url in urls:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(url)
        assert len(queries) == 1


@pytest.mark.django_db
def test_nothing_left_where_the_cursor_points_is_the_first_page(cast: Cast) -> None:
    drafts = make_drafts(cast, 8, minutes=40)
    beyond = page().next_url
    drafts[0].delete()

    found = page(beyond)

    assert [row.title for row in found.rows] == [f"Draft {number}" for number in range(7, 0, -1)]
    assert (found.next_url, found.previous_url) == ("", "")


def broken() -> list[str]:
    """Cursors that nobody was given."""
    sign = lambda value: signing.dumps(value, salt=paging.SALT)  # noqa: E731
    return [
        "garbage",
        "",
        ":::",
        "a" * 5_000,
        "\u2603",
        signing.dumps([START.isoformat(), "1"], salt="another"),
        sign([START.isoformat()]),
        sign([START.isoformat(), "1", "2"]),
        sign(["yesterday", "1"]),
        sign([START.isoformat(), "one"]),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["after", "before"])
def test_a_broken_cursor_is_the_first_page(cast: Cast, name: str) -> None:
    make_drafts(cast, 9, minutes=2)
    first = [row.pk for row in page().rows]

    for cursor in broken():
        found = page_of(
            OrderDraft.objects.all(),
            RequestFactory().get("/", {name: cursor}),
            order=ORDER,
            kinds=KINDS,
            size=7,
        )
        assert [row.pk for row in found.rows] == first, cursor
        assert found.previous_url == ""


@pytest.mark.django_db
def test_links_keep_the_filters_and_drop_the_old_cursor(cast: Cast) -> None:
    make_drafts(cast, 22, minutes=2)
    second = page(page("/orders/?q=a%26b&tab=all&partial=1").next_url)

    after, before = (parse_qs(urlsplit(url).query) for url in (second.next_url, second.previous_url))
    assert set(after) == {"q", "tab", "after"}
    assert set(before) == {"q", "tab", "before"}
    assert after["q"] == before["q"] == ["a&b"]
    assert urlsplit(second.next_url).path == "/orders/"


@pytest.mark.django_db
def test_an_empty_list(cast: Cast) -> None:
    found = page()

    assert (found.rows, found.next_url, found.previous_url) == ([], "", "")


@pytest.mark.django_db
def test_the_rows_can_be_prepared_for_printing(cast: Cast) -> None:
    make_drafts(cast, 9, minutes=2)
    first = page()

    assert first.with_rows(["a"]) == Page(["a"], first.next_url, first.previous_url)


@pytest.mark.django_db
def test_counts_go_no_further_than_their_cap(cast: Cast) -> None:
    make_drafts(cast, 12, minutes=2)
    rows = OrderDraft.objects.order_by("-id")

    counted = Agency.objects.filter(pk=cast.inkwell.pk).values_list(
        CappedCount(rows, cap=5), CappedCount(rows.filter(title="Draft 1")), CappedCount(rows.none())
    )

    assert (capped_count(rows, cap=5), capped_count(rows)) == (6, 12)
    assert counted.get() == (6, 1, 0)


@pytest.mark.parametrize(("count", "words"), [(0, "0"), (999, "999"), (1000, "1,000"), (1001, "1,000+")])
def test_count_words(count: int, words: str) -> None:
    assert count_words(count) == words
