"""Whether every page has its place: measured, or excused in words."""

from __future__ import annotations

from project.belonging import PAGE_OF
from tests.project.helpers.doors import GET

from .excused import EXCUSED
from .other_pages import OTHERS
from .pages import GOALS


def pages_of_doors() -> set[str]:
    """The doors behind which there is a page: those that neither refuse a GET for being one, nor lead to the
    page that they belong to."""
    doors = {name for statuses, names in GET.items() if "405" not in statuses for name in names}
    return doors - PAGE_OF.keys()


def missing() -> list[str]:
    """The pages that are neither measured nor excused."""
    placed = {page.door for page in (*GOALS, *OTHERS)} | {
        name for names in EXCUSED.values() for name in names
    }
    return sorted(pages_of_doors() - placed)


def unknown() -> list[str]:
    """What is measured or excused although no door has that name, or although both are said of it."""
    excused = [name for names in EXCUSED.values() for name in names]
    measured = {page.door for page in (*GOALS, *OTHERS)}
    known = {name for names in GET.values() for name in names}
    return sorted({*excused, *measured} - known | measured & set(excused))
