"""Two texts compared as they read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.pages.compared_text import ComparedText, ShownBlock, compared
from project.base.differences import ADDED, REMOVED, SAME
from project.base.readable import of_markdown

MARKS = {SAME: "{}", REMOVED: "[-{}-]", ADDED: "{{+{}+}}"}
words = st.sampled_from(
    [
        "harbour",
        " dusk",
        " the",
        "\n\n",
        "\n\n",
        "\n\n# ",
        "\n\n- ",
        "**bold**",
        " *late*",
        ".",
        "\n\n> ",
        "\n\n1. ",
    ]
)
texts = st.lists(words, max_size=24).map("".join)


def texts_of(old: str, new: str) -> ComparedText:
    return compared(of_markdown(old), of_markdown(new))


def line(block: ShownBlock) -> str:
    label = f"{block.block.label} " if block.block.label else ""
    return label + "".join(MARKS[run.kind].format(run.text) for run in block.words)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("One.\n\nTwo.", "One.\n\nTwo.", ["One.", "Two."]),
        ("At **dusk**.", "At **dawn**.", ["At [-dusk-]{+dawn+}."]),
        ("One.\n\nTwo.\n\nThree.", "One.\n\nThree.", ["One.", "[-Two.-]", "Three."]),
        ("One.\n\nTwo.", "One.", ["One.", "[-Two.-]"]),
        ("One.", "One.\n\n- Two.", ["One.", "• {+Two.+}"]),
        ("Two.", "One.\n\nTwo.", ["{+One.+}", "Two."]),
        ("One two.\n\nThree four.", "One four.", ["One [-two.-][-¶-][-Three -]four."]),
        ("One two three.", "One two\n\nthree.", ["One two[- -]{+¶+}", "three."]),
        ("# Tide\n\nBoats.", "## Tide\n\nBoats.", ["Tide", "Boats."]),
        ("A b\n\nfoo c", "A b c", ["A b[-¶-][-foo-] c"]),
        ("", "New", ["{+New+}"]),
        ("Old", "", ["[-Old-]"]),
    ],
)
def test_in_one_column(old: str, new: str, expected: list[str]) -> None:
    assert [line(block) for block in texts_of(old, new).blocks()] == expected


def test_formatting_alone_is_told() -> None:
    found = texts_of("# Tide\n\nBoats **come** in.", "Tide\n\nBoats *come* in.")

    assert found.difference.changes == 0 and found.restyled
    heading, boats = found.blocks()
    assert heading.restyled and [run.text for run in boats.words if run.restyled] == ["come"]
    assert not texts_of("1. One\n2. Two", "1. Two").restyled
    assert texts_of("5. One", "7. One").restyled
    assert not texts_of("# Tide\n\n# Ebb", "## Tide\n\n## Ebb").restyled  # which read the same


@given(texts, texts)
def test_both_columns_hold_their_texts(old: str, new: str) -> None:
    found = texts_of(old, new)

    for text, side in ((found.old, "old"), (found.new, "new")):
        blocks = [block for row in found.rows() for block in getattr(row, side)]
        shown = ["".join(run.text for run in block.words if run.text != "¶") for block in blocks]
        expected = [text.plain[block.start : block.end] for block in text.blocks if block.start < block.end]
        assert "".join(shown) == "".join(expected)


@given(texts, texts)
def test_one_column_holds_both_and_every_change_once(old: str, new: str) -> None:
    found = texts_of(old, new)
    runs = [run for block in found.blocks() for run in block.words]

    for text, other in ((found.old, ADDED), (found.new, REMOVED)):
        shown = "".join(run.text for run in runs if run.kind != other).replace("¶", "")
        assert "".join(shown.split()) == "".join(text.plain.split())
    firsts = [run.change for run in runs if run.first]
    assert firsts == list(range(1, found.difference.changes + 1))


@given(texts, texts)
def test_blocks_of_the_newer_text_stay_whole(old: str, new: str) -> None:
    """Whoever leaves out what was removed reads the newer text, paragraph by paragraph."""
    found = texts_of(old, new)

    shown = [
        "".join(run.text for run in block.words if run.kind != REMOVED and run.text != "¶")
        for block in found.blocks()
        if not block.removed_only
    ]
    blocks = [found.new.plain[block.start : block.end] for block in found.new.blocks]
    assert [text for text in shown if text] == [text for text in blocks if text]
