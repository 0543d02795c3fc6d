"""The resources of clients and their paths below /api/v1/."""

from __future__ import annotations

from .accounts import AccountViewSet
from .colleagues import ColleagueViewSet
from .desk import DeskAccountViewSet
from .favourites import FavouriteViewSet
from .style_guides import StyleGuideViewSet

ROUTES = [
    ("clients/accounts", AccountViewSet, "accounts"),
    ("clients/accounts", ColleagueViewSet, "colleagues"),
    ("clients/accounts", StyleGuideViewSet, "style-guides"),
    ("clients/accounts", DeskAccountViewSet, "desk-accounts"),
    ("clients/favourites", FavouriteViewSet, "favourites"),
]
