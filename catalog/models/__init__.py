from .catalog import (
    AddOn,
    AddOnPrice,
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
from .drafted_prices import DRAFTED, DraftedThing, PricePublication
from .languages import Language
from .price_versions import Part, PriceBookChange, PriceBookTakeBack

__all__ = [
    "DRAFTED",
    "AddOn",
    "AddOnPrice",
    "DraftedThing",
    "Language",
    "Part",
    "PriceBook",
    "PriceBookChange",
    "PriceBookTakeBack",
    "PricePublication",
    "QualityPrice",
    "QualityTier",
    "ServicePrice",
    "ServiceType",
    "Subject",
    "UrgencyPrice",
    "UrgencyTier",
    "VolumePrice",
    "VolumeTier",
]
