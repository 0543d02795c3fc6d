from .draft_views import DraftView
from .drafts import DraftAddOn, OrderDraft
from .files import DraftFile
from .presets import OrderPreset, PresetAddOn, PresetDefault, PresetStyle, PresetUse

__all__ = [
    "DraftAddOn",
    "DraftFile",
    "DraftView",
    "OrderDraft",
    "OrderPreset",
    "PresetAddOn",
    "PresetDefault",
    "PresetStyle",
    "PresetUse",
]
