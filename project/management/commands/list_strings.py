"""`manage.py list_strings`: every string that people read, for whoever edits the English (docs/words.md)."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.template.base import Lexer, TokenType

TRANSLATION = "django.utils.translation"
CALLS = {"gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
#: Arguments of a call that are words: of ngettext the singular and the plural, of pgettext the second.
WORDS = {"ngettext": (0, 1), "ngettext_lazy": (0, 1), "pgettext": (1,), "pgettext_lazy": (1,)}
TRANSLATE = re.compile(r"""^(?:translate|trans) (?:"([^"]*)"|'([^']*)')""")

Found = tuple[str, int, str]


class Command(BaseCommand):
    help = "Lists every string that people read, with its file and line."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--drawn", type=int, default=0, help="print this many, chosen at random")
        parser.add_argument("--seed", type=int, default=0, help="choose the same ones again")

    def handle(self, *_args: Any, **options: Any) -> None:
        found = sorted({(words, path, line) for path, line, words in strings(settings.BASE_DIR)})
        once = list({words: (path, line, words) for words, path, line in reversed(found)}.values())[::-1]
        if options["drawn"]:
            lot = random.Random(options["seed"])  # noqa: S311  (nobody's secret)
            once = lot.sample(once, min(options["drawn"], len(once)))
        for path, line, words in once:
            self.stdout.write(f"{path}:{line}: {words}")


def strings(root: Path) -> Iterator[Found]:
    """Path from `root`, line and words of each string in templates, our apps and `project/`, in the order of
    files."""
    for path in sorted((root / "templates").rglob("*.html")) + sorted((root / "templates").rglob("*.txt")):
        yield from ((str(path.relative_to(root)), line, words) for line, words in of_template(path))
    for app in (*settings.OUR_APPS, "project"):
        for path in sorted((root / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from ((str(path.relative_to(root)), line, words) for line, words in of_module(path))


def of_module(path: Path) -> Iterator[tuple[int, str]]:
    """Of the functions by whatever name the module imports them. One that names none is not parsed."""
    text = path.read_text(encoding="utf-8")
    nodes = list(ast.walk(ast.parse(text))) if "gettext" in text else []
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module == TRANSLATION]
    called = {alias.asname or alias.name: alias.name for node in imports for alias in node.names}
    for node in nodes:
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        name = called.get(name, name)
        if name in CALLS:
            for place in WORDS.get(name, (0,)):
                said = node.args[place] if place < len(node.args) else None
                if isinstance(said, ast.Constant) and isinstance(said.value, str):
                    yield node.lineno, said.value


def of_template(path: Path) -> Iterator[tuple[int, str]]:
    """A block counts as one string, its plural as another."""
    block: list[str] | None = None
    begun = 0
    for token in Lexer(path.read_text(encoding="utf-8")).tokenize():
        tag = token.contents if token.token_type == TokenType.BLOCK else ""
        if tag.startswith(("blocktranslate", "blocktrans")):
            block, begun = [], token.lineno or 0
        elif block is not None and (tag.startswith("endblocktrans") or tag == "plural"):
            yield begun, " ".join("".join(block).split())
            block = [] if tag == "plural" else None
        elif block is not None:
            is_value = token.token_type == TokenType.VAR
            block.append(f"{{{{ {token.contents} }}}}" if is_value else token.contents)
        elif match := TRANSLATE.match(tag):
            yield token.lineno or 0, match[1] or match[2]
