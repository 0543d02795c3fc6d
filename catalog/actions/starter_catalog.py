"""The starter catalog of a new agency: real services at plausible prices, for a manager to change."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F

from agencies.models import Agency
from catalog.models import (
    AddOn,
    AddOnPrice,
    Language,
    PriceBook,
    QualityPrice,
    QualityTier,
    ServicePrice,
    ServiceType,
    Subject,
    UrgencyPrice,
    UrgencyTier,
    VolumePrice,
    VolumeTier,
)

#: key, name, unit, rate per unit, least and most quantity, description
SERVICES = [
    (
        "article",
        "Article",
        "word",
        "0.24",
        200,
        8_000,
        "Features and blog articles, researched and sub-edited.",
    ),
    ("website-copy", "Website copy", "page", "140.00", 1, 60, "Landing pages, about pages, service pages."),
    (
        "product-descriptions",
        "Product descriptions",
        "item",
        "22.00",
        3,
        500,
        "Short texts for shops and catalogues.",
    ),
    ("case-study", "Case study", "word", "0.38", 500, 4_000, "A customer's story, with an interview."),
    ("white-paper", "White paper", "page", "180.00", 4, 40, "Long-form argument with sources."),
    ("newsletter", "Newsletter", "item", "160.00", 1, 52, "One issue, from subject line to sign-off."),
    ("press-release", "Press release", "item", "210.00", 1, 20, "News in the form that newsrooms use."),
    (
        "translation",
        "Translation",
        "word",
        "0.16",
        100,
        60_000,
        "By a translator who writes the target language.",
    ),
    (
        "proofreading",
        "Proofreading",
        "word",
        "0.025",
        500,
        120_000,
        "Spelling, grammar, consistency; nothing rewritten.",
    ),
    (
        "developmental-edit",
        "Developmental edit",
        "word",
        "0.045",
        1_000,
        120_000,
        "Structure, argument and voice, with a report.",
    ),
    ("biography", "Biography", "item", "95.00", 1, 200, "Short professional biographies."),
    ("speech", "Speech", "word", "0.55", 300, 4_000, "Written to be spoken, with a timed reading."),
    (
        "tutorial-feedback",
        "Writing feedback",
        "hour",
        "48.00",
        1,
        40,
        "A writing tutor's comments on a draft of your own.",
    ),
]
SUBJECTS = [
    ("technology", "Technology"),
    ("health", "Health"),
    ("finance", "Finance"),
    ("travel", "Travel"),
    ("food", "Food"),
    ("education", "Education"),
    ("culture", "Culture"),
    ("law", "Law"),
    ("environment", "Environment"),
    ("nonprofit", "Non-profit"),
    ("manufacturing", "Manufacturing"),
    ("real-estate", "Real estate"),
]
#: code, name
LANGUAGES = [
    ("en-GB", "English (British)"),
    ("en-US", "English (American)"),
    ("de", "German"),
    ("fr", "French"),
    ("es", "Spanish"),
    ("it", "Italian"),
    ("nl", "Dutch"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("sv", "Swedish"),
]
#: key, name, multiplier, description
QUALITIES = [
    ("standard", "Standard", "1.000", "One writer, reviewed by an editor."),
    ("premium", "Premium", "1.350", "A senior writer who knows the field, two editorial passes."),
]
#: key, name, within hours, multiplier, description
URGENCIES = [  # a deadline further away has no tier: the usual pace, multiplier 1
    ("same-day", "Same day", 24, "1.800", "Within 24 hours."),
    ("express", "Express", 72, "1.400", "Within three days."),
    ("swift", "Swift", 168, "1.150", "Within a week."),
]
#: key, name, kind, amount, description
ADDONS = [
    ("sources", "List of sources", "fixed", "35.00", "Every claim with its source, in one table."),
    ("seo", "Search outline", "fixed", "60.00", "Keywords, title and meta description."),
    ("images", "Image suggestions", "fixed", "25.00", "Three licensed suggestions with captions."),
    ("second-reader", "Second reader", "percent", "18.00", "A second editor reads it cold."),
    ("glossary", "Terminology check", "per_unit", "0.02", "Each term against your glossary."),
]
#: key, name, from how many pieces, percent off, description
VOLUMES = [  # fewer pieces together have no tier: the usual price
    ("from-10", "From 10 pieces", 10, "5.00", "One brief, commissioned together."),
    ("from-25", "From 25 pieces", 25, "10.00", "A whole team or class."),
]


def seed_starter_catalog(*, agency: Agency, now: dt.datetime, tax_rate: Decimal) -> PriceBook:
    """Give a new agency its first catalog and price book. Does nothing when there is a price book already.
    Nobody but who founds the agency knows its tax: none is assumed.

    Called by the signal that tells of a new agency, inside its transaction.
    """
    existing = PriceBook.objects.filter(agency=agency).order_by("-version").first()
    if existing:
        return existing
    with transaction.atomic():
        book = PriceBook.objects.create(
            agency=agency,
            version=1,
            minimum_charge=Decimal("60.00"),
            tax_rate=tax_rate,
            preferred_surcharge=Decimal("10.00"),
            created_at=now,
        )
        _things(Subject, agency, [(key, name, "") for key, name in SUBJECTS])
        _things(Language, agency, [(code, name, "") for code, name in LANGUAGES])
        _write_services(agency, book)
        _write_tiers(agency, book)
        _write_addons(agency, book)
        _write_volumes(agency, book)
        Agency.objects.filter(pk=agency.pk).update(catalog_version=F("catalog_version") + 1)
        agency.refresh_from_db(fields=["catalog_version"])
    return book


def _things(model: type[Any], agency: Agency, rows: list[tuple[str, str, str]]) -> list[Any]:
    return [
        model.objects.create(agency=agency, key=key, name=name, description=description, position=position)
        for position, (key, name, description) in enumerate(rows, start=1)
    ]


def _write_services(agency: Agency, book: PriceBook) -> None:
    for position, (key, name, unit, rate, least, most, description) in enumerate(SERVICES, start=1):
        service = ServiceType.objects.create(
            agency=agency, key=key, name=name, unit=unit, description=description, position=position
        )
        ServicePrice.objects.create(
            agency=agency,
            book=book,
            service=service,
            rate=Decimal(rate),
            minimum_quantity=least,
            maximum_quantity=most,
        )


def _write_tiers(agency: Agency, book: PriceBook) -> None:
    qualities = _things(
        QualityTier, agency, [(key, name, text) for key, name, _multiplier, text in QUALITIES]
    )
    for tier, (_key, _name, multiplier, _text) in zip(qualities, QUALITIES, strict=True):
        QualityPrice.objects.create(agency=agency, book=book, tier=tier, multiplier=Decimal(multiplier))
    urgencies = _things(
        UrgencyTier, agency, [(key, name, text) for key, name, _hours, _multiplier, text in URGENCIES]
    )
    for tier, (_key, _name, hours, multiplier, _text) in zip(urgencies, URGENCIES, strict=True):
        UrgencyPrice.objects.create(
            agency=agency, book=book, tier=tier, within_hours=hours, multiplier=Decimal(multiplier)
        )


def _write_addons(agency: Agency, book: PriceBook) -> None:
    addons = _things(AddOn, agency, [(key, name, text) for key, name, _kind, _amount, text in ADDONS])
    for addon, (_key, _name, kind, amount, _text) in zip(addons, ADDONS, strict=True):
        AddOnPrice.objects.create(agency=agency, book=book, addon=addon, kind=kind, amount=Decimal(amount))


def _write_volumes(agency: Agency, book: PriceBook) -> None:
    tiers = _things(VolumeTier, agency, [(key, name, text) for key, name, _pieces, _off, text in VOLUMES])
    for tier, (_key, _name, pieces, off, _text) in zip(tiers, VOLUMES, strict=True):
        VolumePrice.objects.create(
            agency=agency, book=book, tier=tier, from_pieces=pieces, percent=Decimal(off)
        )
