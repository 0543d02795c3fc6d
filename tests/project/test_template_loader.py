"""Templates are laid out for who reads them: what is sent of it, and what holds their layout."""

from __future__ import annotations

import re
from pathlib import Path

from django.template import engines
from django.template.loader import get_template

from project.launcher.long_lines import WIDTH, long_lines

ROOT = Path(__file__).resolve().parents[2]
LONG_TRANSLATION = re.compile(r"{%\s*blocktranslate\b([^%]*)%}((?:(?!{%\s*endblocktranslate).)*)", re.DOTALL)


def source_of(name: str) -> str:
    return str(engines["django"].get_template(name).template.source)


def test_pages_are_sent_without_indentation_and_lines_keep_their_numbers() -> None:
    written = (ROOT / "templates" / "ui" / "confirm.html").read_text(encoding="utf-8")

    loaded = source_of("ui/confirm.html")

    assert "\n  " in written and "\n " not in loaded
    assert [line.strip() for line in written.split("\n")] == [line.strip() for line in loaded.split("\n")]


def test_mails_of_plain_text_are_sent_as_they_are_written() -> None:
    for path in (ROOT / "templates" / "emails").glob("*.txt"):
        assert source_of(f"emails/{path.name}") == path.read_text(encoding="utf-8")


def test_templates_of_packages_and_parts_of_pages_are_found() -> None:
    assert get_template("bootstrap5/layout/help_text.html")
    assert get_template("orders/order/page.html#order")


def test_a_translation_over_several_lines_does_not_depend_on_them() -> None:
    for path in (ROOT / "templates").rglob("*.html"):
        for arguments, words in LONG_TRANSLATION.findall(path.read_text(encoding="utf-8")):
            assert "\n" not in words or "trimmed" in arguments, path


def test_a_long_line_is_refused(tmp_path: Path) -> None:
    for folder, name in (("templates/ui", "x.html"), ("static/css", "x.css"), ("static/js", "x.js")):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / name).write_text(
            f"short\n{'–' * WIDTH}\n{'x' * (WIDTH + 1)}\n", encoding="utf-8"
        )

    found = [line.partition(":")[2] for line in long_lines(tmp_path)]

    assert found == ["3: 121 characters"] * 3
    assert list(long_lines()) == []
