"""Drafts are priced by the current version, each time anew (catalog.hooks.PriceUse)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from django.db.models import Q
from django.utils.translation import ngettext

from agencies.models import Agency
from catalog.hooks import Reach
from catalog.models import Part, PriceBook
from catalog.pricing.sections import Change, Section
from drafts.models import OrderDraft
from drafts.rules.held_drafts import in_writing
from project.base import clock


class DraftPrices:
    """Registered in apps.py."""

    def reach(self, agency: Agency, section: Section, changed: Sequence[Change]) -> Iterator[Reach]:
        drafts = in_writing(OrderDraft.objects.filter(agency=agency), clock.now())
        archived = {change.key for change in changed if change.field == "offered" and not change.new}
        if section.part == Part.VOLUMES:
            yield Reach(drafts.filter(service__isnull=False, volume__gt=1), _priced, place=10)
        elif section.part != Part.LANGUAGES:  # whatever the language, the price is the same
            yield Reach(drafts.filter(service__isnull=False), _priced, place=10)
        yield Reach(
            drafts.filter(_USES[section.part](archived)) if archived else drafts.none(), _losing, place=10
        )

    def holds(self, book: PriceBook) -> str:
        """A draft holds no version: it is priced by the one before."""
        return ""


_USES: dict[str, Callable[[set[str]], Q]] = {
    Part.SERVICES: lambda keys: Q(service__key__in=keys),
    Part.SUBJECTS: lambda keys: Q(subject__key__in=keys),
    Part.QUALITIES: lambda keys: Q(quality__key__in=keys),
    Part.URGENCIES: lambda keys: Q(pk=None),  # a draft names no tier: it follows from the deadline
    Part.ADDONS: lambda keys: Q(addon_rows__addon__key__in=keys),
    Part.VOLUMES: lambda keys: Q(pk=None),  # nor a volume tier: it follows from how many there are
    Part.LANGUAGES: lambda keys: Q(pk=None),  # a draft keeps its language
    Part.GENERAL: lambda keys: Q(pk=None),
}


def _priced(count: int) -> str:
    return ngettext(
        "%(n)s open draft will use the new prices. Its client sees the old price until they "
        "open the draft or try to place the order. Both prices then appear side by side, and "
        "nothing is ordered without the client’s consent.",
        "%(n)s open drafts will use the new prices. Their clients see the old prices until "
        "they open the draft or try to place the order. Both prices then appear side by "
        "side, and nothing is ordered without the client’s consent.",
        count,
    )


def _losing(count: int) -> str:
    return ngettext(
        "%(n)s draft uses something you are archiving. Its client has to choose something else.",
        "%(n)s drafts use something you are archiving. Their clients have to choose something else.",
        count,
    )
