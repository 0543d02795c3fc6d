"""Part of bin/check: no module of ours is outside the import contracts of pyproject.toml.

import-linter refuses what its contracts name. This says what they do not name: an app that is missing in one
of their lists, a folder that Python imports and import-linter does not see, code beside the layers.
"""

import os
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from .environment import ROOT
from .say import refuse

#: What stands at the root beside the apps, is imported by none of them, and imports whatever it likes.
BESIDE = frozenset({"manage.py", "tests", "bench"})
#: Written once by a command, and imported by Django alone.
WRITTEN_ONCE = "migrations"


class Contracts:
    """The import contracts of a checkout, as its pyproject.toml words them."""

    def __init__(self, root: Path) -> None:
        linter = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]
        layers = {contract["id"]: _names(contract.get("layers", [])) for contract in linter["contracts"]}
        self.root = root
        self.roots: list[str] = linter["root_packages"]
        self.containers: list[str] = next(
            each["containers"] for each in linter["contracts"] if each["id"] == "app"
        )
        #: What the row of apps names, leftmost (imported by all others) first.
        self.row = layers["row"][::-1]
        #: The layers of each package, by its name.
        self.layers: dict[str, list[str]] = {
            "project": layers["project"],
            **dict.fromkeys(self.containers, layers["app"]),
        }

    def hold(self, path: Path) -> bool:
        """Whether a contract says what this module may import;
        import-linter sees no folder without __init__.py."""
        package, *rest = path.relative_to(self.root).with_suffix("").parts
        folders = [self.root.joinpath(package, *rest[:depth]) for depth in range(len(rest))]
        seen = all((each / "__init__.py").exists() for each in folders)
        return seen and rest[0] in self.layers.get(package, [])


def _names(layers: list[str]) -> list[str]:
    """The modules of layers in their order. Parentheses mean that one need not
    exist, | and : that several are one layer."""
    return [name.strip(" ()") for layer in layers for name in layer.replace("|", ":").split(":")]


def gaps(root: Path, apps: list[str]) -> list[str]:
    """What the contracts of the checkout `root`, whose settings name `apps`, leave
    out: a sentence each, none if nothing."""
    contracts = Contracts(root)
    lists = {
        "the row of apps": [name for name in contracts.row if name in {*apps, *contracts.roots}],
        "root_packages": [name for name in contracts.roots if name != "project"],
        "containers": contracts.containers,
    }
    unlike = {what: names for what, names in lists.items() if names != apps}
    strange = [name for name in python_at(root) if name not in {"project", *apps, *BESIDE}]
    return [
        *(
            f"pyproject.toml: {what}: {', '.join(names)}; OUR_APPS: {', '.join(apps)}."
            for what, names in unlike.items()
        ),
        *(f"{name} at the root is no app of OUR_APPS." for name in strange),
        *(f"{path.relative_to(root)} is in no layer." for path in modules(root) if not contracts.hold(path)),
    ]


def python_at(root: Path) -> list[str]:
    """The modules and packages that Python finds at the root of a checkout."""
    folders = {path.parent.name for path in root.glob("[!.]*/*.py")}
    return sorted(folders | {path.name for path in root.glob("*.py")})


def modules(root: Path) -> Iterator[Path]:
    """Every file with code that a contract has to hold."""
    for name in python_at(root):
        for path in sorted((root / name).rglob("*.py")) if name not in BESIDE else ():
            if path.relative_to(root).parts[1] != WRITTEN_ONCE and code_lines(path):
                yield path


def coverage(root: Path) -> tuple[int, int]:
    """(lines of code in a layer of a contract, lines of code) of a checkout."""
    contracts = Contracts(root)
    sizes = [(code_lines(path), contracts.hold(path)) for path in modules(root)]
    return sum(lines for lines, held in sizes if held), sum(lines for lines, _ in sizes)


def code_lines(path: Path) -> int:
    """The lines of a file that are neither empty nor a comment alone."""
    lines = (line.strip() for line in path.read_text().splitlines())
    return sum(bool(line) and not line.startswith("#") for line in lines)


def main() -> int:
    os.environ.setdefault("QUILLHOUSE_ENV", "test")
    # Imported late: the settings read QUILLHOUSE_ENV once.
    from project.settings import OUR_APPS

    found = gaps(ROOT, OUR_APPS)
    held, lines = coverage(ROOT)
    print(
        f"{held} of {lines} lines of code ({100 * held / lines:.1f} %) are in a layer; migrations, tests, "
        "manage.py not counted."
    )
    return refuse("\n".join(found)) if found else 0


if __name__ == "__main__":
    sys.exit(main())
