"""The map of modules in docs/architecture.md: written by bin/format, compared by bin/check."""

import sys
import textwrap
from collections import defaultdict
from pathlib import Path

from .environment import ROOT
from .layers import WRITTEN_ONCE, Contracts
from .say import refuse

PAGE = Path("docs/architecture.md")
#: What else people look for: the folder, how the names of its files end, and whether each file is named
#: (of templates, the folders are enough).
BESIDE = (("static/css", ".css", True), ("static/js", ".js", True), ("templates", ".html", False))
BEGIN = "<!-- the map of modules: written by bin/format -->"
END = "<!-- end of the map of modules -->"
WIDTH = 116


def module_map(root: Path) -> str:
    """Every module of every app of the checkout `root`, in the order of the row, then style sheets, scripts
    and the folders of templates: Markdown, a heading an app, a line a folder."""
    apps = [name for name in Contracts(root).row if (root / name / "__init__.py").exists()]
    parts = {f"`{app}/`": _folders(root, app) for app in [*apps, "project"]}
    parts["Pages"] = [_line(folder, _files(root / folder, ending, each)) for folder, ending, each in BESIDE]
    return "\n\n".join(f"### {name}\n\n" + "\n".join(lines) for name, lines in parts.items())


def _files(folder: Path, ending: str, each: bool) -> list[str]:
    found = [path.relative_to(folder) for path in sorted(folder.rglob(f"*{ending}"))]
    return [path.stem for path in found] if each else sorted({path.parent.as_posix() for path in found})


def _folders(root: Path, app: str) -> list[str]:
    """The lines of one app: single modules first, then its folders by name."""
    names: dict[str, list[str]] = defaultdict(list)
    for path in sorted((root / app).rglob("*.py")):
        folder = path.parent.relative_to(root / app).as_posix()
        if path.name != "__init__.py" and WRITTEN_ONCE not in path.parts:
            names[folder].append(path.stem)
    return [_line(folder, names[folder]) for folder in sorted(names)]


def _line(folder: str, modules: list[str]) -> str:
    head = "modules" if folder == "." else f"`{folder}/`"
    return textwrap.fill(
        f"- {head}: {', '.join(modules)}", WIDTH, subsequent_indent="  ", break_on_hyphens=False
    )


def page_with_map(page: str, written: str) -> str:
    """The text of the page with this map between the two marks."""
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n\n{written}\n\n{END}{after}"


def main(arguments: list[str]) -> int:
    page = ROOT / PAGE
    today = page.read_text(encoding="utf-8")
    wanted = page_with_map(today, module_map(ROOT))
    if "--check" in arguments:
        return refuse(f"The map of modules in {PAGE} is old: run bin/format.") if wanted != today else 0
    page.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
