"""Things of apps to the right that the search box finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from project.base.hooks import Registry

if TYPE_CHECKING:
    from project.base.viewer import Viewer


@dataclass(frozen=True)
class Found:
    """One thing found: its title with an address, and what else stands beside it. `id` is its number or id in
    the API, `order` the number of the order that it belongs to."""

    title: str
    url: str
    facts: str = ""
    id: str = ""
    order: str = ""


def each(words: Sequence[str]) -> dict[str, str]:
    """The words as values of a compiled query, which takes them as `**words: Slot`."""
    return {f"word_{place}": word for place, word in enumerate(words)}


class SearchKind(Protocol):
    """Things of an app to the right that the search box finds."""

    @property
    def title(self) -> Any:
        """The heading of what is found; lazily translated."""
        ...

    @property
    def icon(self) -> str:
        """A name in static/img/icons.svg."""
        ...

    def find(self, viewer: Viewer, words: Sequence[str], most: int, orders: Sequence[int]) -> Sequence[Found]:
        """Up to `most` things that the viewer may see and that fit every word. `orders` are the ids of orders
        of the agency that do, for what belongs to an order. One query, or two."""
        ...


search_kinds: Registry[SearchKind] = Registry("orders.hooks.search.search_kinds")
