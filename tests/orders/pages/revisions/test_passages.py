"""What a new version changed at the place that a point names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.pages.compared_text import ComparedText, compared
from orders.pages.revisions.passages import MOST, changes_at, span_of
from project.base.differences import ADDED, REMOVED, SAME
from project.base.readable import of_markdown

OLD = (
    "# A quiet harbour\n\nBoats come in at dusk, and **nobody** hurries.\n\n## The market\n\n"
    "Fish, salt, talk.\n\n### Prices\n\nLow.\n\n## The inn\n\nBeds."
)
NEW = (
    "# A quiet harbour\n\nBoats come in at dawn, and **nobody** hurries.\n\n## The market\n\n"
    "Fish, salt, loud talk.\n\n### Prices\n\nLow.\n\n## The inn\n\nBeds."
)


def texts(old: str, new: str) -> ComparedText:
    return compared(of_markdown(old), of_markdown(new))


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("“Boats come in”", "Boats come in"),
        ("boats  COME\nin", "Boats come in"),
        ("and nobody hurries", "and nobody hurries"),
        ("and **nobody** hurries", "and nobody hurries"),
        ("The market", "The market\n\nFish, salt, talk.\n\nPrices\n\nLow.\n\n"),
        ("the inn", "The inn\n\nBeds."),
        ("## The inn", "The inn\n\nBeds."),
        ("Prices", "Prices\n\nLow.\n\n"),
        ("The cellar", None),
        (" “” ", None),
        ("a.b*", None),
    ],
)
def test_where_a_place_stands(place: str, found: str | None) -> None:
    text = of_markdown(OLD)
    span = span_of(text, place)

    assert (text.plain[slice(*span)] if span else None) == found


def test_a_passage_that_changed() -> None:
    change = changes_at(texts(OLD, NEW), "Boats come in at dusk")

    assert change is not None and change.changed
    assert [(piece.kind, piece.text) for piece in change.pieces] == [
        (SAME, "Boats come in at "),
        (REMOVED, "dusk"),
        (ADDED, "dawn"),
    ]
    assert (change.words_added, change.words_removed) == (1, 1)


def test_a_section_tells_of_itself_alone() -> None:
    both = texts(OLD, NEW)

    market, inn = changes_at(both, "The market"), changes_at(both, "The inn")

    assert market is not None and (market.words_added, market.words_removed) == (1, 0)
    assert inn is not None and not inn.changed


def test_a_place_that_is_not_there() -> None:
    assert changes_at(texts(OLD, NEW), "The cellar") is None


def test_a_long_section_is_cut() -> None:
    change = changes_at(texts("# All\n\n" + "word " * 2000, "# All\n\nOther."), "All")

    assert change is not None and change.cut
    assert sum(len(piece.text) for piece in change.pieces) == MOST + 1


WORDS = st.lists(st.sampled_from(["harbour", "dusk", "fish", "salt", "talk", "\n\n", "."]), max_size=30).map(
    " ".join
)


@given(old=WORDS, new=WORDS, first=st.integers(0, 200), length=st.integers(1, 60))
def test_the_old_words_of_a_place_are_the_place(old: str, new: str, first: int, length: int) -> None:
    """Without what was added, the pieces of a passage are that passage, to the character."""
    passage = old[first : first + length]
    text = of_markdown(old)
    span = span_of(text, passage)
    change = changes_at(texts(old, new), passage)

    if span is None:
        assert change is None
    else:
        assert change is not None
        assert (
            "".join(piece.text for piece in change.pieces if piece.kind != ADDED) == text.plain[slice(*span)]
        )


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Learn the C# language.", "C# language"),
        ("# FAQ #1\n\nText.", "FAQ #1"),
        ("If 5 > 3 holds.", "5 > 3"),
        ("Say the **bold**, text.", "the **bold**, text"),
        ("See [the map](https://x.example) first.", "[the map](https://x.example) first"),
        ("- item one", "- item one"),
    ],
)
def test_signs_are_found_as_they_read_and_as_they_are_typed(text: str, place: str) -> None:
    assert span_of(of_markdown(text), place) is not None
