"""What a template of a price list consists of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

#: key, name, unit, rate per unit, least and most quantity, description
Service = tuple[str, str, str, str, int, int, str]
#: key, name, multiplier, description
Quality = tuple[str, str, str, str]
#: key, name, within hours, multiplier, description
Urgency = tuple[str, str, int, str, str]
#: key, name, kind, amount, description
AddOn = tuple[str, str, str, str, str]
#: key, name, from how many pieces, percent off, description
Volume = tuple[str, str, int, str, str]

#: A deadline further away has no tier: the usual pace, multiplier 1.
USUAL_URGENCIES: Sequence[Urgency] = (
    ("same-day", "Same day", 24, "1.800", "Within 24 hours."),
    ("express", "Express", 72, "1.400", "Within three days."),
    ("swift", "Swift", 168, "1.150", "Within a week."),
)
#: Fewer pieces that are commissioned together have no tier: the usual price.
USUAL_VOLUMES: Sequence[Volume] = (
    ("from-10", "From 10 pieces", 10, "5", "One brief, commissioned together."),
    ("from-25", "From 25 pieces", 25, "10", "A whole team or class."),
)


@dataclass(frozen=True)
class Template:
    """A price list for a kind of agency, to begin with: what it is called and for whom it is, and its parts.

    Where two templates have the same key they mean the same thing, with the same unit. `subjects` are names;
    `languages` are (code, name).
    """

    key: str
    label: Any
    text: Any
    services: Sequence[Service]
    qualities: Sequence[Quality]
    addons: Sequence[AddOn]
    subjects: Sequence[str]
    languages: Sequence[tuple[str, str]]
    urgencies: Sequence[Urgency] = USUAL_URGENCIES
    volumes: Sequence[Volume] = USUAL_VOLUMES
    minimum_charge: str = "60.00"
    preferred_surcharge: str = "10.00"
