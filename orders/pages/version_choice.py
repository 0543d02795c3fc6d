"""Which two versions of an order's text a reader compares: the newest that they see and the one before it, or
two by number."""

from __future__ import annotations

from dataclasses import dataclass

from orders.models import Attachment, Delivery, Order
from orders.pages.order.deliveries import readable_deliveries
from orders.pages.version_comparison import Parts, parts_of
from orders.rules.sides import sides_of
from project.base.errors import NotVisible
from project.base.viewer import Viewer


@dataclass(frozen=True)
class Versions:
    """Two versions, the same one twice while there is no other, and the `numbers` of all that the reader
    sees."""

    numbers: list[int]
    old: Delivery
    new: Delivery

    def parts(self, chosen: tuple[str, str]) -> Parts:
        """What the two have, with two that the reader `chose` by hand; nothing for one compared with
        itself."""
        if self.old.number == self.new.number:
            return Parts(())
        files = Attachment.objects.filter(delivery__in=[self.old, self.new]).select_related("file")
        return parts_of(self.old, self.new, files.order_by("id"), chosen)


def versions_of(viewer: Viewer, order: Order, *, older: int = 0, newer: int = 0) -> Versions:
    """The two of these numbers, whichever is named first; 0, or one that the reader doesn't see, is the
    usual. Raises NotVisible where they see none."""
    rows = readable_deliveries(viewer, order, sides_of(viewer, order)).order_by("number")
    numbers = list(rows.values_list("number", flat=True))
    if not numbers:
        raise NotVisible()
    new = newer if newer in numbers else numbers[-1]
    before = [number for number in numbers if number < new] or numbers[:1]
    old = older if older in numbers else before[-1]
    found = {row.number: row for row in rows.filter(number__in=[old, new])}
    return Versions(numbers, found[min(old, new)], found[max(old, new)])
