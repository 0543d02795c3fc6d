"""Word differences: true to the character whatever the texts, and readable for the usual ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.base import differences
from project.base.differences import ADDED, REMOVED, SAME, Difference, TooLong, compare
from project.base.text import composed

words = st.sampled_from(
    ["harbour", "dusk", "the", "a", "market", "don’t", "tide-table", ",", ".", " ", "  ", "\n", "\n\n"]
)
texts = st.lists(words, max_size=40).map("".join) | st.text(max_size=60)


def told(old: str, new: str) -> str:
    """The difference in one line: [-removed-] and {+added+}."""
    marks = {SAME: "{}", REMOVED: "[-{}-]", ADDED: "{{+{}+}}"}
    return "".join(marks[piece.kind].format(piece.text) for piece in compare(old, new).pieces)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("The boats come in.", "The boats come in.", "The boats come in."),
        ("", "New", "{+New+}"),
        ("Old", "", "[-Old-]"),
        ("", "", ""),
        ("At dusk, boats come in.", "At dawn, boats come in.", "At [-dusk-]{+dawn+}, boats come in."),
        ("two words here", "two longer words here", "two {+longer +}words here"),
        ("We don’t know.", "We do know.", "We [-don’t-]{+do+} know."),
        ("the quick brown fox", "a slow brown fox", "[-the quick-]{+a slow+} brown fox"),
        ("One.\n\nTwo.", "One.\n\nTwo.\n\nThree.", "One.\n\nTwo.{+\n\nThree.+}"),
    ],
)
def test_by_words(old: str, new: str, expected: str) -> None:
    assert told(old, new) == expected


@given(texts, texts)
def test_both_texts_are_in_the_difference(old: str, new: str) -> None:
    found = compare(old, new)

    assert (found.old, found.new) == (composed(old), composed(new))


@given(texts, texts)
def test_changes_are_numbered_one_by_one_and_only_changes(old: str, new: str) -> None:
    pieces = compare(old, new).pieces

    numbers = [piece.change for piece in pieces if piece.change]
    assert sorted(set(numbers)) == list(range(1, compare(old, new).changes + 1))
    assert numbers == sorted(numbers)
    assert all((piece.kind == SAME) == (piece.change == 0) for piece in pieces)


@given(texts, texts)
def test_side_by_side_loses_nothing_but_the_breaks(old: str, new: str) -> None:
    rows = compare(old, new).rows()

    left = "".join(piece.text for row in rows for piece in row.old)
    right = "".join(piece.text for row in rows for piece in row.new)
    assert (left.replace("\n", ""), right.replace("\n", "")) == (
        composed(old).replace("\n", ""),
        composed(new).replace("\n", ""),
    )


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    found = compare(text, text)

    assert (found.changes, found.words_added, found.words_removed) == (0, 0, 0)
    assert not any(row.changed for row in found.rows())


def test_rows_are_paragraphs() -> None:
    rows = compare("One.\n\nTwo is here.\n\nThree.", "One.\n\nTwo was here.\n\nThree.").rows()

    assert [row.changed for row in rows] == [False, True, False]
    assert "".join(piece.text for piece in rows[1].new) == "Two was here."


def test_words_are_counted() -> None:
    found = compare("The boats come in at dusk.", "The small boats come at night.")

    assert (found.words_added, found.words_removed) == (2, 2)


def test_more_different_words_than_the_first_plane_has_codes() -> None:
    """Beyond the surrogates, which are no characters: each word keeps its own code."""
    many = " ".join(f"w{number}" for number in range(57_000))

    found = compare(many, many.replace("w56000 ", "other "), seconds=5)

    assert [piece.text for piece in found.pieces if piece.change] == ["w56000", "other"]


def test_out_of_time_is_coarse_and_true() -> None:
    old = " ".join(f"a{number % 997}" for number in range(20_000))
    new = " ".join(f"b{number % 991} a{number % 13}" for number in range(10_000))

    found = compare(old, new, seconds=0.01)

    assert (found.old, found.new) == (composed(old), composed(new))


def test_too_long() -> None:
    compare("a" * differences.MOST, "")
    with pytest.raises(TooLong):
        compare("", "a" * (differences.MOST + 1))


def test_nothing_is_a_difference_too() -> None:
    assert Difference(()).changes == 0
