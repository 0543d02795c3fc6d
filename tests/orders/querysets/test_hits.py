"""What words find in an agency, and that common ones are sought in the newest orders."""

from __future__ import annotations

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from orders.actions.messages import post_message
from orders.models import Order, SearchText
from orders.querysets import hits
from orders.querysets.hits import hits_of
from project.base import search
from project.base.viewer import Member
from tests.helpers.cast import START, Cast
from tests.helpers.factories import HOUR, place_order
from tests.helpers.story import Story

pytestmark = pytest.mark.django_db


def fitting(viewer: Member, text: str) -> set[str]:
    return set(Order.objects.filter(pk__in=hits_of(viewer, text).orders).values_list("number", flat=True))


def test_search_stays_in_the_agency(cast: Cast) -> None:
    ours = place_order(cast.clara, title="Common lighthouse")
    theirs = place_order(cast.nick, title="Common fjord")

    assert fitting(cast.max, "common") == {ours.number}
    assert fitting(cast.mara, "common") == {theirs.number}
    assert not fitting(cast.max, "fjord")
    assert not fitting(cast.max, f"a{cast.northwind.pk}")


@pytest.mark.parametrize(
    "words",
    [
        "light",
        "LIGHTHOUSE",
        "keeper's",
        "lighthouse keeper",
        "keeper, lighthouse!",
        "dusk",
        "museum visitors",
        "Übersetz",
    ],
)
def test_search_finds_beginnings_of_words(cast: Cast, words: str) -> None:
    fields = {"title": "The lighthouse keeper's last winter, Übersetzung", "audience": "Museum visitors"}
    order = place_order(cast.clara, **fields)
    place_order(cast.clara, title="Something else", brief="Quite another commission about bread.")

    assert fitting(cast.max, words) == {order.number}


def test_search_finds_numbers(cast: Cast) -> None:
    first, _second = (place_order(cast.clara) for _each in range(2))

    for typed in (first.number, first.number.lower(), f" {first.number} "):
        assert fitting(cast.max, typed) == {first.number}


@pytest.mark.parametrize(
    "typed",
    [
        "9_0",
        "'",
        "' | 'x",
        "zz:*",
        "!",
        "&",
        "<->",
        "\\",
        "%",
        "²",
        "١٢",
        "🙂",
        "\u200b",
        "x" * 5_000,
        "((",
        ":*",
    ],
)
def test_no_typed_text_is_query_syntax(cast: Cast, typed: str) -> None:
    place_order(cast.clara)

    assert not fitting(cast.max, typed)


def test_numbers_are_typed_in_any_digits(cast: Cast) -> None:
    number = place_order(cast.clara, title="Anything").number

    assert fitting(cast.max, number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))) == {number}
    assert fitting(cast.max, "#" + chr(ord("०") + int(number[-1]))) == {number}


@pytest.mark.parametrize("name", ["0026_search_letters_of_before", "0033_search_ukrainian_of_before"])
def test_texts_of_before_are_written_anew(cast: Cast, name: str) -> None:
    """As a new text is; run again, it leads to the same."""
    story = Story(cast, title="대학교에서").in_progress().deliver("Þingvellir, 12 pages")
    post_message(actor=cast.clara, internal=False, text="الكتاب", **story.tick())
    rows = SearchText.objects.order_by("pk")
    migration = import_module(f"orders.migrations.{name}")
    anew = list(rows.values_list("words", flat=True))
    assert len(anew) == 3
    with connection.cursor() as cursor:
        cursor.execute("UPDATE orders_searchtext SET words = 'old'::tsvector")

    for _time in range(2):
        with connection.schema_editor(atomic=False) as editor:
            migration.write(apps, editor)
        assert list(rows.values_list("words", flat=True)) == anew


def test_words_of_a_search_are_few_and_plain() -> None:
    assert search.words_of("a'b | c:* !d") == ["a", "b", "c", "d"]
    assert len(search.words_of("w " * 500)) == search.MAX_WORDS
    assert search.words_of("m² ½ x" + "y" * 5_000) == ["m", "x" + "y" * (search.MAX_LETTERS - 1)]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words of more than one order are common, and sought in the newest two."""
    monkeypatch.setattr(hits, "MOST_HITS", 1)
    monkeypatch.setattr(hits, "NEWEST", 2)


def common(cast: Cast, after: dt.timedelta) -> Order:
    return Story(cast, title="Common lighthouse", now=START + after).order


def test_common_words_are_sought_in_the_newest_orders_of_each(cast: Cast, few: None) -> None:
    old, *new = (common(cast, at * HOUR) for at in range(3))
    rare = place_order(cast.nick, title="Common lighthouse")

    for viewer in (cast.max, cast.clara):
        found = hits_of(viewer, "common")
        assert set(found.orders) == {order.pk for order in new} and found.orders_searched == 2
    assert hits_of(cast.clara, old.number).orders == [old.pk]
    assert hits_of(cast.mara, "common") == hits.Hits([rare.pk], [])


@pytest.mark.parametrize("who", ["clara", "max"])
def test_what_is_said_of_the_search_tells_nobody_what_others_hold(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    """How common a word is in the agency is for those who see all of its orders."""
    for title in ("Common lighthouse", "Common lighthouse", "Quiet garden"):
        Story(cast, title=title)
    viewer, told = getattr(cast, who), []
    monkeypatch.setattr(hits, "NEWEST", 2)
    for most in (500, 1):
        monkeypatch.setattr(hits, "MOST_HITS", most)
        told.append([hits_of(viewer, word).orders_searched for word in ("common", "garden", "unheard")])

    rare, common = told
    assert rare == ([0, 0, 0] if who == "max" else [2, 2, 2])
    assert common == ([2, 0, 0] if who == "max" else [2, 2, 2])


def test_whoever_has_few_orders_has_all_of_them_searched(cast: Cast, few: None) -> None:
    mine = Story(cast, title="Common lighthouse").assigned().order
    for _each in range(3):
        place_order(cast.clara, title="Common lighthouse")

    found = hits_of(cast.wendell, "common")

    assert (found.orders, found.orders_searched) == ([mine.pk], 0)


def test_only_the_best_of_common_words_are_read_where_few_are_shown(cast: Cast, few: None) -> None:
    *_old, newest = (common(cast, at * HOUR) for at in range(3))

    assert hits_of(cast.max, "common", most=1).orders == [newest.pk]
