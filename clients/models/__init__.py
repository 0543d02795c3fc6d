from .accounts import AccountInvitation, AccountPerson, ClientAccount
from .favourites import FavouriteWriter

__all__ = [
    "AccountInvitation",
    "AccountPerson",
    "ClientAccount",
    "FavouriteWriter",
]
