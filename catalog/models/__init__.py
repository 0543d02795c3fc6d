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
)
from .languages import Language
from .price_versions import Part, PriceBookChange, PriceBookTakeBack

__all__ = [
    "AddOn",
    "AddOnPrice",
    "Language",
    "Part",
    "PriceBook",
    "PriceBookChange",
    "PriceBookTakeBack",
    "QualityPrice",
    "QualityTier",
    "ServicePrice",
    "ServiceType",
    "Subject",
    "UrgencyPrice",
    "UrgencyTier",
]
