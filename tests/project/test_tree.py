"""What no file of the program may hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("project", *settings.OUR_APPS, "docs", "static", "templates", "tests")
KINDS = {".py", ".html", ".css", ".js", ".md", ".txt", ".svg"}
#: Lines that an unfinished merge leaves, and attributes that the content policy would not run.
LEFT_BEHIND = re.compile(r"^(<{7}|>{7}|\|{7})( |$)", re.MULTILINE)
INLINE = re.compile(r"<[a-z][^>]*\s(?:style|on[a-z]+)=[\"']", re.IGNORECASE)


def files(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in KINDS]
    return [path for path in found if "vendor" not in path.parts]


def test_nothing_is_left_of_a_merge() -> None:
    found = [str(path.relative_to(ROOT)) for path in files(*FOLDERS) if LEFT_BEHIND.search(path.read_text())]

    assert found == []


def test_no_template_holds_an_inline_style_or_script() -> None:
    pages = [path for path in files("templates") if "email" not in str(path)]

    assert [str(path.relative_to(ROOT)) for path in pages if INLINE.search(path.read_text())] == []


@pytest.mark.parametrize("left", ["<<<<<<< HEAD", ">>>>>>> branch", "||||||| base", "a\n<<<<<<< HEAD\nb"])
def test_the_pattern_finds_what_a_merge_leaves(left: str) -> None:
    assert LEFT_BEHIND.search(left)
    assert INLINE.search('<p class="x" style="color: red">') and INLINE.search("<a onclick='x()'>")
