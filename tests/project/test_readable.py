"""Texts as they read: words, blocks and formatting of Markdown."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from project.base import markdown
from project.base.readable import Readable, block_at, of_markdown, of_plain, walk

pieces = st.sampled_from(
    [
        *(
            "# Tide\n",
            "Boats",
            " come",
            " **in**",
            " *at*",
            "\n\n",
            "\n",
            "- one\n",
            "  - two\n",
            "3. three\n",
        ),
        *("> said\n", "`code`", "```\na\n\nb\n```\n", "[map](https://x.example)", "---\n", "<b>"),
        "| a | b |\n|---|---|\n| c | d |\n",
    ]
)
texts = st.lists(pieces, max_size=14).map("".join) | st.text(max_size=60)


def told(readable: Readable) -> list[tuple[str, str, int, str]]:
    return [
        (block.kind, readable.plain[block.start : block.end], block.depth, block.label)
        for block in readable.blocks
    ]


def test_blocks_of_markdown() -> None:
    text = (
        "## Tide\n\nBoats come\nin.\n\n- one\n- two\n\n  more\n\n4. four\n5. five\n\n> said\n\n"
        "```\na\n\nb\n```\n\n| a | b |\n|---|---|\n| c | d |\n\n---\n"
    )

    assert told(of_markdown(text)) == [
        ("heading-1", "Tide", 0, ""),
        ("paragraph", "Boats come\nin.", 0, ""),
        ("paragraph", "one", 1, "•"),
        ("paragraph", "two", 1, "•"),
        ("paragraph", "more", 1, ""),
        ("paragraph", "four", 1, "4."),
        ("paragraph", "five", 1, "5."),
        ("paragraph", "said", 0, ""),
        ("code", "a\n\nb", 0, ""),
        ("row", "a | b", 0, ""),
        ("row", "c | d", 0, ""),
        ("line", "* * *", 0, ""),
    ]
    assert [block.quoted for block in of_markdown(text).blocks].count(True) == 1


def test_spans_lie_where_the_words_are() -> None:
    found = of_markdown("At **dusk, *late*,** see the [map](https://x.example) or `x`.")

    spans = [(span.kind, found.plain[span.start : span.end], span.target) for span in found.spans]
    assert spans == [
        ("strong", "dusk, late,", ""),
        ("em", "late", ""),
        ("link", "map", "https://x.example"),
        ("code", "x", ""),
    ]


@given(texts)
def test_nothing_that_is_shown_is_lost(text: str) -> None:
    shown = html.unescape(re.sub(r"<[^>]+>", "", markdown.render(text)))

    plain = of_markdown(text).plain.replace("* * *", "").replace("|", "")
    assert "".join(plain.split()) == "".join(shown.replace("|", "").split())


@given(texts | texts.map(lambda text: text + "\n\n" + text))
def test_runs_cover_the_text_without_gap_and_agree_with_blocks(text: str) -> None:
    for found in (of_markdown(text), of_plain(text)):
        runs = list(walk(found, 0, len(found.plain)))

        assert "".join(found.plain[run.start : run.end] for run in runs) == found.plain
        for block in found.blocks:
            assert block.start == block.end or block_at(found, block.start) == block
        assert all(found.plain[run.start : run.end].strip() == "" for run in runs if run.block is None)


def test_plain_text_is_kept_to_the_character() -> None:
    found = of_plain("  One **two**\nthree\n\n\nFour\n")

    assert found.plain == "  One **two**\nthree\n\n\nFour\n"
    assert [text for _kind, text, _depth, _label in told(found)] == ["One **two**\nthree", "Four\n"]


def test_items_that_hold_nothing_leave_no_sign_behind() -> None:
    assert told(of_markdown("-\n\nText")) == [("paragraph", "Text", 0, "")]
    assert told(of_markdown("0. Zero\n1. One"))[0] == ("paragraph", "Zero", 1, "0.")


def test_emphasis_within_emphasis_takes_no_room() -> None:
    """Typed text may nest thousands of them: each run knows the few that show."""
    found = of_markdown("*a **b " * 3_000 + "c" + " b** a*" * 3_000)

    assert max(len(run.spans) for run in found.runs) <= 4
    assert len(found.spans) < 3_000


def test_footnotes_are_a_numbered_list_at_the_end() -> None:
    readable = of_markdown("Salt[^a] and tide[^b].\n\n[^a]: Pans.\n\n    Two.\n\n[^b]: Neap.")

    assert readable.plain == "Salt† and tide†.\n\nPans.\n\nTwo.\n\nNeap."
    assert [(block.label, block.depth) for block in readable.blocks] == [
        ("", 0),
        ("1.", 1),
        ("", 1),
        ("2.", 1),
    ]


def test_a_footnote_within_a_list_or_another_ends_in_no_error() -> None:
    for typed in ("[^a]: - [^b]: x\n\ny[^a][^b]", "- [^a]: x\n\ny[^a]", "[^a]: see [^a]\n\nx[^a]"):
        assert of_markdown(typed).blocks
