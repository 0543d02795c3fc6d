"""The price list of a new agency, begun from a template."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.rules.agencies import edits_catalog
from catalog.models import PriceBook
from catalog.pricing.sections import SECTIONS, Row, Section, rows_of
from catalog.states.templates import TEMPLATES, Template
from project.base.errors import NotVisible, WrongState, require
from project.base.viewer import Member

from .price_versions import save_section


def use_template(*, actor: Member, key: str, now: dt.datetime) -> PriceBook:
    """Let the agency offer what the template of this key holds, at its prices, and nothing else; answers the
    price book that is current then.

    Every part that differs becomes a version of its own, as if somebody had edited it: what the template
    lacks is archived and can be offered again, and the newest versions can be withdrawn. Name and rate of the
    tax stay. Does nothing when it is so already. Raises NotVisible for an unknown template, and WrongState
    once the agency is open: its clients order from its list then.
    """
    require(edits_catalog(actor))
    if key not in TEMPLATES:
        raise NotVisible()
    with transaction.atomic():
        agency = Agency.objects.select_for_update(no_key=True).get(pk=actor.agency_id)
        if reason := why_not_template(agency):
            raise WrongState(reason)
        for section in SECTIONS.values():
            book = _current(agency)
            rows = _rows(section, TEMPLATES[key], rows_of(section, book))
            save_section(actor=actor, section=section, rows=rows, base=book.version, now=now)
        actor.agency.refresh_from_db(fields=["catalog_version"])
    return _current(agency)


def why_not_template(agency: Agency) -> str:
    """Why the agency cannot begin from a template; "" when it can."""
    return _("Your agency is open. Edit the price list instead.") if agency.is_open else ""


def _current(agency: Agency) -> PriceBook:
    return PriceBook.objects.standing().filter(agency=agency)[0]


def _rows(section: Section, template: Template, before: list[Row]) -> list[Row]:
    """The rows of a part as the template has them; what else is offered there is not any more."""
    if section.thing is None:
        general = {
            name: Decimal(getattr(template, name)) for name in ("minimum_charge", "preferred_surcharge")
        }
        return [{**before[0], **general}]
    mine = list(things_of(section, template))
    keys = {row["key"] for row in mine}
    return [*mine, *({**row, "offered": False} for row in before if row["key"] not in keys)]


def things_of(section: Section, template: Template) -> list[Row]:
    """What a template offers of a part, as rows of it."""
    rows = MADE[section.part.value](template)
    return [{**row, "position": place, "offered": True} for place, row in enumerate(rows, start=1)]


def _services(template: Template) -> list[Row]:
    names = ("key", "name", "unit", "rate", "minimum_quantity", "maximum_quantity", "description")
    return [{**row, "rate": Decimal(row["rate"])} for row in _named(names, template.services)]


def _qualities(template: Template) -> list[Row]:
    rows = _named(("key", "name", "multiplier", "description"), template.qualities)
    return [{**row, "multiplier": Decimal(row["multiplier"])} for row in rows]


def _urgencies(template: Template) -> list[Row]:
    rows = _named(("key", "name", "within_hours", "multiplier", "description"), template.urgencies)
    return [{**row, "multiplier": Decimal(row["multiplier"])} for row in rows]


def _addons(template: Template) -> list[Row]:
    rows = _named(("key", "name", "kind", "amount", "description"), template.addons)
    return [{**row, "amount": Decimal(row["amount"])} for row in rows]


def _volumes(template: Template) -> list[Row]:
    rows = _named(("key", "name", "from_pieces", "percent", "description"), template.volumes)
    return [{**row, "percent": Decimal(row["percent"])} for row in rows]


def _subjects(template: Template) -> list[Row]:
    return [{"key": slugify(name), "name": name, "description": ""} for name in template.subjects]


def _languages(template: Template) -> list[Row]:
    return [{"key": code, "name": name, "description": ""} for code, name in template.languages]


def _named(names: tuple[str, ...], rows: Any) -> list[Row]:
    return [dict(zip(names, row, strict=True)) for row in rows]


#: How the rows of each part are made of a template.
MADE = {
    "services": _services,
    "qualities": _qualities,
    "urgencies": _urgencies,
    "addons": _addons,
    "volumes": _volumes,
    "subjects": _subjects,
    "languages": _languages,
}
