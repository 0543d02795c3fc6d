"""Class orders: one payer commissions one deliverable for each member of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import is_staff
from catalog.models.catalog import AddOn, QualityTier, ServiceType, Subject
from clients.models.accounts import ClientAccount
from clients.querysets import MAY_ORDER, sees_as_client
from cohorts.states.cohorts import LIVE, CohortState, Receiver
from drafts.models.commission import Commission, source_differs
from project.base.ids import public_id
from project.base.search import holds
from project.base.text import validate_text

if TYPE_CHECKING:
    from project.base.viewer import Viewer

NAME_LIMIT, LABEL_LIMIT = 120, 60
#: Fields and groups of a class, at most.
MOST_FIELDS, MOST_GROUPS = 20, 50
#: What a placeholder may be called: {company}.
KEY = r"^[a-z][a-z0-9_]{0,29}$"


class CohortQuerySet(models.QuerySet["Cohort"]):
    def visible_to(self, viewer: Viewer) -> CohortQuerySet:
        """The desk sees all classes of its agency; payers and buyers of a client account those of it."""
        rows = self.filter(agency_id=viewer.agency_id)
        if is_staff(viewer):
            return rows
        if not sees_as_client(viewer):
            return rows.none()
        return rows.filter(
            account__people__membership_id=viewer.member_id, account__people__role__in=MAY_ORDER
        )

    def live(self) -> CohortQuerySet:
        return self.filter(state__in=LIVE)

    def containing(self, word: str | models.Expression) -> CohortQuerySet:
        """Those with `word` in the name."""
        return self.filter(holds(word, "name"))


class Cohort(OfAgency, Commission):
    """One class. What it has of a commission is the common brief: each member's order is made of it, with
    placeholders such as {company} filled from the member's values. `version` counts the saves of it.

    `state` is moved by cohorts.actions.moving.move_cohort alone. `asks_members`: each member writes a brief
    of their own, and is ordered for when it is in. `requested_by`: on whose behalf the orders are placed.
    """

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    name = models.CharField(_("name"), max_length=NAME_LIMIT, validators=[validate_text])
    account = models.ForeignKey(ClientAccount, models.PROTECT, related_name="cohorts", db_index=False)
    requested_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    created_by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    receiver = models.CharField(_("who receives the texts"), max_length=6, choices=Receiver)
    asks_members = models.BooleanField(_("ask each member for a brief"), default=False)
    state = models.CharField(_("state"), max_length=9, choices=CohortState, default=CohortState.PLANNING)
    service = models.ForeignKey(ServiceType, models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, related_name="+")
    quality = models.ForeignKey(QualityTier, models.PROTECT, null=True, blank=True, related_name="+")
    preferred_writer = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    addons = models.ManyToManyField(AddOn, through="cohorts.CohortAddOn", related_name="+")
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    budget = models.DecimalField(_("budget"), max_digits=12, decimal_places=2, null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    #: For how many members is being ordered, as a price is worked out (pricing/prices.py); no column.
    volume: int = 1

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        constraints = [
            agency_id_unique("cohort"),
            models.CheckConstraint(condition=~Q(name=""), name="cohort_named"),
            models.CheckConstraint(condition=Q(state__in=CohortState.values), name="cohort_state_known"),
            models.CheckConstraint(condition=Q(receiver__in=Receiver.values), name="cohort_receiver_known"),
            models.CheckConstraint(
                condition=Q(state__in=LIVE, ended_at=None) | ~Q(state__in=LIVE) & Q(ended_at__isnull=False),
                name="cohort_ended",
            ),
            models.CheckConstraint(
                condition=Q(quantity=None) | Q(quantity__gte=1, quantity__lte=1_000_000),
                name="cohort_quantity",
            ),
            models.CheckConstraint(condition=Q(budget=None) | Q(budget__gt=0), name="cohort_budget"),
            source_differs("cohort"),
        ]
        indexes = [
            models.Index(fields=["agency", "-created_at", "-id"], name="cohort_list"),
            models.Index(fields=["agency", "account", "-created_at", "-id"], name="cohort_list_account"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_live(self) -> bool:
        """Whether it can still be worked on."""
        return self.state in LIVE


class CohortAddOn(OfAgency):
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="addon_rows")
    addon = models.ForeignKey(AddOn, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "addon"], name="cohortaddon_once")]


class CohortGroup(OfAgency):
    """A part of a class, such as a department: progress is told by it."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="groups")
    name = models.CharField(_("name"), max_length=LABEL_LIMIT, validators=[validate_text])
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("group of a class")
        verbose_name_plural = _("groups of classes")
        ordering = ["position", "id"]
        constraints = [
            agency_id_unique("cohortgroup"),
            models.UniqueConstraint("cohort", Lower("name"), name="cohortgroup_name"),
            models.UniqueConstraint(fields=["cohort", "id"], name="cohortgroup_cohort_id"),
            models.CheckConstraint(condition=~Q(name=""), name="cohortgroup_named"),
        ]

    def __str__(self) -> str:
        return self.name


class CohortField(OfAgency):
    """What the common brief leaves open as {key}, and each member fills."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="fields")
    key = models.CharField(_("placeholder"), max_length=30)
    label = models.CharField(_("label"), max_length=LABEL_LIMIT, validators=[validate_text])
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("field of a class")
        verbose_name_plural = _("fields of classes")
        ordering = ["position", "id"]
        constraints = [
            agency_id_unique("cohortfield"),
            models.UniqueConstraint(fields=["cohort", "key"], name="cohortfield_key"),
            models.UniqueConstraint(fields=["cohort", "id"], name="cohortfield_cohort_id"),
            models.CheckConstraint(condition=Q(key__regex=KEY), name="cohortfield_key_form"),
            models.CheckConstraint(condition=~Q(label=""), name="cohortfield_labelled"),
        ]

    def __str__(self) -> str:
        return self.label
