"""The catalog and price book as the program uses them: read once per version, kept in the process.

The key of what is kept is (agency, catalog_version), which arrives with the request's one member query; so a
change is seen by every process with the next request, and a price partial asks the database nothing about
prices.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from agencies.models import Agency
from catalog.models import (
    AddOn,
    Language,
    PriceBook,
    QualityTier,
    ServiceType,
    Subject,
    UrgencyTier,
    VolumeTier,
)
from catalog.pricing import formula
from catalog.pricing.formula import ServiceRate, Tier


@dataclass(frozen=True)
class Offering:
    """Everything that can be ordered now, in the manager's order, with the ids that forms and rows need."""

    book_id: int
    book: formula.PriceBook
    services: tuple[ServiceType, ...]
    subjects: tuple[Subject, ...]
    qualities: tuple[QualityTier, ...]
    urgencies: tuple[UrgencyTier, ...]
    addons: tuple[AddOn, ...]
    languages: tuple[Language, ...]
    volumes: tuple[VolumeTier, ...]
    #: Of every language that the agency has ever had, by its code: what was ordered in it still names it.
    language_names: Mapping[str, str]

    def key_of(self, things: tuple[Any, ...], pk: int | None) -> str:
        """The stable key of a thing of the offering, or "" when it is not (or no longer) offered."""
        return next((thing.key for thing in things if thing.pk == pk), "")

    def language_choices(self, kept: Iterable[str] = ()) -> list[tuple[str, str]]:
        """Code and name of each language that can be chosen, and of those in `kept`, which somebody has
        chosen while they were offered."""
        offered = [(row.key, row.name) for row in self.languages]
        codes = {code for code, _name in offered}
        gone = [code for code in dict.fromkeys(kept) if code and code not in codes]
        return [*offered, *((code, self.language_names.get(code, code)) for code in gone)]

    @property
    def first_language(self) -> str:
        """The code of the language that is meant where nobody has chosen one."""
        return self.languages[0].key if self.languages else ""


def current_offering(agency: Agency) -> Offering:
    """The offering of `agency` at the version that its row names. Raises
    PriceBook.DoesNotExist without any prices."""
    return _offering(agency.pk, agency.catalog_version)


@lru_cache(maxsize=256)
def _offering(agency_id: int, version: int) -> Offering:
    row = PriceBook.objects.filter(agency_id=agency_id).standing().select_related("agency").first()
    if row is None:
        raise PriceBook.DoesNotExist(f"agency {agency_id} has no price book")

    def live(model: type[Any]) -> tuple[Any, ...]:
        return tuple(model.objects.filter(agency_id=agency_id, archived_at=None, prices__book=row))

    subjects = tuple(Subject.objects.filter(agency_id=agency_id, archived_at=None))
    spoken = tuple(Language.objects.filter(agency_id=agency_id))
    return Offering(
        book_id=row.pk,
        book=_book(row.pk),
        services=live(ServiceType),
        subjects=subjects,
        qualities=live(QualityTier),
        urgencies=live(UrgencyTier),
        addons=live(AddOn),
        volumes=live(VolumeTier),
        languages=tuple(language for language in spoken if language.archived_at is None),
        language_names=MappingProxyType({language.key: language.name for language in spoken}),
    )


def price_book(book_id: int) -> formula.PriceBook:
    """One stored version, which never changes, as the pure pricing takes it."""
    return _book(book_id)


@lru_cache(maxsize=512)
def _book(book_id: int) -> formula.PriceBook:
    row = PriceBook.objects.select_related("agency").get(pk=book_id)
    return formula.PriceBook(
        version=row.version,
        currency=row.agency.currency,
        minimum_charge=row.minimum_charge,
        tax_rate=row.tax_rate,
        tax_label=row.tax_label,
        preferred_surcharge=row.preferred_surcharge,
        prices_include_tax=row.prices_include_tax,
        services={price.service.key: _service(price) for price in row.services.select_related("service")},
        qualities={
            price.tier.key: Tier(price.tier.key, price.tier.name, price.multiplier)
            for price in row.qualities.select_related("tier")
        },
        urgencies=tuple(
            formula.UrgencyTier(price.tier.key, price.tier.name, price.within_hours, price.multiplier)
            for price in row.urgencies.select_related("tier").order_by("within_hours")
        ),
        addons={
            price.addon.key: formula.AddOn(price.addon.key, price.addon.name, price.kind, price.amount)
            for price in row.addons.select_related("addon")
        },
        volumes=tuple(
            formula.VolumeTier(price.tier.key, price.tier.name, price.from_pieces, price.percent)
            for price in row.volumes.select_related("tier").order_by("from_pieces")
        ),
    )


def _service(price: Any) -> ServiceRate:
    service = price.service
    return ServiceRate(
        service.key,
        service.name,
        service.unit,
        Decimal(price.rate),
        price.minimum_quantity,
        price.maximum_quantity,
    )
