"""The map of modules in docs/architecture.md."""

from __future__ import annotations

from pathlib import Path

from project.launcher.module_map import BEGIN, END, module_map, page_with_map

LINTER = """
[tool.importlinter]
root_packages = ["project", "shop"]
[[tool.importlinter.contracts]]
id = "row"
layers = ["project.urls", "(later)", "shop", "project.base"]
[[tool.importlinter.contracts]]
id = "app"
containers = ["shop"]
layers = ["actions", "models"]
[[tool.importlinter.contracts]]
id = "project"
layers = ["urls", "base"]
"""


def checkout(root: Path) -> Path:
    """A small one: an app with folders, one that is still to come, and the project."""
    (root / "pyproject.toml").write_text(LINTER)
    for name in (
        "shop/__init__.py",
        "shop/apps.py",
        "shop/actions/__init__.py",
        "shop/actions/selling.py",
        "shop/actions/buying.py",
        "shop/migrations/0001_initial.py",
        "shop/pages/cart/lines.py",
        "project/__init__.py",
        "project/urls.py",
        "project/base/hooks.py",
        "static/js/toasts.js",
        "static/css/app.css",
        "templates/shop/cart/page.html",
        "templates/shop/cart/line.html",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    return root


def test_every_module_stands_under_its_app_and_folder(tmp_path: Path) -> None:
    assert module_map(checkout(tmp_path)).splitlines() == [
        "### `shop/`",
        "",
        "- modules: apps",
        "- `actions/`: buying, selling",
        "- `pages/cart/`: lines",
        "",
        "### `project/`",
        "",
        "- modules: urls",
        "- `base/`: hooks",
        "",
        "### Pages",
        "",
        "- `static/css/`: app",
        "- `static/js/`: toasts",
        "- `templates/`: shop/cart",
    ]


def test_a_map_takes_the_place_of_the_former_one() -> None:
    page = f"Before\n{BEGIN}\nold\n{END}\nafter"
    written = page_with_map(page, "new")

    assert written == f"Before\n{BEGIN}\n\nnew\n\n{END}\nafter"
    assert page_with_map(written, "new") == written
