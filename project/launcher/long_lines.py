"""Refuses long lines that no formatter can break: a whole sentence, an `{% include %}` of many arguments."""

import sys
from collections.abc import Iterator
from pathlib import Path

from .environment import ROOT
from .format import STYLED

WIDTH = 120
KINDS = [("templates", "*.html"), ("templates", "*.txt"), *zip(STYLED, ("*.css", "*.js"), strict=True)]


def long_lines(root: Path = ROOT) -> Iterator[str]:
    """`path:line: length` of every line beyond `WIDTH` in templates, style sheets and scripts of ours."""
    for folder, pattern in KINDS:
        for path in sorted((root / folder).rglob(pattern)):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if len(line) > WIDTH:
                    yield f"{path.relative_to(root)}:{number}: {len(line)} characters"


def main() -> int:
    found = list(long_lines())
    print(*found, sep="\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
