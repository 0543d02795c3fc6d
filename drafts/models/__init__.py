from .drafts import DraftAddOn, OrderDraft
from .presets import OrderPreset, PresetAddOn, PresetDefault, PresetStyle, PresetUse

__all__ = [
    "DraftAddOn",
    "OrderDraft",
    "OrderPreset",
    "PresetAddOn",
    "PresetDefault",
    "PresetStyle",
    "PresetUse",
]
