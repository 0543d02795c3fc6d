"""Webhooks: addresses that an agency's events are sent to, what was sent there, and each attempt."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.states.roles import is_management
from agencies.states.webhooks import TEST, DeliveryState, Outcome, SwitchedOff
from project.base.ids import public_id
from project.base.text import validate_text

from .base import OfAgency, agency_id_unique
from .membership import Membership

if TYPE_CHECKING:
    from project.base.viewer import Viewer

NAME_LIMIT, URL_LIMIT, KIND_LIMIT = 60, 500, 60
#: Characters of a receiver's answer that the log keeps.
ANSWER_LIMIT = 2_000


def message_id() -> str:
    """What a receiver tells deliveries apart by: the same for every attempt at one."""
    return f"msg_{secrets.token_hex(16)}"


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def visible_to(self, viewer: Viewer) -> WebhookQuerySet:
        """Managers and owners see those of their agency; nobody sees one that was removed."""
        rows = self.filter(agency_id=viewer.agency_id, removed_at=None)
        return rows if is_management(viewer) else rows.none()

    def listening(self, agency_id: int, kind: str) -> WebhookQuerySet:
        """Those of an agency that take events of this kind now."""
        return self.filter(agency_id=agency_id, removed_at=None, enabled=True, kinds__contains=[kind])


class Webhook(OfAgency):
    """An address that events of chosen `kinds` are sent to, signed with its secret.

    Secrets lie encrypted (project.base.secret_box); until `former_until` the one before the last rotation
    signs too. `failures` counts deliveries given up in a row, `failing_since` is the first failed attempt
    since the last success; `off_reason` says why it was switched off if nobody did it. A removed one keeps
    neither address nor secret, and its row goes with the last of its deliveries.
    """

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    name = models.CharField(_("name"), max_length=NAME_LIMIT, validators=[validate_text])
    url = models.CharField(_("URL"), max_length=URL_LIMIT, blank=True)
    kinds = ArrayField(models.CharField(max_length=KIND_LIMIT))
    enabled = models.BooleanField(default=True)
    secret = models.CharField(max_length=300, blank=True)
    former_secret = models.CharField(max_length=300, blank=True)
    former_until = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    off_reason = models.CharField(max_length=10, choices=SwitchedOff, blank=True)
    off_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        constraints = [
            agency_id_unique("webhook"),
            models.UniqueConstraint(
                fields=["agency", "name"], condition=Q(removed_at=None), name="webhook_one_of_a_name"
            ),
            models.CheckConstraint(
                condition=Q(former_secret="", former_until=None)
                | (~Q(former_secret="") & Q(former_until__isnull=False)),
                name="webhook_former_secret_ends",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(url="", secret="", former_secret="", enabled=False),
                name="webhook_removed_keeps_no_secret",
            ),
            models.CheckConstraint(
                condition=Q(off_reason="") | Q(off_reason__in=SwitchedOff.values, enabled=False),
                name="webhook_off_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["former_until"], name="webhook_former", condition=~Q(former_secret="")),
            models.Index(
                fields=["removed_at"], name="webhook_removed", condition=Q(removed_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class WebhookDelivery(OfAgency):
    """One event on its way to one webhook: `body` is sent as it stands, by each attempt under the same
    `message_id`.

    `tries` counts attempts begun, `tries_before` those before the last replay. `claimed_until`: the worker
    that is at it has so long; nobody else touches it meanwhile.
    """

    webhook = models.ForeignKey(Webhook, models.PROTECT, related_name="deliveries")
    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    message_id = models.CharField(max_length=40, unique=True, default=message_id, editable=False)
    kind = models.CharField(max_length=KIND_LIMIT)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tries_before = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        constraints = [
            agency_id_unique("webhookdelivery"),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.WAITING, next_at__isnull=False, ended_at=None)
                | Q(
                    state__in=(DeliveryState.DELIVERED, DeliveryState.GIVEN_UP, DeliveryState.DROPPED),
                    next_at=None,
                    claimed_until=None,
                    ended_at__isnull=False,
                ),
                name="webhookdelivery_waits_or_has_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["webhook", "-made_at", "-id"], name="webhookdelivery_log"),
            models.Index(
                fields=["webhook", "state", "-made_at", "-id"],
                name="webhookdelivery_troubled",
                condition=Q(state__in=(DeliveryState.WAITING, DeliveryState.GIVEN_UP, DeliveryState.DROPPED)),
            ),
            models.Index(
                fields=["next_at"], name="webhookdelivery_due", condition=Q(state=DeliveryState.WAITING)
            ),
            models.Index(fields=["made_at"], name="webhookdelivery_kept"),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_test(self) -> bool:
        return self.kind == TEST


class WebhookAttempt(OfAgency):
    """One attempt at a delivery: where it went, and what came back. `status` is empty where no answer came,
    `outcome` while it runs."""

    delivery = models.ForeignKey(WebhookDelivery, models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    url = models.CharField(max_length=URL_LIMIT)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.CharField(max_length=ANSWER_LIMIT, blank=True)
    milliseconds = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("webhook attempt")
        verbose_name_plural = _("webhook attempts")
        constraints = [
            models.UniqueConstraint(fields=["delivery", "number"], name="webhookattempt_once"),
        ]

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.number}"
