"""The words of orders, messages and delivered texts, by which they are found."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from agencies.models.base import OfAgency

from .deliveries import Delivery
from .messages import Message
from .orders import Order


class SearchText(OfAgency):
    """The words of an order's number, title, brief and audience; or of a message's present wording; or of a
    delivery's text. The database writes it in the transaction that writes these (`orders_search_text`).

    `words` also holds the agency and the kind as a word (`key_of`), which every query demands: an index of
    words cannot lead with a number.
    """

    order = models.ForeignKey(Order, models.CASCADE, related_name="+")
    message = models.OneToOneField(Message, models.CASCADE, null=True, related_name="+")
    delivery = models.OneToOneField(Delivery, models.CASCADE, null=True, related_name="+")
    words = SearchVectorField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(message=None, delivery=None), name="searchtext_order_once"
            ),
            models.CheckConstraint(condition=Q(message=None) | Q(delivery=None), name="searchtext_of_one"),
        ]
        indexes = [GinIndex(fields=["words"], name="searchtext_words", fastupdate=False)]
