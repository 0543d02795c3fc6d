"""Portfolios: what a writer shows of themselves, to whom, and at which address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import Role, is_staff
from project.base.features import is_on
from project.base.ids import public_id
from project.base.text import validate_text
from writers.states.portfolio import Approval, Visibility

if TYPE_CHECKING:
    from project.base.viewer import Viewer

SLUG_LIMIT = 60
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
HEADLINE_LIMIT = 120
BIO_LIMIT = 5_000
NOTE_LIMIT = 1_000
TITLE_LIMIT = 120
URL_LIMIT = 300
#: Rows of one portfolio, at most: of credentials, links, specialities, services, collections.
MOST_ROWS = 20
#: Widths in pixels in which a photo is kept.
PHOTO_WIDTHS = (96, 240, 480)


class PortfolioQuerySet(models.QuerySet["WriterPortfolio"]):
    def visible_to(self, viewer: Viewer) -> PortfolioQuerySet:
        """One's own, whether on or off; all for staff; for clients those that are on for clients or everyone;
        for everybody else the public ones."""
        rows = self.filter(agency_id=viewer.agency_id)
        if is_staff(viewer):
            return rows
        shown = rows._live().filter(visibility=Visibility.PUBLIC)
        if Role.CLIENT in viewer.roles:
            shown = rows._live().filter(visibility__in=[Visibility.CLIENTS, Visibility.PUBLIC])
        own = rows.filter(member_id=viewer.member_id) if viewer.member_id else rows.none()
        return rows.filter(Q(pk__in=shown.values("pk")) | Q(pk__in=own.values("pk")))

    def seen_by(self, viewer: Viewer) -> PortfolioQuerySet:
        """Those visible to the viewer; of others than the desk one's own alone, while the agency has
        portfolios switched off (project/base/features.py)."""
        rows = self.visible_to(viewer)
        if is_staff(viewer) or is_on(viewer.agency, "portfolios"):
            return rows
        return rows.filter(member_id=viewer.member_id)

    def public(self, agency: Agency | OuterRef) -> PortfolioQuerySet:
        """Those that are at a public address, the same for everybody."""
        return self._live().filter(agency=agency, visibility=Visibility.PUBLIC)

    def for_clients(self, agency: Agency) -> PortfolioQuerySet:
        """Those that clients of the agency look through."""
        return self._live().filter(agency=agency).exclude(visibility=Visibility.PRIVATE)

    def _live(self) -> PortfolioQuerySet:
        return self.filter(
            enabled=True,
            approval=Approval.APPROVED,
            member__ended_at=None,
            member__suspended_at=None,
            member__roles__contains=[Role.WRITER],
        )


class WriterPortfolio(OfAgency):
    """What a writer shows of themselves, once they switch it on.

    `headline` and `bio` are what the writer edits; others read `shown_headline` and `shown_bio`, which are
    the same unless the agency approves portfolios and has not yet approved the newer words. `public_since`
    is when it first was public: its address answers 410 once it no longer is. `version` rises with
    everything that is edited, samples too; tags of pages are made of it, and of the moment of its figures
    (project.base.public_pages).
    """

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    member = models.OneToOneField(Membership, models.PROTECT, related_name="portfolio")
    slug = models.CharField(_("address"), max_length=SLUG_LIMIT, validators=[RegexValidator(SLUG)])
    enabled = models.BooleanField(_("show my portfolio"), default=False)
    visibility = models.CharField(
        _("visible to"), max_length=7, choices=Visibility, default=Visibility.PRIVATE
    )
    headline = models.CharField(
        _("headline"), max_length=HEADLINE_LIMIT, blank=True, validators=[validate_text]
    )
    bio = models.TextField(
        _("about you"), blank=True, validators=[MaxLengthValidator(BIO_LIMIT), validate_text]
    )
    shown_headline = models.CharField(max_length=HEADLINE_LIMIT, blank=True)
    shown_bio = models.TextField(blank=True)
    years = models.PositiveSmallIntegerField(_("years of experience"), null=True, blank=True)
    indexed = models.BooleanField(_("let search engines list it"), default=True)
    show_orders = models.BooleanField(_("completed orders"), default=False)
    show_on_time = models.BooleanField(_("delivered on time"), default=False)
    show_rating = models.BooleanField(_("rating by clients"), default=False)
    show_since = models.BooleanField(_("member since"), default=False)
    show_languages = models.BooleanField(_("languages"), default=True)
    approval = models.CharField(max_length=8, choices=Approval, default=Approval.NONE)
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", db_index=False)
    decision_note = models.TextField(blank=True, validators=[MaxLengthValidator(NOTE_LIMIT), validate_text])
    public_since = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = PortfolioQuerySet.as_manager()

    class Meta:
        verbose_name = _("portfolio")
        verbose_name_plural = _("portfolios")
        constraints = [
            agency_id_unique("writerportfolio"),
            models.UniqueConstraint(fields=["agency", "slug"], name="writerportfolio_slug"),
            models.CheckConstraint(condition=Q(slug__regex=SLUG), name="writerportfolio_slug_form"),
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values), name="writerportfolio_visibility"
            ),
            models.CheckConstraint(
                condition=Q(approval__in=Approval.values), name="writerportfolio_approval"
            ),
            models.CheckConstraint(condition=Q(years=None) | Q(years__lte=80), name="writerportfolio_years"),
        ]
        indexes = [
            models.Index(
                fields=["agency", "id"],
                name="writerportfolio_shown",
                condition=Q(enabled=True, approval=Approval.APPROVED) & ~Q(visibility=Visibility.PRIVATE),
            ),
            models.Index(
                fields=["agency", "submitted_at", "id"],
                name="writerportfolio_waiting",
                condition=Q(submitted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class PortfolioSlug(OfAgency):
    """An address that a portfolio has or had. Never somebody else's, even once its writer is erased."""

    slug = models.CharField(max_length=SLUG_LIMIT)
    portfolio = models.ForeignKey(WriterPortfolio, models.PROTECT, related_name="slugs")
    taken_at = models.DateTimeField()

    class Meta:
        verbose_name = _("portfolio address")
        verbose_name_plural = _("portfolio addresses")
        constraints = [models.UniqueConstraint(fields=["agency", "slug"], name="portfolioslug_once")]
