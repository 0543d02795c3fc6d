from .accounts import AccountInvitation, AccountPerson, ClientAccount
from .favourites import FavouriteWriter
from .style_guides import StyleGuide

__all__ = [
    "AccountInvitation",
    "AccountPerson",
    "ClientAccount",
    "FavouriteWriter",
    "StyleGuide",
]
