"""What of a quote was sent: each version a copy of the commission with its priced lines, never changed."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from catalog.models.catalog import AddOn, PriceBook, QualityTier, ServiceType, Subject, UrgencyTier
from catalog.models.price_lines import PricedLine
from drafts.models.commission import Commission, source_differs

#: The desk's words beneath a price, in characters.
ASSUMPTIONS_LIMIT = 4_000


class QuoteVersion(OfAgency, Commission):
    """What was offered, at what price, until when. Append-only by trigger;
    `answer` rows say what the client wrote."""

    quote = models.ForeignKey("quotes.OrderQuote", models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    service = models.ForeignKey(ServiceType, models.PROTECT, related_name="+")
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    quality = models.ForeignKey(QualityTier, models.PROTECT, related_name="+")
    urgency = models.ForeignKey(UrgencyTier, models.PROTECT, null=True, related_name="+")
    preferred_writer = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    addons = models.ManyToManyField(AddOn, through="quotes.QuoteAddOn", related_name="+")
    price_book = models.ForeignKey(PriceBook, models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    deadline = models.DateTimeField(_("deadline"))
    assumptions = models.TextField(blank=True, max_length=ASSUMPTIONS_LIMIT)
    addressee = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    valid_until = models.DateTimeField()

    class Meta:
        verbose_name = _("quote version")
        verbose_name_plural = _("quote versions")
        ordering = ["number"]
        constraints = [
            agency_id_unique("quoteversion"),
            models.UniqueConstraint(fields=["quote", "number"], name="quoteversion_number"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=1_000_000), name="quoteversion_quantity"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gt=models.F("sent_at")), name="quoteversion_validity"
            ),
            models.CheckConstraint(
                condition=Q(deadline__gt=models.F("valid_until")), name="quoteversion_deadline"
            ),
            source_differs("quoteversion"),
        ]

    def __str__(self) -> str:
        return f"{self.quote_id}/{self.number}"

    @property
    def total(self) -> Decimal:
        """The sum of its lines, tax included. Reads prefetched rows."""
        return sum((line.amount for line in self.lines.all()), Decimal("0.00"))


class QuoteAddOn(OfAgency):
    """An add-on of a version. Append-only by trigger."""

    version = models.ForeignKey(QuoteVersion, models.PROTECT, related_name="addon_rows")
    addon = models.ForeignKey(AddOn, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "addon"], name="quoteaddon_once")]


class QuoteLine(PricedLine):
    """One priced line of a version. Append-only by trigger."""

    version = models.ForeignKey(QuoteVersion, models.PROTECT, related_name="lines")

    class Meta(PricedLine.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="quoteline_position")]


class QuoteAnswer(OfAgency):
    """What the client said to a version, in words: the change they ask
    for, or why they decline. Append-only."""

    quote = models.ForeignKey("quotes.OrderQuote", models.PROTECT, related_name="answers")
    version = models.PositiveSmallIntegerField()
    verb = models.CharField(max_length=20)
    words = models.TextField(blank=True, max_length=2_000)
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
