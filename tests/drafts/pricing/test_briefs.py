"""A brief says enough in any script."""

from __future__ import annotations

import pytest

from drafts.pricing.briefs import brief_problem


@pytest.mark.parametrize(
    ("brief", "is_enough"),
    [
        ("", False),
        ("   \n  ", False),
        ("A text on harbours", False),
        ("A text on old harbours", True),
        ("五つの港について書いてください", True),
        ("请写一篇关于旧港口的文章", True),
        ("เขียนบทความเกี่ยวกับท่าเรือเก่า", True),
        ("港について", False),
        ("اكتب نصا عن الموانئ القديمة", True),
    ],
)
def test_five_words_or_as_much_without_blanks(brief: str, is_enough: bool) -> None:
    assert (brief_problem(brief) == "") == is_enough
