"""Questions that catalog asks of apps to its right, without importing them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import QuerySet

from project.base.hooks import Registry

if TYPE_CHECKING:
    from agencies.models import Agency

    from .models import PriceBook
    from .pricing.sections import Change, Section


@dataclass(frozen=True)
class Reach:
    """Rows that a next version would reach, and the sentence about so many of them.

    `words(count)` says it for one or for more, with %(n)s where the number stands; it is asked only when
    there are any. `place` says where it stands among those of all apps, small numbers first.
    """

    rows: QuerySet[Any]
    words: Callable[[int], str]
    place: int


class PriceUse(Protocol):
    """What an app does with prices."""

    def reach(self, agency: Agency, section: Section, changed: Sequence[Change]) -> Iterable[Reach]:
        """What is there that a version with these changes would reach, priced
        anew or not. Asks the database nothing."""
        ...

    def holds(self, book: PriceBook) -> str:
        """Why this version cannot be taken back any more, as a sentence; "" when it can."""
        ...


price_uses: Registry[PriceUse] = Registry("catalog.hooks.price_uses")
