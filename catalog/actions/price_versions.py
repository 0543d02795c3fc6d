"""New versions of an agency's prices, and taking the newest back while nobody has ordered by it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.rules.agencies import edits_catalog
from catalog.hooks import price_uses
from catalog.models import Part, PriceBook, PriceBookChange, PriceBookTakeBack
from catalog.pricing.sections import (
    MOST_THINGS,
    SECTIONS,
    WORDS,
    Change,
    Row,
    Section,
    compare,
    rows_of,
    twins,
    with_keys,
)
from catalog.rules.languages import language_code
from project.base.errors import Invalid, Stale, WrongState, require
from project.base.viewer import Member

GENERAL_FIELDS = ("minimum_charge", "tax_rate", "tax_label", "prices_include_tax", "preferred_surcharge")


def save_section(
    *, actor: Member, section: Section, rows: Sequence[Row], base: int, now: dt.datetime
) -> PriceBook:
    """Make the next version of the price book with these rows of one part; every other price is copied.

    `base` is the number of the version that the rows were edited from: Stale when another one is current by
    now. Does nothing, and returns the current version, when it says the same already: so a second click is
    harmless. Things that are missing in `rows` stay as they are. No order, and no version that exists, is
    touched. Raises Invalid when nothing of what an order needs would be left, or two things would have one
    name.
    """
    require(edits_catalog(actor))
    with transaction.atomic():
        book = _locked_current(actor.agency)
        before = rows_of(section, book)
        rows = with_keys(section, _recognised(section, rows, before, stale=base != book.version), before)
        changes = compare(section, before, rows)
        if not changes:
            return book
        if base != book.version:
            raise Stale(_("The prices have changed since you started editing."), current=book)
        check_rows(section, rows, before)
        new = _next_book(actor, book, section, rows, now)
        _write_changes(new, section, changes)
        if section.thing:
            _write_things(new, section, rows, {change.key for change in changes}, now)
            _write_prices(new, section, rows, before)
        _publish(actor.agency)
    return new


def take_back(*, actor: Member, book: PriceBook, now: dt.datetime) -> PriceBook:
    """Make the version before `book` current again; the words and the offer of the catalog go back with it.

    Only the newest version, only while no order was placed with it, and never the first: raises WrongState
    otherwise. Does nothing when it was taken back before. Returns the version that is current now.
    """
    require(edits_catalog(actor))
    with transaction.atomic():
        current = _locked_current(actor.agency)
        if PriceBookTakeBack.objects.filter(agency=actor.agency, book=book).exists():
            return current
        # Orders hold this row while they are placed (conversion), so none can come in between.
        PriceBook.objects.select_for_update().get(agency=actor.agency, pk=book.pk)
        if reason := why_not_take_back(book, current):
            raise WrongState(reason)
        PriceBookTakeBack.objects.create(agency=actor.agency, book=book, by_id=actor.member_id, at=now)
        before = PriceBook.objects.standing().filter(agency=actor.agency)[0]
        _restore_things(book, now)
        _publish(actor.agency)
    return before


def why_not_take_back(book: PriceBook, current: PriceBook) -> str:
    """Why this version cannot be taken back; "" when it can."""
    if book.pk != current.pk:
        return _("Only the latest version can be withdrawn.")
    if not PriceBook.objects.standing().filter(agency_id=book.agency_id, version__lt=book.version).exists():
        return _("There is no earlier version to go back to.")
    return next((reason for use in price_uses if (reason := use.holds(book))), "")


def check_rows(section: Section, rows: Sequence[Row], before: Sequence[Row]) -> None:
    """Raises Invalid when a part with these rows could not be ordered from."""
    sent = {row["key"] for row in rows}
    every = [*rows, *(row for row in before if row["key"] not in sent)]
    if section.needs_one and not any(row["offered"] for row in every):
        raise Invalid({"": _("Offer at least one item.")})
    if section.part == Part.LANGUAGES and not all(language_code(row["key"]) for row in rows):
        raise Invalid({"": _("Enter a language code, such as en-GB or de.")})
    if section.thing and twins([row for row in every if row["offered"]]):
        raise Invalid({"": _("Two entries have the same name. Change one of them.")})
    if len(every) > MOST_THINGS:
        raise Invalid({"": _("A list can have at most %(most)s entries.") % {"most": MOST_THINGS}})


def _locked_current(agency: Agency) -> PriceBook:
    """The current version, with the agency's row locked: one change of the catalog at a time."""
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    return PriceBook.objects.standing().filter(agency=agency)[0]


def _recognised(
    section: Section, rows: Sequence[Row], before: Sequence[Row], *, stale: bool
) -> Sequence[Row]:
    """A new thing that has been stored since the form was opened gets its key: it
    was this very click, or a colleague's."""
    if not stale or section.thing is None:
        return rows
    keys = {row["name"].casefold(): row["key"] for row in before if row["offered"]}
    return [row if row["key"] else {**row, "key": keys.get(row["name"].casefold(), "")} for row in rows]


def _next_book(
    actor: Member, book: PriceBook, section: Section, rows: Sequence[Row], now: dt.datetime
) -> PriceBook:
    last = PriceBook.objects.filter(agency=actor.agency).aggregate(last=Max("version"))["last"]
    general = rows[0] if section.thing is None else {name: getattr(book, name) for name in GENERAL_FIELDS}
    new = PriceBook.objects.create(
        agency=actor.agency,
        version=last + 1,
        created_by_id=actor.member_id,
        created_at=now,
        **{name: general[name] for name in GENERAL_FIELDS},
    )
    for other in SECTIONS.values():
        if other.price and other is not section:
            _copy_prices(other.price, book, new)
    return new


def _copy_prices(model: type[Any], book: PriceBook, new: PriceBook) -> None:
    copies = list(model.objects.filter(agency_id=book.agency_id, book=book).order_by("id"))
    for row in copies:
        row.pk, row.book, row._state.adding = None, new, True
    model.objects.bulk_create(copies)


def _write_changes(book: PriceBook, section: Section, changes: Sequence[Change]) -> None:
    PriceBookChange.objects.bulk_create(
        PriceBookChange(
            agency_id=book.agency_id,
            book=book,
            position=place,
            part=section.part,
            key=change.key,
            name=change.name,
            field=change.field,
            old=change.old,
            new=change.new,
        )
        for place, change in enumerate(changes, start=1)
    )


def _write_things(
    book: PriceBook, section: Section, rows: Sequence[Row], changed: set[str], now: dt.datetime
) -> None:
    """Store the words of what changed, archive what is not offered any more, and make what is new."""
    model: Any = section.thing
    things = {thing.key: thing for thing in model.objects.filter(agency_id=book.agency_id, key__in=changed)}
    _free_names(model, things.values())
    for row in rows:
        if row["key"] not in changed:
            continue
        thing = things.get(row["key"]) or model(agency_id=book.agency_id, key=row["key"])
        if row["offered"] or not thing.pk:
            for name in (*WORDS, *section.fixed):
                setattr(thing, name, row[name])
        thing.archived_at = None if row["offered"] else now
        thing.save()


def _free_names(model: type[Any], things: Any) -> None:
    """Let go of the names for the moment, so that two things can exchange theirs under a unique name."""
    for thing in things:
        model.objects.filter(pk=thing.pk).update(name=f"\N{MIDDLE DOT} {thing.pk}")


def _write_prices(book: PriceBook, section: Section, rows: Sequence[Row], before: Sequence[Row]) -> None:
    if section.price is None:
        return
    sent = {row["key"] for row in rows}
    live = [row for row in (*rows, *(row for row in before if row["key"] not in sent)) if row["offered"]]
    model: Any = section.thing
    ids = dict(model.objects.filter(agency_id=book.agency_id).values_list("key", "pk"))
    section.price.objects.bulk_create(
        section.price(
            agency_id=book.agency_id,
            book=book,
            **{f"{section.link}_id": ids[row["key"]]},
            **{name: row[name] for name in section.numbers},
        )
        for row in live
    )


def _restore_things(book: PriceBook, now: dt.datetime) -> None:
    """Undo what a version did to the words and the offer of things; what it had added is archived."""
    changes = list(book.changes.all())
    if not changes or (model := SECTIONS[changes[0].part].thing) is None:
        return
    things = {thing.key: thing for thing in model.objects.filter(agency_id=book.agency_id)}
    added = {change.key for change in changes if change.field == "name" and not change.old}
    touched = [things[key] for key in {change.key for change in changes}]
    _free_names(model, touched)
    for change in changes:
        if change.field == "offered":
            things[change.key].archived_at = None if change.old else now
        elif change.field in WORDS and change.key not in added:
            setattr(things[change.key], change.field, change.old)
    for thing in touched:
        thing.position = int(thing.position)
        thing.save()


def _publish(agency: Agency) -> None:
    """Make every process read the catalog anew, with its next request."""
    Agency.objects.filter(pk=agency.pk).update(catalog_version=F("catalog_version") + 1)
    agency.refresh_from_db(fields=["catalog_version"])
