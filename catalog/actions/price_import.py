"""A price list that an agency brings along from another program: a draft, published by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy

from agencies.hooks.imports import FollowUp, ImportRecord, RowFault
from agencies.models import Agency, Mark
from agencies.rules.import_records import written
from catalog.models import DraftedThing, PriceBook
from catalog.pricing.price_import import FIELDS, faults_beside, read_thing
from project.base.viewer import Member


class CatalogImport:
    """Of agencies.hooks.imports.import_kinds."""

    title = gettext_lazy("Price list")
    help = gettext_lazy(
        "Services, add-ons and tiers, as a draft: clients see nothing of it until you publish it."
    )
    fields = FIELDS
    follow_up = FollowUp(gettext_lazy("Review and publish prices"), "catalog:catalog_draft", of_import=True)

    def identity(self, text: str) -> str:
        """See ImportKind."""
        return text

    def known(self, agency: Agency, ids: Iterable[str]) -> set[str]:
        """See ImportKind."""
        rows = DraftedThing.objects.filter(agency=agency, external_id__in=list(ids))
        return set(rows.values_list("external_id", flat=True))

    def check(
        self, actor: Member, records: Sequence[ImportRecord], customs: Any, now: dt.datetime
    ) -> list[RowFault]:
        """See ImportKind."""
        read = [(record, *read_thing(record, customs)) for record in records]
        sound = [(record, facts) for record, facts, faults in read if not faults]
        found = [fault for _record, _facts, faults in read for fault in faults]
        book = PriceBook.objects.standing().filter(agency=actor.agency)[0]
        return [*found, *faults_beside(sound, book)]

    def store(
        self, actor: Member, mark: Mark, records: Sequence[ImportRecord], customs: Any, now: dt.datetime
    ) -> None:
        """See ImportKind."""
        written(
            DraftedThing(
                agency=actor.agency,
                mark=mark,
                external_id=record.external_id,
                position=place,
                **read_thing(record, customs)[0],
            )
            for place, record in enumerate(records, start=1)
        )
