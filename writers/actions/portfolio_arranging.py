"""The order of a portfolio's samples, and its collections."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Literal

from django.db import transaction
from django.utils.translation import gettext as _

from project.base.errors import Invalid, NotVisible, require
from project.base.viewer import Member
from writers.models import PortfolioCollection, PortfolioSample, WriterPortfolio
from writers.models.portfolios import MOST_ROWS, TITLE_LIMIT
from writers.rules.portfolio import can_edit_portfolio
from writers.states.portfolio import PortfolioVerb

from .portfolio import held_portfolio
from .portfolio_moves import leave_event, touch

Way = Literal["up", "down"]


def order_samples(
    *, actor: Member, portfolio: WriterPortfolio, ids: Sequence[str], now: dt.datetime
) -> list[PortfolioSample]:
    """Let the samples stand in the order of these public ids; those that are not named follow as they stood
    (somebody added one meanwhile). Unknown ids are passed over. The same order again changes nothing."""
    require(can_edit_portfolio(actor, portfolio))
    with transaction.atomic():
        stored = held_portfolio(actor, portfolio)
        rows = _rows(PortfolioSample, stored)
        wanted = {public_id: at for at, public_id in enumerate(ids)}
        arranged = sorted(rows, key=lambda row: wanted.get(row.public_id, len(wanted)))
        _arrange(PortfolioSample, stored, arranged, actor, now)
    return arranged


def move_sample(
    *, actor: Member, sample: PortfolioSample, way: Way, now: dt.datetime
) -> list[PortfolioSample]:
    """Let a sample change places with its neighbour. Does nothing at the end of the list."""
    require(can_edit_portfolio(actor, sample.portfolio))
    with transaction.atomic():
        stored = held_portfolio(actor, sample.portfolio)
        arranged = _swapped(_rows(PortfolioSample, stored), sample.pk, way)
        _arrange(PortfolioSample, stored, arranged, actor, now)
    return arranged


def add_collection(
    *, actor: Member, portfolio: WriterPortfolio, name: str, now: dt.datetime
) -> PortfolioCollection:
    """A new collection at the end. One of this name gives that one. Raises Invalid by "name"."""
    require(can_edit_portfolio(actor, portfolio))
    name = _checked(name)
    with transaction.atomic():
        stored = held_portfolio(actor, portfolio)
        rows = _rows(PortfolioCollection, stored)
        for row in rows:
            if row.name.casefold() == name.casefold():
                return row
        if len(rows) >= MOST_ROWS:
            raise Invalid({"name": _("Create at most %(most)s collections.") % {"most": MOST_ROWS}})
        position = rows[-1].position + 1 if rows else 0
        who = {"agency_id": actor.agency_id, "portfolio": stored}
        made = PortfolioCollection.objects.create(**who, name=name, position=position)
        _note(stored, actor, now)
    return made


def rename_collection(
    *, actor: Member, collection: PortfolioCollection, name: str, now: dt.datetime
) -> PortfolioCollection:
    """Give a collection another name. Raises Invalid by "name"."""
    require(can_edit_portfolio(actor, collection.portfolio))
    name = _checked(name)
    with transaction.atomic():
        stored, found = _held_collection(actor, collection)
        if found.name != name:
            found.name = name
            found.save(update_fields=["name"])
            _note(stored, actor, now)
    return found


def delete_collection(*, actor: Member, collection: PortfolioCollection, now: dt.datetime) -> None:
    """Delete a collection; its samples stay, in none."""
    require(can_edit_portfolio(actor, collection.portfolio))
    with transaction.atomic():
        stored, found = _held_collection(actor, collection)
        found.delete()
        _note(stored, actor, now)


def move_collection(*, actor: Member, collection: PortfolioCollection, way: Way, now: dt.datetime) -> None:
    """Let a collection change places with its neighbour. Does nothing at the end of the list."""
    require(can_edit_portfolio(actor, collection.portfolio))
    with transaction.atomic():
        stored = held_portfolio(actor, collection.portfolio)
        arranged = _swapped(_rows(PortfolioCollection, stored), collection.pk, way)
        _arrange(PortfolioCollection, stored, arranged, actor, now)


def _checked(name: str) -> str:
    if not 0 < len(name) <= TITLE_LIMIT:
        raise Invalid({"name": _("Enter a name of at most %(most)s characters.") % {"most": TITLE_LIMIT}})
    return name


def _held_collection(
    actor: Member, collection: PortfolioCollection
) -> tuple[WriterPortfolio, PortfolioCollection]:
    stored = held_portfolio(actor, collection.portfolio)
    for row in _rows(PortfolioCollection, stored):
        if row.pk == collection.pk:
            return stored, row
    raise NotVisible()


def _rows(model: Any, portfolio: WriterPortfolio) -> list[Any]:
    rows = model.objects.filter(agency_id=portfolio.agency_id, portfolio=portfolio)
    return list(rows.order_by("position", "id"))


def _swapped(rows: list[Any], pk: int, way: Way) -> list[Any]:
    at = next((place for place, row in enumerate(rows) if row.pk == pk), None)
    if at is None:
        raise NotVisible()
    other = at - 1 if way == "up" else at + 1
    if 0 <= other < len(rows):
        rows[at], rows[other] = rows[other], rows[at]
    return rows


def _arrange(
    model: Any, portfolio: WriterPortfolio, rows: Sequence[Any], actor: Member, now: dt.datetime
) -> None:
    """Number the rows of the (locked) portfolio as they stand. The constraint on positions is looked at when
    the transaction ends."""
    changed = [row for at, row in enumerate(rows) if row.position != at]
    if not changed:
        return
    for at, row in enumerate(rows):
        row.position = at
    model.objects.bulk_update(changed, ["position"])
    _note(portfolio, actor, now)


def _note(portfolio: WriterPortfolio, actor: Member, now: dt.datetime) -> None:
    touch(portfolio, now)
    portfolio.save(update_fields=["version", "changed_at"])
    leave_event(portfolio, PortfolioVerb.EDIT, actor=actor, now=now)
