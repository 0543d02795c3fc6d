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
from .price_versions import Part, PriceBookChange, PriceBookTakeBack

__all__ = [
    "AddOn",
    "AddOnPrice",
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
