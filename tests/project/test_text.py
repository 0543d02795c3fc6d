"""Text of people: what is cut of it for a list."""

from __future__ import annotations

import pytest
from django.template.defaultfilters import linebreaksbr
from django.utils.html import conditional_escape
from hypothesis import given
from hypothesis import strategies as st

from project.base.addresses import as_typed
from project.base.text import comparable, excerpt


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("A short one.", "A short one."),
        ("Two\n\nlines  here", "Two lines here"),
        ("A sentence that is longer, than twenty.", "A sentence that is…"),
        ("One two three four, five six", "One two three four…"),
        ("Unbrokenwordwithoutanyspaces", "Unbrokenwordwithout…"),
        ("", ""),
    ],
)
def test_excerpt(text: str, cut: str) -> None:
    assert excerpt(text, 20) == cut


@given(st.text(max_size=200), st.integers(2, 50))
def test_an_excerpt_is_short_and_one_line(text: str, length: int) -> None:
    cut = excerpt(text, length)

    assert len(cut) <= length
    assert "\n" not in cut


@given(st.text(alphabet=st.sampled_from("a<&\r\n"), max_size=12))
def test_breaks_are_printed_as_django_prints_them(text: str) -> None:
    assert conditional_escape(as_typed(text)) == linebreaksbr(text)


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("soft\u00adware", "software"),
        ("\ufeffA line", "A line"),
        ("Quill\u200bhouse", "Quillhouse"),
        ("word\u2060\u2060s", "words"),
        ("\u200eabc\u200f, \u2067def\u2069 \u202bghi\u202c", "abc, def ghi"),
        ("fi\u200cne \u200dtext\u200d", "fine text"),
        ("北\u200b京\u200d的", "北京的"),
        ("Улица\u200d", "Улица"),
    ],
)
def test_what_nobody_sees_is_no_part_of_what_is_compared(text: str, same_as: str) -> None:
    assert comparable(text) == same_as


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # a word of Persian in two parts that do not join
        "ه\u200d",  # the letter as it stands before another
        "क्\u200dष क्\u200cष",  # half a letter, and a letter with its sign
        "ශ්\u200dරී",
        "👩\u200d👩\u200d👧 ❤\ufe0f\u200d🔥",
        "abc \u202edef",  # turned round: it reads differently
        "plain",
    ],
)
def test_what_shapes_letters_is(text: str) -> None:
    assert comparable(text) == text
