"""Quotes: a draft at a price that the agency holds to until a day, for the client to accept."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import is_staff
from clients.models.accounts import ClientAccount
from clients.querysets import sees_as_client
from drafts.models.drafts import OrderDraft
from orders.models.orders import Order
from project.base.ids import public_id
from project.base.text import validate_text
from project.base.viewer import LinkHolder
from quotes.states import LIVE, QuoteState

from .quote_versions import ASSUMPTIONS_LIMIT, QuoteLine, QuoteVersion

if TYPE_CHECKING:
    from project.base.viewer import Viewer

WISH_LIMIT = 2_000
#: What a signed link of this kind opens.
LINK = "quote"


class OrderQuoteQuerySet(models.QuerySet["OrderQuote"]):
    def visible_to(self, viewer: Viewer) -> OrderQuoteQuerySet:
        """Staff see all of their agency's; the people of a client account those that were asked for or sent;
        whoever holds the link of a sent one that one, until it is taken back."""
        rows = self.filter(agency_id=viewer.agency_id)
        if isinstance(viewer, LinkHolder):
            sent = rows.filter(version__gt=0).exclude(state=QuoteState.WITHDRAWN)
            return sent.filter(public_id=viewer.public_id) if viewer.kind == LINK else rows.none()
        if is_staff(viewer):
            return rows
        return rows.as_client(viewer)

    def as_client(self, viewer: Viewer) -> OrderQuoteQuerySet:
        """Quotes of the viewer's own client accounts, without what the desk is only preparing."""
        if not sees_as_client(viewer):
            return self.none()
        mine = self.filter(agency_id=viewer.agency_id, account__people__membership_id=viewer.member_id)
        return mine.filter(Q(asked_by__isnull=False) | Q(version__gt=0))

    def live(self) -> OrderQuoteQuerySet:
        """Those that are stored as open; of a sent one, the time may be over."""
        return self.filter(state__in=LIVE)

    def open_at(self, now: Any) -> OrderQuoteQuerySet:
        """Those that are open at `now` (a moment or its slot): a sent one until its time is over."""
        return self.live().filter(~Q(state=QuoteState.SENT) | Q(valid_until=None) | Q(valid_until__gt=now))

    def with_sent(self) -> OrderQuoteQuerySet:
        """Each with `total` (the sum of the lines) and `sent_title` of its
        newest version; None while none was sent."""
        own = {"agency_id": OuterRef("agency_id")}
        newest = QuoteVersion.objects.filter(quote=OuterRef("pk"), number=OuterRef("version"), **own)
        lines = QuoteLine.objects.filter(
            version__quote=OuterRef("pk"), version__number=OuterRef("version"), **own
        ).order_by()
        total = lines.values("version").annotate(sum=Sum("amount")).values("sum")
        return self.annotate(total=Subquery(total), sent_title=Subquery(newest.values("title")))


class OrderQuote(OfAgency):
    """One quote about one draft. `version` is the newest that was sent, 0 before the first; `state` is moved
    by quotes.actions.moving.move_quote alone."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    number = models.CharField(_("number"), max_length=20)
    account = models.ForeignKey(ClientAccount, models.PROTECT, related_name="quotes")
    draft = models.ForeignKey(OrderDraft, models.PROTECT, related_name="quotes")
    #: What the desk has written and not sent yet, where that differs from the draft.
    work = models.OneToOneField(OrderDraft, models.PROTECT, null=True, related_name="worked_for")
    #: Who may answer it.
    addressee = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    prepared_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    wish = models.TextField(
        _("notes for the quote"),
        blank=True,
        max_length=WISH_LIMIT,
        validators=[MaxLengthValidator(WISH_LIMIT), validate_text],
    )
    assumptions = models.TextField(
        _("assumptions"),
        blank=True,
        max_length=ASSUMPTIONS_LIMIT,
        validators=[MaxLengthValidator(ASSUMPTIONS_LIMIT), validate_text],
    )
    state = models.CharField(max_length=12, choices=QuoteState)
    version = models.PositiveSmallIntegerField(default=0)
    #: Of the newest version; what is past it expires.
    valid_until = models.DateTimeField(_("valid until"), null=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True, validators=[validate_text])
    order = models.OneToOneField(Order, models.PROTECT, null=True, related_name="quote")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = OrderQuoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        constraints = [
            agency_id_unique("orderquote"),
            models.UniqueConstraint(fields=["agency", "number"], name="orderquote_number"),
            models.UniqueConstraint(
                fields=["draft"], condition=Q(state__in=LIVE), name="orderquote_one_live"
            ),
            models.UniqueConstraint(
                fields=["draft"], condition=Q(state="accepted"), name="orderquote_one_accepted"
            ),
            models.CheckConstraint(condition=Q(state__in=QuoteState.values), name="orderquote_state_known"),
            models.CheckConstraint(
                condition=Q(state="accepted", order__isnull=False) | (~Q(state="accepted") & Q(order=None)),
                name="orderquote_accepted_has_order",
            ),
            models.CheckConstraint(
                condition=Q(version=0, valid_until=None) | Q(version__gt=0, valid_until__isnull=False),
                name="orderquote_sent_has_validity",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "change_asked", "accepted", "expired"]) | Q(version__gt=0),
                name="orderquote_sent_has_version",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-updated_at", "-id"], name="orderquote_list"),
            models.Index(fields=["agency", "account", "-updated_at", "-id"], name="orderquote_list_account"),
            # What the desk's list counts and shows first, however many were answered.
            models.Index(
                fields=["agency", "-updated_at", "-id"],
                name="orderquote_open",
                condition=Q(state__in=LIVE),
            ),
            models.Index(
                fields=["agency", "valid_until"], name="orderquote_expiry", condition=Q(state="sent")
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def desk_draft(self) -> OrderDraft:
        """The commission as the desk prepares it."""
        return self.work or self.draft

    @property
    def live(self) -> bool:
        return self.state in LIVE


class QuoteTerm(OfAgency):
    """One thing agreed beyond the list price, as the desk entered it: a
    changed line, an own line, or the discount.

    Written anew with each save; what was sent stays in QuoteLine. `key` is the
    line's `kind:key`, or the own line's own.
    """

    quote = models.ForeignKey(OrderQuote, models.CASCADE, related_name="terms")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(
        max_length=10,
        choices=[("adjustment", _("Adjustment")), ("custom", _("Custom line")), ("discount", _("Discount"))],
    )
    key = models.CharField(max_length=61, blank=True)
    label = models.CharField(max_length=120, blank=True, validators=[validate_text])
    reason = models.CharField(max_length=300, blank=True, validators=[validate_text])
    amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["quote", "position"], name="quoteterm_position"),
            models.UniqueConstraint(fields=["quote", "kind", "key"], name="quoteterm_once"),
            models.CheckConstraint(
                condition=Q(kind="discount") | (~Q(reason="") & Q(percent=0)), name="quoteterm_has_reason"
            ),
            models.CheckConstraint(condition=Q(percent__gte=0, percent__lte=100), name="quoteterm_percent"),
        ]


class QuoteEvent(OfAgency):
    """One act on one quote; ids, states and numbers alone. Append-only by
    trigger. `actor` is null for the clock."""

    quote = models.ForeignKey(OrderQuote, models.PROTECT, related_name="events")
    actor = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=20)
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12)
    at = models.DateTimeField()
    version = models.PositiveSmallIntegerField(default=0)
    #: Whether the actor had opened the mailed link and typed the mailed code, instead of signing in.
    by_link = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [agency_id_unique("quoteevent")]
        indexes = [models.Index(fields=["quote", "id"], name="quoteevent_timeline")]


class QuoteCode(OfAgency):
    """A code mailed to the addressee, to answer version `version` once
    without signing in. Only its hash is kept."""

    quote = models.ForeignKey(OrderQuote, models.CASCADE, related_name="codes")
    person = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["quote", "-id"], name="quotecode_newest")]
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("made_at")), name="quotecode_ends")]


class QuoteCounter(OfAgency):
    """The last quote number given in a year of the agency's zone."""

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="quotecounter_year")]


class QuoteSettings(OfAgency):
    """How an agency quotes: how long a quote holds, when its end is
    reminded of, how much a manager may take off."""

    valid_days = models.PositiveSmallIntegerField(_("quote validity (days)"), default=14)
    reminder_hours = models.PositiveSmallIntegerField(_("reminder (hours before expiry)"), default=48)
    discount_limit = models.DecimalField(
        _("discount limit for managers (%)"), max_digits=5, decimal_places=2, default=Decimal(15)
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency"], name="quotesettings_one"),
            models.CheckConstraint(
                condition=Q(valid_days__gte=1, valid_days__lte=180), name="quotesettings_days"
            ),
            models.CheckConstraint(
                condition=Q(reminder_hours__gte=1, reminder_hours__lte=336), name="quotesettings_reminder"
            ),
            models.CheckConstraint(
                condition=Q(discount_limit__gte=0, discount_limit__lte=100), name="quotesettings_limit"
            ),
        ]
