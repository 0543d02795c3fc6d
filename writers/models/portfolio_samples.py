"""Samples in a portfolio: own texts and files, and deliveries that their client lets the writer show."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Expression, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, FileUse, Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import Role, is_staff
from catalog.models import ServiceType, Subject
from orders.models import Delivery, Order
from project.base import clock
from project.base.features import is_on
from project.base.ids import public_id
from project.base.text import validate_text
from writers.states.portfolio import Approval, Audience, FindingKind, PortfolioVerb, SampleSource

from .consents import SampleConsent
from .portfolios import NOTE_LIMIT, TITLE_LIMIT, WriterPortfolio

if TYPE_CHECKING:
    from project.base.viewer import Viewer

ABOUT_LIMIT = 500
BODY_LIMIT = 60_000
MOST_SAMPLES = 60


class PortfolioCollection(OfAgency):
    """Samples that a writer shows together, under a name."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    portfolio = models.ForeignKey(WriterPortfolio, models.CASCADE, related_name="collections")
    name = models.CharField(_("name"), max_length=TITLE_LIMIT, validators=[validate_text])
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        ordering = ["position", "id"]
        constraints = [
            agency_id_unique("portfoliocollection"),
            models.UniqueConstraint(
                fields=["portfolio", "position"],
                name="portfoliocollection_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=~Q(name=""), name="portfoliocollection_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class SampleQuerySet(models.QuerySet["PortfolioSample"]):
    def visible_to(self, viewer: Viewer) -> SampleQuerySet:
        """One's own and, for staff, all, published or not; for everybody else what is published for them in
        a portfolio that they see."""
        rows = self.filter(agency_id=viewer.agency_id)
        if is_staff(viewer):
            return rows
        seen = rows.published().filter(portfolio__in=WriterPortfolio.objects.visible_to(viewer))
        audiences = [Audience.PUBLIC]
        if Role.CLIENT in viewer.roles:
            audiences.append(Audience.CLIENTS)
        own = Q(portfolio__member_id=viewer.member_id) if viewer.member_id else Q(pk=None)
        shown = Q(pk__in=seen.filter(audience__in=audiences).values("pk"))
        granted = Q(pk__in=seen.granted_to(viewer).values("pk")) if viewer.member_id else Q(pk=None)
        return rows.filter(own | shown | granted)

    def seen_by(self, viewer: Viewer) -> SampleQuerySet:
        """Those visible to the viewer; of others than the desk one's own alone, while the agency has
        portfolios switched off (project/base/features.py)."""
        rows = self.visible_to(viewer)
        if is_staff(viewer) or is_on(viewer.agency, "portfolios"):
            return rows
        return rows.filter(portfolio__member_id=viewer.member_id)

    def on_request(self, viewer: Viewer) -> SampleQuerySet:
        """Those of which a client sees title and description, and may ask for the rest."""
        seen = self.published().filter(agency_id=viewer.agency_id, audience=Audience.REQUEST)
        if Role.CLIENT not in viewer.roles:
            return seen.none()
        return seen.filter(portfolio__in=WriterPortfolio.objects.visible_to(viewer))

    def granted_to(self, viewer: Viewer) -> SampleQuerySet:
        """Those shown on request that the viewer was granted, while that lasts. One filter: of two, each may
        be met by another request."""
        return self.filter(
            audience=Audience.REQUEST,
            requests__asked_by_id=viewer.member_id,
            requests__granted_until__gt=clock.now(),
        )

    def public(self, agency: Agency) -> SampleQuerySet:
        """What everybody reads at public addresses."""
        shown = WriterPortfolio.objects.public(agency)
        return self.published().filter(agency=agency, portfolio__in=shown, audience=Audience.PUBLIC)

    def published(self, now: dt.datetime | Expression | None = None) -> SampleQuerySet:
        """What its writer published and, where the agency approves, was approved; of an order only while its
        client's consent holds, to the moment: that of the clock, or `now`."""
        shown = self.filter(published_at__isnull=False, approval=Approval.APPROVED)
        granted = SampleConsent.objects.granted(clock.now() if now is None else now)
        granted = granted.filter(agency_id=OuterRef("agency_id"))
        return shown.filter(Q(consent=None) | Q(consent__in=granted))


class PortfolioSample(OfAgency):
    """One piece. Its `body` (Markdown) is a text of its own, also where it comes from `delivery`: what is
    shown was cut or cleared of names by the writer, and stays as it is whatever becomes of the order.

    One of an order is published only while `consent` holds for its audience; withdrawing it unpublishes at
    once. `version` rises with each edit."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    portfolio = models.ForeignKey(WriterPortfolio, models.PROTECT, related_name="samples")
    source = models.CharField(_("source"), max_length=5, choices=SampleSource)
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="+")
    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="+")
    consent = models.ForeignKey(SampleConsent, models.PROTECT, null=True, related_name="samples")
    title = models.CharField(_("title"), max_length=TITLE_LIMIT, validators=[validate_text])
    description = models.CharField(
        _("description"), max_length=ABOUT_LIMIT, blank=True, validators=[validate_text]
    )
    body = models.TextField(_("text"), blank=True, validators=[MaxLengthValidator(BODY_LIMIT), validate_text])
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, related_name="+")
    service = models.ForeignKey(ServiceType, models.PROTECT, null=True, blank=True, related_name="+")
    language = models.CharField(_("language"), max_length=35, blank=True)
    audience = models.CharField(_("visible to"), max_length=7, choices=Audience, default=Audience.LINK)
    collection = models.ForeignKey(
        PortfolioCollection, models.SET_NULL, null=True, blank=True, related_name="samples"
    )
    featured = models.BooleanField(_("featured"), default=False)
    position = models.PositiveSmallIntegerField()
    approval = models.CharField(max_length=8, choices=Approval, default=Approval.NONE)
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", db_index=False)
    decision_note = models.TextField(blank=True, validators=[MaxLengthValidator(NOTE_LIMIT), validate_text])
    published_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = SampleQuerySet.as_manager()

    class Meta:
        verbose_name = _("sample")
        verbose_name_plural = _("samples")
        ordering = ["position", "id"]
        constraints = [
            agency_id_unique("portfoliosample"),
            models.UniqueConstraint(
                fields=["portfolio", "position"],
                name="portfoliosample_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=~Q(title=""), name="portfoliosample_has_title"),
            models.CheckConstraint(
                condition=Q(source__in=SampleSource.values)
                & Q(audience__in=Audience.values)
                & Q(approval__in=Approval.values),
                name="portfoliosample_choices",
            ),
            models.CheckConstraint(
                condition=Q(source=SampleSource.ORDER, order__isnull=False)
                | ~Q(source=SampleSource.ORDER) & Q(order=None, delivery=None, consent=None),
                name="portfoliosample_order",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | ~Q(source=SampleSource.ORDER) | Q(consent__isnull=False),
                name="portfoliosample_published_with_consent",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "submitted_at", "id"],
                name="portfoliosample_waiting",
                condition=Q(approval=Approval.WAITING),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SampleFileQuerySet(models.QuerySet["SampleFile"]):
    def visible_to(self, viewer: Viewer) -> SampleFileQuerySet:
        """Files of visible samples."""
        shown = PortfolioSample.objects.visible_to(viewer)
        return self.filter(agency_id=viewer.agency_id, sample__in=shown)

    def seen_by(self, viewer: Viewer) -> SampleFileQuerySet:
        """Those of the samples that the viewer sees now, with the feature switched on or off."""
        shown = PortfolioSample.objects.seen_by(viewer)
        return self.filter(agency_id=viewer.agency_id, sample__in=shown)


class SampleFile(FileUse):
    """The file of a sample, without the details that programs keep in it (author, company, history)."""

    sample = models.OneToOneField(PortfolioSample, models.CASCADE, related_name="file")

    objects = SampleFileQuerySet.as_manager()

    class Meta(FileUse.Meta):
        verbose_name = _("file of a sample")
        verbose_name_plural = _("files of samples")


class ClearedFinding(OfAgency):
    """Words of a sample that could tell whose text it is, and that its writer says may be shown. What is
    found is worked out from the text each time (writers/rules/redaction.py)."""

    sample = models.ForeignKey(PortfolioSample, models.CASCADE, related_name="cleared")
    kind = models.CharField(max_length=8, choices=FindingKind)
    text = models.CharField(max_length=300)
    cleared_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    cleared_at = models.DateTimeField()

    class Meta:
        verbose_name = _("cleared finding")
        verbose_name_plural = _("cleared findings")
        constraints = [models.UniqueConstraint(fields=["sample", "kind", "text"], name="clearedfinding_once")]


class PortfolioEvent(OfAgency):
    """One act on a portfolio or one of its samples. Append-only; `actor` is null for the agency's clock, for
    somebody with a link, and for what a change of role or consent brought about."""

    portfolio = models.ForeignKey(WriterPortfolio, models.PROTECT, related_name="events")
    #: The sample's public id: samples can be deleted, acts cannot.
    sample = models.CharField(max_length=10, blank=True)
    actor = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=16, choices=PortfolioVerb)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("act on a portfolio")
        verbose_name_plural = _("acts on portfolios")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(verb__in=PortfolioVerb.values), name="portfolioevent_verb")
        ]
