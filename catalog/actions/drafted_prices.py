"""A draft of prices, imported before: published by hand, or discarded."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency, Mark
from agencies.rules.agencies import edits_catalog
from catalog.models import DraftedThing, PriceBook, PricePublication
from catalog.pricing.drafted_prices import rows_with
from catalog.pricing.sections import SECTIONS, rows_of
from catalog.rules.drafted_prices import is_published
from project.base.errors import NotVisible, Stale, WrongState, require
from project.base.locks import locked
from project.base.viewer import Member

from .price_versions import save_section


def publish_draft(*, actor: Member, mark: Mark, base: int, now: dt.datetime) -> PriceBook:
    """Make a draft the price list: each part that it changes becomes a version of its own, as if somebody had
    edited it; what is not in the draft stays. Answers the version that is current then. A second call changes
    nothing.

    `base` is the number of the version beside which the draft was read: Stale when another one is current by
    now. Raises NotVisible for a draft that was discarded, Invalid for what no longer fits the list.
    """
    require(edits_catalog(actor))
    with transaction.atomic():
        stored = locked(actor, mark)
        Agency.objects.select_for_update(no_key=True).get(pk=actor.agency_id)
        book = _current(actor)
        if is_published(stored):
            return book
        things = _things(actor, stored)
        if book.version != base:
            raise Stale(_("The prices have changed since you opened this page."), current=book)
        for section in SECTIONS.values():
            mine = [thing for thing in things if thing.part == section.part]
            if mine:
                rows = rows_with(section, mine, rows_of(section, book))
                book = save_section(actor=actor, section=section, rows=rows, base=book.version, now=now)
        PricePublication.objects.create(agency=actor.agency, mark=stored, by=actor.membership, at=now)
    return book


def discard_draft(*, actor: Member, mark: Mark) -> None:
    """Delete a draft: the same rows can be imported again. Raises WrongState for one that was published."""
    require(edits_catalog(actor))
    with transaction.atomic():
        stored = locked(actor, mark)
        if is_published(stored):
            raise WrongState(_("This draft was published. Withdraw the versions instead."))
        DraftedThing.objects.filter(agency=actor.agency, mark=stored).delete()


def _things(actor: Member, mark: Mark) -> list[DraftedThing]:
    things = list(DraftedThing.objects.filter(agency=actor.agency, mark=mark))
    if not things:
        raise NotVisible()
    return things


def _current(actor: Member) -> PriceBook:
    return PriceBook.objects.standing().filter(agency=actor.agency)[0]
