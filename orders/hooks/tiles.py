"""Figures that apps to the right show above the lists of orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from project.base.hooks import Registry

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from project.base.viewer import Viewer


#: A moment, or the slot of a compiled query that it is put into.
Moment = Any


class Tile(Protocol):
    """A figure above the client's or the desk's list of orders, which leads to the rows that it counts."""

    @property
    def name(self) -> str:
        """As it is registered."""
        ...

    @property
    def position(self) -> int:
        """Where it stands among the others, which are at 10, 20, 30 … (orders/views/lists.py)."""
        ...

    @property
    def label(self) -> Any:
        """What it counts; lazily translated."""
        ...

    @property
    def icon(self) -> str:
        """A name in static/img/icons.svg."""
        ...

    @property
    def tone(self) -> str:
        """As templates/ui/stat.html has it: bad, warn, or "" for none. Without rows a tile has none."""
        ...

    def url(self) -> str:
        """The list of exactly these rows."""
        ...

    def rows(self, viewer: Viewer, now: Moment) -> QuerySet[Any]:
        """What is counted for this viewer at `now`. Asks nothing: one query counts everything on the page."""
        ...


#: Above the list of a client's own orders, and above the desk's list and board.
client_tiles: Registry[Tile] = Registry("orders.hooks.tiles.client_tiles")
desk_tiles: Registry[Tile] = Registry("orders.hooks.tiles.desk_tiles")
