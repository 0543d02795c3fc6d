"""Who reads the timeline of an order, and how one verb reads in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

DESK, WRITER, EDITOR, CLIENT, CONCERNED = "desk", "writer", "editor", "client", "concerned"
INSIDE = (DESK, WRITER, EDITOR)
ALL = (*INSIDE, CLIENT)
#: Offers and their fees, and asks for more time, are between the desk and the writer concerned.
OFFERS = (DESK, CONCERNED)


@dataclass(frozen=True)
class Line:
    """How one verb reads. `texts` maps a reader to the words after the actor's name; whoever is missing sees
    nothing. They may name {person}, {amount}, {until}, {delivery} and {revision}.

    `side` is the side that usually acts ("" when nobody does): readers who
    may not know the name read that instead. `shared`: the client's side, the writer and the desk may all act.
    """

    icon: str
    tone: str
    side: str
    texts: Mapping[str, Any]
    shared: bool = False


def same(text: Any, readers: Iterable[str]) -> dict[str, Any]:
    """For `texts` of a line: the same words for each of these readers."""
    return dict.fromkeys(readers, text)
