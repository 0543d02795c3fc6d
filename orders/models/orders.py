"""Orders: a commission that was placed at a price."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from catalog.models.catalog import AddOn, PriceBook, QualityTier, ServiceType, Subject, UrgencyTier
from catalog.models.price_lines import PricedLine
from clients.models.accounts import ClientAccount
from drafts.models.commission import Commission, source_differs
from drafts.models.drafts import OrderDraft
from orders.querysets.orders import OrderQuerySet
from orders.states.orders import OPEN_STATES, RESUMABLE, State
from project.base.search import AgencyVector

from .order_facts import OrderFacts


class Order(OfAgency, Commission):
    """A placed commission. `state` is moved by orders.actions.moving.move_order alone."""

    number = models.CharField(_("number"), max_length=20)
    account = models.ForeignKey(ClientAccount, models.PROTECT, related_name="orders")
    requested_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    #: For whom it is made, where that is not the account that pays: a placeholder. What is written in it is
    #: theirs then to read and to accept, and not the account's (orders/rules/texts.py).
    receiver = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    draft = models.OneToOneField(OrderDraft, models.PROTECT, null=True, related_name="order")
    service = models.ForeignKey(ServiceType, models.PROTECT, related_name="+")
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    quality = models.ForeignKey(QualityTier, models.PROTECT, related_name="+")
    urgency = models.ForeignKey(UrgencyTier, models.PROTECT, null=True, related_name="+")
    preferred_writer = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    addons = models.ManyToManyField(AddOn, through="orders.OrderAddOn", related_name="+")
    price_book = models.ForeignKey(PriceBook, models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)

    state = models.CharField(max_length=20, choices=State, default=State.PLACED)
    resumes_to = models.CharField(max_length=20, choices=State, null=True, blank=True)
    hold_reason = models.CharField(_("reason"), max_length=500, blank=True)
    cancel_reason = models.CharField(_("reason"), max_length=500, blank=True)
    writer = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="written_orders")
    writer_fee = models.DecimalField(_("writer’s fee"), max_digits=10, decimal_places=2, null=True)
    editor = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="edited_orders")

    placed_at = models.DateTimeField()
    client_deadline = models.DateTimeField(_("deadline"))
    writer_deadline = models.DateTimeField(_("writer’s deadline"))
    delivered_at = models.DateTimeField(null=True, blank=True)
    review_ends_at = models.DateTimeField(null=True, blank=True)
    review_left = models.DurationField(
        null=True, blank=True, help_text=_("Time left in the review window while it is paused.")
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    search = models.GeneratedField(
        expression=AgencyVector("number", "title", "brief", "audience"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    #: What a query brought along, for whoever reads this object; None on one that an action has just locked.
    facts: OrderFacts | None = None
    #: Whether it only reads as completed, since its review window has ended (orders.rules.review_window).
    lapsed = False

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="order_number"),
            agency_id_unique("order"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="order_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=RESUMABLE, resumes_to__isnull=False)
                | (~Q(state__in=RESUMABLE) & Q(resumes_to=None)),
                name="order_resumes_to",
            ),
            models.CheckConstraint(
                condition=Q(writer=None) | ~Q(writer=F("requested_by")), name="order_writer_not_client"
            ),
            models.CheckConstraint(
                condition=Q(editor=None) | ~Q(editor=F("requested_by")), name="order_editor_not_client"
            ),
            models.CheckConstraint(
                condition=Q(editor=None) | Q(writer=None) | ~Q(editor=F("writer")),
                name="order_editor_not_writer",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.PLACED, State.OFFERED], writer=None)
                | ~Q(state__in=[State.PLACED, State.OFFERED]),
                name="order_waiting_has_no_writer",
            ),
            models.CheckConstraint(
                condition=Q(writer=None) | Q(writer_fee__isnull=False), name="order_writer_has_fee"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=1_000_000), name="order_quantity"
            ),
            models.CheckConstraint(
                condition=Q(writer_deadline__lte=F("client_deadline")), name="order_deadlines"
            ),
            source_differs("order"),
        ]
        indexes = [
            models.Index(fields=["agency", "-placed_at", "-id"], name="order_list"),
            models.Index(fields=["agency", "account", "-placed_at", "-id"], name="order_list_account"),
            models.Index(fields=["agency", "writer", "-placed_at", "-id"], name="order_list_writer"),
            models.Index(fields=["agency", "editor", "-placed_at", "-id"], name="order_list_editor"),
            models.Index(fields=["agency", "state", "-placed_at", "-id"], name="order_list_state"),
            models.Index(
                fields=["agency", "client_deadline", "id"],
                name="order_open_due",
                condition=Q(state__in=OPEN_STATES),
            ),
            # Open orders are few beside the closed ones: lists and counts of them read no others.
            models.Index(
                fields=["agency", "-placed_at", "-id"],
                name="order_open_new",
                condition=Q(state__in=OPEN_STATES),
            ),
            models.Index(
                fields=["agency", "account", "client_deadline", "id"],
                name="order_open_account",
                condition=Q(state__in=OPEN_STATES),
            ),
            models.Index(
                fields=["agency", "writer", "writer_deadline", "id"],
                name="order_open_writer",
                condition=Q(state__in=OPEN_STATES),
            ),
            models.Index(
                fields=["agency", "editor", "client_deadline", "id"],
                name="order_open_editor",
                condition=Q(state__in=OPEN_STATES),
            ),
            models.Index(
                fields=["agency", "receiver", "-placed_at", "-id"],
                name="order_list_receiver",
                condition=Q(receiver__isnull=False),
            ),
            models.Index(
                fields=["review_ends_at"], name="order_review_ends", condition=Q(state=State.DELIVERED)
            ),
            # Figures ask what was first delivered in a period.
            models.Index(
                fields=["agency", "delivered_at"],
                name="order_first_delivered",
                condition=Q(delivered_at__isnull=False),
            ),
            models.Index(
                fields=["agency", "account", "delivered_at"],
                name="order_delivered_account",
                condition=Q(delivered_at__isnull=False),
            ),
            models.Index(
                fields=["agency", "writer", "closed_at"],
                name="order_closed_writer",
                condition=Q(closed_at__isnull=False),
            ),
            # What waits for its client's feedback has ended a few days ago.
            models.Index(
                fields=["agency", "account", "closed_at"],
                name="order_closed_account",
                condition=Q(state=State.COMPLETED),
            ),
            GinIndex(fields=["search"], name="order_search", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.number


class OrderAddOn(OfAgency):
    order = models.ForeignKey(Order, models.CASCADE, related_name="addon_rows")
    addon = models.ForeignKey(AddOn, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "addon"], name="orderaddon_once")]


class OrderLine(PricedLine):
    """One priced line, as `catalog.pricing.formula` gave it when the
    order was placed. Append-only by trigger."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="lines")

    class Meta(PricedLine.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["order", "position"], name="orderline_position")]


class OrderCounter(OfAgency):
    """The last order number given in a year of the agency's zone. Locked while an
    order is placed: no gaps, no doubles."""

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="ordercounter_year")]
