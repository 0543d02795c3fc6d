"""The states of what leads to an order's writer: a waiting list, the pool, automatic acceptance."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlaceState(models.TextChoices):
    """A place in the list of those who are asked one after the other."""

    WAITING = "waiting", _("Waiting")
    ASKED = "asked", _("Asked")
    PASSED = "passed", _("Passed over")
    ANSWERED = "answered", _("Answered")
    CANCELLED = "cancelled", _("Cancelled")


#: The verb by which a writer gives back what a rule accepted in their name.
UNDO = "undo_acceptance"
LIVE_PLACES = (PlaceState.WAITING, PlaceState.ASKED)
#: From which state a place goes to which: who waits is asked, passed over (something speaks against them) or
#: taken off the list; who was asked has answered, let the time pass (passed over), or is asked no longer.
PLACE_MOVES = frozenset(
    {
        (PlaceState.WAITING, PlaceState.ASKED),
        (PlaceState.WAITING, PlaceState.PASSED),
        (PlaceState.WAITING, PlaceState.CANCELLED),
        (PlaceState.ASKED, PlaceState.ANSWERED),
        (PlaceState.ASKED, PlaceState.PASSED),
        (PlaceState.ASKED, PlaceState.CANCELLED),
        # An automatic acceptance was undone; who was asked has kept their offer meanwhile.
        (PlaceState.CANCELLED, PlaceState.WAITING),
        (PlaceState.CANCELLED, PlaceState.ASKED),
    }
)
#: Writers whom one list holds.
MOST_PLACES = 20


class PoolMode(models.TextChoices):
    """What eligible writers can do about an order in the pool."""

    TAKE = "take", _("First to accept gets it")
    INTEREST = "interest", _("Writers show interest, the desk chooses")


class PoolEnd(models.TextChoices):
    """Why an order is no longer in the pool."""

    GIVEN = "given", _("Assigned to a writer")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ENDED = "ended", _("The order was cancelled or put on hold")


class RuleClients(models.TextChoices):
    """From whom a rule accepts automatically."""

    ANY = "any", _("Any client")
    PREFERRED = "preferred", _("Preferred clients only")


class FitPart(models.TextChoices):
    """What speaks for giving a writer an order."""

    SUBJECT = "subject", _("Subject")
    LOAD = "load", _("Free capacity")
    ON_TIME = "on_time", _("On time")
    RATING = "rating", _("Rating by clients")
    SERVICE = "service", _("Service")
    CLIENT = "client", _("Preferred client")
    FAIRNESS = "fairness", _("Offers lately")
    WORKED_FOR = "worked_for", _("Knows the client")
