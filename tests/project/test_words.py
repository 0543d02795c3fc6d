"""What a word is, in a dozen scripts: counting, comparing and the rule for briefs agree on it."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.base.differences import ADDED, REMOVED, compare
from project.base.readable import count_read
from project.base.words import count_characters, count_words, spaced, tokens, words_of

#: Lines with the number that a word processor gives.
LINES = [
    ("हिन्दी में लेखन एक कला है।", 6),
    ("पाठक को कहानी अच्छी लगी, किन्तु शीर्षक लम्बा है।", 9),
    ("தமிழ் மொழி அழகு", 3),
    ("తెలుగు భాష తీయనిది", 3),
    ("বাংলা ভাষায় লেখা", 3),
    ("本公司在北京提供高质量的翻译和写作服务，欢迎联系我们。", 25),
    ("第3章：港口 (Harbour)", 6),
    ("東京タワーは高いです。", 10),
    ("か゚ガギ", 3),
    ("한국어 글쓰기는 재미있다.", 3),
    ("ฉันรักภาษาไทย", 4),
    ("ภาษาไทย 2 คำ", 4),
    ("ພາສາລາວ", 2),
    ("ខ្ញុំស្រឡាញ់ភាសាខ្មែរ", 3),
    ("تقع المكتبة في شارع الملك فهد، رقم 23 (الطابق 2).", 10),
    ("او می‌خواهد بنویسد", 3),
    ("כָּתַבְתִּי סֵפֶר חָדָשׁ", 3),
    ("Ελληνικά κείμενα, καλά!", 3),
    ("Йод и её ёж", 4),
    ("Tiếng Việt rất đẹp", 4),
    ("Ça va ? « Très bien », dit-il.", 5),
    ("ሰላም፡ለዓለም፡ሁሉ።", 3),
    ("Visit https://www.example.com/a-b/c now, or write to desk@example.com.", 7),
    ("www.example.org/x?y=1&z=2#part and C++, AT&T, R&D", 5),
    ("Revenue rose 3.5 % to $1,234,567.89 by 31.12.2026.", 7),
    ("10\u202f000\u202f000 readers, 1\u00a0234,50 €, 12:30", 4),
    ("the state-of-the-art co-operation of O’Brien's aunt", 6),
    ("well—known to all – and--so on", 7),
    ("snake_case and ___ blanks", 3),
    ("soft\u00adhyphen", 1),
    ("one\u200btwo", 2),
    ("Go 👩‍👩‍👧 🇩🇪 👍🏽!", 1),
    ("…", 0),
    ("", 0),
]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("line", "number"), LINES)
def test_words_of_a_line(line: str, number: int, form: str) -> None:
    text = unicodedata.normalize(form, line)

    assert count_words(text) == number
    assert len(words_of(text)) == number


@pytest.mark.parametrize(("line", "number"), LINES)
def test_a_difference_counts_the_same_words(line: str, number: int) -> None:
    added = compare("", line)

    assert added.words_added == number
    assert compare(unicodedata.normalize("NFC", line), unicodedata.normalize("NFD", line)).changes == 0


@given(st.text() | st.lists(st.sampled_from([line for line, _number in LINES])).map("".join))
def test_tokens_are_the_whole_text(text: str) -> None:
    assert "".join(token for token, _is_word in tokens(text)) == text
    assert "".join(spaced(text)) == text
    assert count_words(text) == len(words_of(text))


@pytest.mark.parametrize(
    ("old", "new", "removed", "added"),
    [
        ("本公司在北京提供服务", "本公司在上海提供服务", ["北京"], ["上海"]),
        ("हिन्दी में लेखन एक कला है।", "हिन्दी में लेखन एक विज्ञान है।", ["कला"], ["विज्ञान"]),
        ("கதை நீளம்", "கதை நீளமா", ["நீளம்"], ["நீளமா"]),
        ("ฉันรักภาษาไทย", "ฉันรักภาษาลาว", ["ไทย"], ["ลาว"]),
        ("ガギグ", "カギグ", ["ガ"], ["カ"]),
        ("👩‍👩‍👧 in", "👩‍👩‍👦 in", ["👩‍👩‍👧"], ["👩‍👩‍👦"]),
        ("Ask desk@example.com.", "Ask desk@example.org.", ["desk@example.com"], ["desk@example.org"]),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_only_the_word_that_changed_is_marked(
    old: str, new: str, removed: list[str], added: list[str], form: str
) -> None:
    pieces = compare(unicodedata.normalize(form, old), unicodedata.normalize(form, new)).pieces

    assert [piece.text for piece in pieces if piece.kind == REMOVED] == removed
    assert [piece.text for piece in pieces if piece.kind == ADDED] == added


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (
            "See [our guide](https://example.com/very/long/path-of/the/page.html?utm=mail&x=y).",
            3,
        ),
        ("See [our guide][1].\n\n[1]: https://example.com/a 'A title of it'", 3),
        ("# A heading\n\n1. First\n2. *Second* **one**\n\n- Third", 6),
        ("```python\nprint(1)\n```", 1),
        ("| Word | Wort |\n|---|---|\n|a|b|", 4),
        ("Salt &amp; pepper&nbsp;mill", 3),
        ("> quoted **boldly**", 2),
        ("[不是链接] 四", 5),
    ],
)
def test_of_markdown_what_is_read_counts(text: str, number: int) -> None:
    assert count_read(text) == number


def test_characters_that_are_words() -> None:
    assert count_characters("港口 and ポート") == 5


@pytest.mark.parametrize("words", ["The quick brown fox’s tail, ", "质量的翻译 ", "हिन्दी में लेखन "])
def test_a_hundred_thousand_words_are_counted_while_somebody_types(words: str) -> None:
    """Processor time, with room for a busy machine; a few hundredths of a second here."""
    text = words * (100_000 // count_words(words))
    began = time.process_time()

    count_read(text)

    assert time.process_time() - began < 0.5


@pytest.mark.parametrize("text", ["a" + "." * 100_000, "_" * 100_000, "ก" * 100_000, "a--" * 30_000])
def test_no_text_takes_long(text: str) -> None:
    began = time.process_time()

    count_read(text)

    assert time.process_time() - began < 1.5
