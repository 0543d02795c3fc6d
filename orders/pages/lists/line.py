"""The line above a list: its tabs with their counts, and in it whatever else waits for somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from project.base.paging import count_words

from .filters import DUE_WORDS, Filters, Tab

Item = dict[str, Any]


def tile(counted: Mapping[str, int], name: str, label: Any, query: str, icon: str, tone: str = "") -> Item:
    """A figure that links to the rows it counts; without any, it has no tone. `name` is that of its count:
    of DUE_WORDS, or of what is counted beside the list."""
    number = counted[name]
    return {
        "name": name,
        "value": count_words(number),
        "label": label,
        "url": query,
        "icon": icon,
        "tone": tone if number else "",
    }


def line_of(wanted: Filters, counted: Mapping[str, int], tiles: Iterable[Item] = ()) -> list[Item]:
    """For ui/tabs.html: the tabs; beside that of `due_tab` what of it is late or due soon, at the end the
    other `tiles`. What counts nothing is left out, unless it is chosen or a tab.

    A board has all its states side by side, so of the tabs it has the first and the passing ones.
    """
    by_name = {each["name"]: each for each in tiles}
    first = wanted.kind.tabs[0]
    kept = [tab for tab in wanted.kind.tabs if tab is first or tab.passing or not wanted.board]
    tabs = [_tab(wanted, tab, counted) for tab in kept]
    near = [_due(wanted, by_name[name]) for name in DUE_WORDS if name in by_name]
    elsewhere = [_link(each) for name, each in by_name.items() if name not in DUE_WORDS]
    place = wanted.kind.due_tab + 1
    line = [*tabs[:place], *near, *tabs[place:], *elsewhere]
    return [item for item in line if item["stays"] or item["active"] or item["count"] != "0"]


def _due_chosen(wanted: Filters) -> str:
    """The word of DUE_WORDS that stands as if it were a tab itself."""
    return wanted.given.get("due", "") if wanted.tab is _due_tab(wanted) else ""


def _due_tab(wanted: Filters) -> Tab:
    return wanted.kind.tabs[wanted.kind.due_tab]


def _tab(wanted: Filters, tab: Tab, counted: Mapping[str, int]) -> Item:
    """A state belongs to its tab, so another tab begins without it."""
    chosen, number = _due_chosen(wanted), 0 if tab.closed else counted[tab.key]
    without = {"state": "", "sort": ""} | ({"due": ""} if chosen else {})
    if wanted.board and tab is not wanted.kind.tabs[0]:
        without["view"] = ""
    return {
        "label": tab.label,
        "url": wanted.url(tab=tab.key, **without),
        "active": tab is wanted.tab and not chosen,
        "count": None if tab.closed else count_words(number),
        "tone": tab.tone if number else "",
        "stays": not tab.passing,
    }


def _due(wanted: Filters, figure: Item) -> Item:
    address = wanted.url(tab=_due_tab(wanted).key, state="", sort="", due=figure["name"])
    return {**_link(figure), "url": address, "active": _due_chosen(wanted) == figure["name"]}


def _link(figure: Item) -> Item:
    names = ("label", "url", "tone", "icon")
    return {
        **{name: figure[name] for name in names},
        "active": False,
        "count": figure["value"],
        "stays": False,
    }
