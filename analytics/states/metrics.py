"""What a metric may be made of: kinds of numbers, how rows become one, the spans of a series."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Board(models.TextChoices):
    """Whose figures: each has its own metrics, pages and calls."""

    CLIENT = "client", _("Client")
    AGENCY = "agency", _("Agency")
    WRITER = "writer", _("Writer")
    WRITERS = "writers", _("One writer, for the desk")
    EDITOR = "editor", _("Editor")
    CLASS = "class", _("Class")


class Unit(models.TextChoices):
    """What a number counts."""

    COUNT = "count", _("number")
    MONEY = "money", _("money")
    SHARE = "share", _("share")
    DURATION = "duration", _("duration")
    WORDS = "words", _("words")
    RATING = "rating", _("rating from 1 to 5")


class How(models.TextChoices):
    """How the values of the rows become one number."""

    COUNT = "count", _("How many rows there are")
    SUM = "sum", _("The sum of the values")
    SHARE = "share", _("The share of rows whose value is 1")
    MEDIAN = "median", _("The value in the middle; of an even number halfway between the two")
    MEAN = "mean", _("The sum of the values, divided by how many there are")


class Granularity(models.TextChoices):
    """The spans of a series."""

    DAY = "day", _("By day")
    WEEK = "week", _("By week")
    MONTH = "month", _("By month")


class Preset(models.TextChoices):
    """Periods that need no dates."""

    MONTH = "month", _("This month")
    DAYS_30 = "30", _("Last 30 days")
    DAYS_90 = "90", _("Last 90 days")
    YEAR = "year", _("Last 12 months")
    OWN = "own", _("From a day to a day")
