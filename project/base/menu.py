"""The side menu of the workspace: groups by role, with the entries
that each app registers in its `ready()`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .hooks import Registry
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
    """A line of the group of that name. The pages that belong to it
    begin with `under`, "" for its own address.

    `position` orders the entries of a group: 10, 20, 30 …
    """

    group: str
    label: Any
    url_name: str
    icon: str
    position: int
    under: str = ""


menu_groups: Registry[Group] = Registry("project.base.menu.menu_groups")
menu_entries: Registry[Entry] = Registry("project.base.menu.menu_entries")


def entries_for(viewer: Viewer) -> list[tuple[Group, list[Entry]]]:
    """The groups of this viewer's roles in order, each with its entries in
    order; groups without any are left out."""
    entries = sorted(menu_entries, key=lambda entry: entry.position)
    groups = sorted(menu_groups.items(), key=lambda item: item[1].position)
    mine = [
        (group, [entry for entry in entries if entry.group == name])
        for name, group in groups
        if group.right(viewer)
    ]
    return [(group, found) for group, found in mine if found]
