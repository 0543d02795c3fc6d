"""Which part of a file a header asks for."""

from __future__ import annotations

import pytest

from agencies.files.ranges import part_of
from project.base.errors import NoSuchRange


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-0", (0, 0)),
        ("bytes=2-", (2, 9)),
        ("bytes=-4", (6, 9)),
        ("bytes=-400", (0, 9)),
        ("bytes=3-99", (3, 9)),
        (" bytes=3-4 ", (3, 4)),
        ("bytes=4-3", None),
        ("bytes=0-1,3-4", None),
        ("bytes=", None),
        ("bytes=a-b", None),
        ("bytes=1-2\n", (1, 2)),
        ("bytes=٣-٤", None),
        (f"bytes=0-{'9' * 13}", None),
        ("", None),
    ],
)
def test_one_range(asked: str, part: tuple[int, int] | None) -> None:
    assert part_of(asked, 10) == part


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_behind_the_end(asked: str) -> None:
    with pytest.raises(NoSuchRange) as refused:
        part_of(asked, 10)
    assert refused.value.headers == {"Content-Range": "bytes */10"}
