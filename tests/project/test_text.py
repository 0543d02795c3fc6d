"""Text of people: what is cut of it for a list."""

from __future__ import annotations

import pytest
from django.template.defaultfilters import linebreaksbr
from django.utils.html import conditional_escape
from hypothesis import given
from hypothesis import strategies as st

from project.base.addresses import as_typed
from project.base.text import excerpt


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
