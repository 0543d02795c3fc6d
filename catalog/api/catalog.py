"""`/api/v1/orders/catalog/`: what can be ordered and at which prices, for everybody; each part of it for
managers, who change one by making the next version of the price list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.response import Response

from agencies.rules.agencies import edits_catalog, sees_catalog
from agencies.rules.opening import require_shown
from catalog.actions import price_versions
from catalog.forms.price_sections import MOST_VERSIONS, SectionForm
from catalog.models import PriceBook
from catalog.pages.price_effects import preview_of
from catalog.pricing import sections
from catalog.pricing.offering import current_offering
from catalog.pricing.sections import SECTIONS, Row, Section, text_of
from project.base.api.endpoint import ANYBODY, endpoint, only, verb
from project.base.api.resource import Resource
from project.base.errors import Invalid, NotVisible

from .catalog_rows import catalog_shown, changes_shown, part_shown
from .catalog_shapes import CatalogChange, CatalogOut, CatalogPartOut, CatalogPreviewOut

MANAGERS = only(edits_catalog)


@dataclass(frozen=True)
class CatalogPart:
    """A part as one version of the price list has it."""

    section: Section
    book: PriceBook
    rows: Sequence[Row]

    @property
    def version(self) -> int:
        return self.book.version


class CatalogViewSet(Resource):
    """The parts: services, subjects, languages, qualities, urgencies, addons, volumes, general."""

    lookup_field = "part"
    lookup_value_converter = "slug"

    def thing(self, key: str) -> CatalogPart:
        """A part by its name. Managers see what is archived, too."""
        if key not in SECTIONS:
            raise NotVisible()
        require_shown(self.viewer)
        section = SECTIONS[key]
        book = PriceBook.objects.filter(agency=self.http.agency).standing()[0]
        rows = sections.rows_of(section, book)
        if not sees_catalog(self.viewer):
            rows = [row for row in rows if row["offered"]]
        return CatalogPart(section, book, rows)

    def shown(self, thing: CatalogPart) -> dict[str, Any]:
        return part_shown(thing.section, thing.version, thing.rows)

    @endpoint(ANYBODY, CatalogOut)
    def list(self, request: Any) -> Response:
        """Read what can be ordered, and at which prices."""
        require_shown(self.viewer)
        return Response(catalog_shown(current_offering(self.http.agency)))

    @endpoint(ANYBODY, CatalogPartOut)
    def retrieve(self, request: Any, part: str) -> Response:
        """Read one part of the catalog. Managers see what is archived, too."""
        return self.ok(self.thing(part))

    @endpoint(MANAGERS, CatalogPartOut, body=CatalogChange, versioned=True)
    def partial_update(self, request: Any, part: str) -> Response:
        """Change a part of the catalog. The change becomes the next version of the price list; orders and
        quotes keep the version that they have. Rows that are not sent stay as they are."""
        thing = self.thing(part)
        price_versions.save_section(
            actor=self.viewer,
            section=thing.section,
            rows=self._rows(thing),
            base=self.version(),
            now=self.now,
        )
        return self.ok(self.thing(part))

    @verb("preview", MANAGERS, CatalogPreviewOut, body=CatalogChange, versioned=True)
    def preview(self, request: Any, part: str) -> Response:
        """See what a change would do. Nothing is stored."""
        thing = self.thing(part)
        rows = self._rows(thing)
        found = preview_of(self.http.agency, thing.section, thing.book, thing.rows, rows, base=self.version())
        return Response(
            {
                "version": thing.version + 1,
                "changes": changes_shown(found.changes),
                "effects": found.reach,
                "warnings": found.oddities,
            }
        )

    def _rows(self, thing: CatalogPart) -> Sequence[Row]:
        """The rows that were sent, by the form of the page. Raises Invalid under `rows.2.rate` and the
        like."""
        base = self.version()
        sent = self.body["rows"]
        problems = _strange(thing.section, sent)
        form = SectionForm(thing.section, thing.rows, base=base, data=_typed(thing, sent))
        if base >= MOST_VERSIONS or (thing.section.thing is None and len(sent) != 1):
            problems["rows"] = [_("Send one row.")]
        if not form.is_valid() or problems:
            raise Invalid({**_mistakes(form), **problems})
        return form.rows()


def _strange(section: Section, sent: Sequence[Row]) -> dict[str, list[str]]:
    """Fields that this part does not have."""
    known = {"key", "offered", *section.fields} if section.thing else set(section.fields)
    words = [_("This field is unknown.")]
    return {f"rows.{at}.{name}": words for at, row in enumerate(sent) for name in row if name not in known}


def _typed(thing: CatalogPart, sent: Sequence[Row]) -> dict[str, Any]:
    """What a person would have sent who changed this in the form: each row whole."""
    if thing.section.thing is None:
        return {**_texts(thing.rows[0]), **_texts(sent[0] if sent else {})}
    stored = {row["key"]: row for row in thing.rows}
    data: dict[str, Any] = {"form-TOTAL_FORMS": str(len(sent)), "form-INITIAL_FORMS": "0"}
    for at, row in enumerate(sent):
        whole = {**stored.get(row.get("key", ""), {"offered": True}), **row}
        data |= {f"form-{at}-{name}": value for name, value in _texts(whole).items()}
    return data


def _texts(row: Row) -> dict[str, Any]:
    return {name: value if isinstance(value, bool) else text_of(value) for name, value in row.items()}


def _mistakes(form: SectionForm) -> dict[str, list[str]]:
    """What is wrong, by row and field."""
    found = {
        f"rows.{at}" if name == "__all__" else f"rows.{at}.{name}": [str(text) for text in texts]
        for at, row in enumerate(form.forms)
        for name, texts in row.errors.items()
    }
    return {**found, **({"rows": form.problems} if form.problems else {})}
