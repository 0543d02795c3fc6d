"""The side menu of the workspace: groups by role, with the entries
that each app registers in its `ready()`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Any

from django.urls import reverse

from . import clock
from .features import is_on, leads_on
from .hooks import Registry
from .paging import count_words
from .viewer import Viewer


@dataclass(frozen=True)
class Group:
    """A heading of the menu, shown to members for whom `right` holds.
    `position` orders the groups: 10, 20, 30 …"""

    label: Any
    right: Callable[[Viewer], bool]
    position: int


@dataclass(frozen=True)
class Entry:
    """A line of the group of that name. The pages that belong to it begin with `under`, "" for its own
    address, or with one of `also`.

    `position` orders the entries of a group: 10, 20, 30 … `needs`: a feature of the group that it goes with,
    beside those of its page. `counts` names what is counted beside it, of
    `menu_counts`.
    """

    group: str
    label: Any
    url_name: str
    icon: str
    position: int
    under: str = ""
    counts: str = ""
    also: tuple[str, ...] = ()
    needs: str = ""


#: What lines of the menu count, by name: an expression over a membership, as an outer row, at a moment (its
#: slot), that the query for the person of a request carries along. Counts go to MOST_COUNTED and one more.
menu_counts: Registry[Callable[[Any], Any]] = Registry("project.base.menu.menu_counts")
MOST_COUNTED = 99
#: How the columns of these counts are called.
COUNT = "menu_count_"
menu_groups: Registry[Group] = Registry("project.base.menu.menu_groups")
menu_entries: Registry[Entry] = Registry("project.base.menu.menu_entries")


@dataclass(frozen=True, eq=False)
class MenuItem:
    """A line as it is printed. `active` marks the one that the page belongs to."""

    label: Any
    url: str
    icon: str
    #: The addresses that belong to it begin with one of these.
    under: tuple[str, ...]
    active: bool = False
    #: How many wait, in words; "" where none do.
    count: str = ""


@dataclass(frozen=True, eq=False)
class MenuGroup:
    """A heading with its lines."""

    label: Any
    items: tuple[MenuItem, ...]


@dataclass(frozen=True, eq=False)
class Menu:
    """A whole menu. The same groups with the same active line are one object, so that what is printed of it
    can be kept under it; its labels are spoken in the language of whoever prints them."""

    groups: tuple[MenuGroup, ...]

    def __iter__(self) -> Iterator[MenuGroup]:
        return iter(self.groups)


def count_columns(now: Any) -> dict[str, Any]:
    """The annotations of a query of memberships that `menu_of` reads."""
    return {f"{COUNT}{name}": column(now) for name, column in menu_counts.items()}


def menu_of(viewer: Viewer, path: str, member: Any = None) -> Menu:
    """The groups whose right the viewer holds, in order, each with its entries in order; groups without any
    are left out, and so are entries of features that the agency has switched off. One line at most is active:
    of those to which `path` belongs the first with the longest beginning. No query where `member` carries the
    counts (count_columns); else one."""
    held = tuple(name for name, group in menu_groups.items() if group.right(viewer))
    off = tuple(name for name, entry in menu_entries.items() if not _leads_on(viewer, entry))
    revisions = (menu_groups.revision, menu_entries.revision)
    items = [item for group in _menu(held, NONE, revisions, off) for item in group.items]
    own = [
        (len(begin), -place)
        for place, item in enumerate(items)
        for begin in item.under
        if path.startswith(begin)
    ]
    numbers = [(name, counted(member, name)) for name, _column in menu_counts.items()]
    waiting = tuple((name, number) for name, number in numbers if number)
    return _menu(held, -max(own)[1] if own else NONE, revisions, off, waiting)


def _leads_on(viewer: Viewer, entry: Entry) -> bool:
    """Whether the agency has what an entry leads to."""
    has = not entry.needs or is_on(viewer.agency, entry.needs)
    return has and leads_on(viewer.agency, entry.url_name)


def carries_counts(member: Any) -> bool:
    """Whether this membership was read with count_columns."""
    return all(hasattr(member, f"{COUNT}{name}") for name, _column in menu_counts.items())


def counted(member: Any, name: str) -> int:
    """What this line of the menu counts for a membership, MOST_COUNTED and one at most. No query for one that
    was read with count_columns, which whole pages do; of another all counts are asked for at once."""
    column = f"{COUNT}{name}"
    if member is not None and not hasattr(member, column):
        rows = type(member).objects.filter(pk=member.pk, agency_id=member.agency_id)
        vars(member).update(rows.values(**count_columns(clock.now())).get())
    return min(getattr(member, column, 0), MOST_COUNTED + 1)


#: The place of no line.
NONE = -1


@lru_cache(maxsize=1024)
def _menu(
    held: tuple[str, ...],
    active: int,
    revisions: tuple[int, int],
    off: tuple[str, ...] = (),
    waiting: tuple[tuple[str, int], ...] = (),
) -> Menu:
    """`active` is the place of the active line; `revisions` are those of the registries it is made of; `off`
    names the entries of features that are switched off."""
    shown = (entry for name, entry in menu_entries.items() if name not in off)
    entries = sorted(shown, key=lambda entry: entry.position)
    groups = sorted(menu_groups.items(), key=lambda item: item[1].position)
    places = count()
    found = [
        MenuGroup(
            group.label,
            tuple(
                _item(entry, next(places) == active, dict(waiting))
                for entry in entries
                if entry.group == name
            ),
        )
        for name, group in groups
        if name in held
    ]
    return Menu(tuple(group for group in found if group.items))


def _item(entry: Entry, active: bool, waiting: Mapping[str, int]) -> MenuItem:
    url, number = reverse(entry.url_name), waiting.get(entry.counts, 0)
    words = count_words(number, MOST_COUNTED) if number else ""
    return MenuItem(entry.label, url, entry.icon, (entry.under or url, *entry.also), active, words)
