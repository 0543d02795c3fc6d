"""What belongs to a portfolio: credentials, links, specialities, services, photo, figures. Also who put it on
their shortlist, and what the agency decides about portfolios."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, FileUse, Membership
from agencies.models.base import OfAgency
from catalog.models import ServiceType, Subject
from project.base.text import validate_text
from writers.states.portfolio import CredentialKind

from .portfolios import TITLE_LIMIT, URL_LIMIT, WriterPortfolio

if TYPE_CHECKING:
    from project.base.viewer import Viewer


class PortfolioCredential(OfAgency):
    """Something that a writer learned, was certified for or won. Stated by the writer."""

    portfolio = models.ForeignKey(WriterPortfolio, models.CASCADE, related_name="credentials")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=13, choices=CredentialKind)
    title = models.CharField(_("title"), max_length=TITLE_LIMIT, validators=[validate_text])
    issuer = models.CharField(_("from"), max_length=TITLE_LIMIT, blank=True, validators=[validate_text])
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)

    class Meta:
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["portfolio", "position"], name="portfoliocredential_position"),
            models.CheckConstraint(condition=~Q(title=""), name="portfoliocredential_has_title"),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__gte=1900, year__lte=2100), name="portfoliocredential_year"
            ),
        ]


class PortfolioLink(OfAgency):
    """An https address elsewhere, such as the writer's own site."""

    portfolio = models.ForeignKey(WriterPortfolio, models.CASCADE, related_name="links")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(_("label"), max_length=TITLE_LIMIT, validators=[validate_text])
    url = models.URLField(_("web address"), max_length=URL_LIMIT)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["portfolio", "position"], name="portfoliolink_position"),
            models.CheckConstraint(condition=Q(url__startswith="https://"), name="portfoliolink_https"),
        ]


class PortfolioSpeciality(OfAgency):
    """A subject that a writer names as a speciality."""

    portfolio = models.ForeignKey(WriterPortfolio, models.CASCADE, related_name="specialities")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("speciality")
        verbose_name_plural = _("specialities")
        constraints = [
            models.UniqueConstraint(fields=["portfolio", "subject"], name="portfoliospeciality_once")
        ]


class PortfolioService(OfAgency):
    """A service that a writer writes."""

    portfolio = models.ForeignKey(WriterPortfolio, models.CASCADE, related_name="services")
    service = models.ForeignKey(ServiceType, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("service of a portfolio")
        verbose_name_plural = _("services of a portfolio")
        constraints = [models.UniqueConstraint(fields=["portfolio", "service"], name="portfolioservice_once")]


class PortfolioPhotoQuerySet(models.QuerySet["PortfolioPhoto"]):
    def visible_to(self, viewer: Viewer) -> PortfolioPhotoQuerySet:
        """Photos of visible portfolios."""
        shown = WriterPortfolio.objects.visible_to(viewer)
        return self.filter(agency_id=viewer.agency_id, portfolio__in=shown)

    def seen_by(self, viewer: Viewer) -> PortfolioPhotoQuerySet:
        """Those of the portfolios that the viewer sees now, with the feature switched on or off."""
        shown = WriterPortfolio.objects.seen_by(viewer)
        return self.filter(agency_id=viewer.agency_id, portfolio__in=shown)


class PortfolioPhoto(FileUse):
    """The writer's photo in one width (PHOTO_WIDTHS), made by us from what was uploaded."""

    portfolio = models.ForeignKey(WriterPortfolio, models.CASCADE, related_name="photos")
    width = models.PositiveSmallIntegerField()

    objects = PortfolioPhotoQuerySet.as_manager()

    class Meta(FileUse.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        constraints = [models.UniqueConstraint(fields=["portfolio", "width"], name="portfoliophoto_width")]


class PortfolioFigures(OfAgency):
    """What was computed from a writer's work, as of a moment: written by the nightly sweep and on request,
    never typed. `on_time` of `judged` first versions came by their writer's deadline; `rating` is the mean
    of `rated` ratings by clients, drawn toward the agency's (writers/rules/feedback_averages.py)."""

    portfolio = models.OneToOneField(WriterPortfolio, models.CASCADE, related_name="figures")
    as_of = models.DateTimeField()
    orders = models.PositiveIntegerField(default=0)
    judged = models.PositiveIntegerField(default=0)
    on_time = models.PositiveIntegerField(default=0)
    rated = models.PositiveIntegerField(default=0)
    rating = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    since = models.DateField(null=True)

    class Meta:
        verbose_name = _("figures of a portfolio")
        verbose_name_plural = _("figures of portfolios")
        constraints = [
            models.CheckConstraint(
                condition=Q(on_time__lte=models.F("judged")), name="portfoliofigures_on_time"
            ),
        ]


class PortfolioPolicy(models.Model):
    """What an agency decides about its writers' portfolios; without a row the defaults hold."""

    agency = models.OneToOneField(Agency, models.PROTECT, related_name="portfolio_policy")
    approves = models.BooleanField(_("approve portfolios and samples before they are shown"), default=False)
    changed_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("portfolio policy")
        verbose_name_plural = _("portfolio policies")

    def __str__(self) -> str:
        return f"portfolios of {self.agency_id}"


class ShortlistedWriterQuerySet(models.QuerySet["ShortlistedWriter"]):
    def visible_to(self, viewer: Viewer) -> ShortlistedWriterQuerySet:
        """One's own list of portfolios that one may see still."""
        shown = WriterPortfolio.objects.visible_to(viewer)
        rows = self.filter(agency_id=viewer.agency_id, member_id=viewer.member_id)
        return rows.filter(portfolio__in=shown)


class ShortlistedWriter(OfAgency):
    """A portfolio that a client put on their shortlist."""

    member = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    portfolio = models.ForeignKey(WriterPortfolio, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = ShortlistedWriterQuerySet.as_manager()

    class Meta:
        verbose_name = _("shortlisted writer")
        verbose_name_plural = _("shortlisted writers")
        constraints = [
            models.UniqueConstraint(fields=["agency", "member", "portfolio"], name="shortlistedwriter_once")
        ]
