from .account_events import AccountEvent, AccountVerb
from .accounts import AccountInvitation, AccountPerson, ClientAccount
from .contacts import AccountContact
from .favourites import FavouriteWriter
from .marked import MarkedAccount
from .notes import AccountNote
from .placeholders import AccountPlaceholder
from .style_guides import StyleGuide

__all__ = [
    "AccountContact",
    "AccountEvent",
    "AccountInvitation",
    "AccountNote",
    "AccountPerson",
    "AccountPlaceholder",
    "AccountVerb",
    "ClientAccount",
    "FavouriteWriter",
    "MarkedAccount",
    "StyleGuide",
]
