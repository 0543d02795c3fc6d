"""Private ways to a sample: secret links with their views, and requests of clients to see one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from agencies.states.roles import is_staff
from project.base.ids import public_id
from project.base.text import validate_text

from .portfolio_samples import PortfolioSample

if TYPE_CHECKING:
    from project.base.viewer import Viewer

NAME_LIMIT = 80
MESSAGE_LIMIT = 1_000
PREFIX = 8
MOST_LINKS = 50
#: How often one link may be opened, at most, and for how many days it holds.
MOST_VIEWS, MOST_DAYS = 1_000, 365


class SampleLinkQuerySet(models.QuerySet["SampleLink"]):
    def visible_to(self, viewer: Viewer) -> SampleLinkQuerySet:
        """Links to the viewer's own samples; staff see all."""
        rows = self.filter(agency_id=viewer.agency_id)
        return rows if is_staff(viewer) else rows.filter(sample__portfolio__member_id=viewer.member_id)


class SampleLink(OfAgency):
    """A link to one sample for `name`, until `expires_at` and for at most `max_views` views. Only the hash of
    its key is stored. With `terms` its reader first agrees not to pass the text on, and the client of the
    order is told of each first view."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    sample = models.ForeignKey(PortfolioSample, models.CASCADE, related_name="private_links")
    name = models.CharField(_("for"), max_length=NAME_LIMIT, validators=[validate_text])
    prefix = models.CharField(max_length=PREFIX)
    hash = models.CharField(max_length=64, unique=True)
    terms = models.BooleanField(_("ask for agreement to keep it confidential"), default=False)
    max_views = models.PositiveSmallIntegerField(_("views"), null=True, blank=True)
    created_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = SampleLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("private link")
        verbose_name_plural = _("private links")
        constraints = [
            agency_id_unique("samplelink"),
            models.CheckConstraint(condition=Q(hash__regex=r"^[0-9a-f]{64}$"), name="samplelink_hash"),
            models.CheckConstraint(condition=~Q(name=""), name="samplelink_has_name"),
            models.CheckConstraint(
                condition=Q(max_views=None) | Q(max_views__gte=1, max_views__lte=MOST_VIEWS),
                name="samplelink_views",
            ),
        ]
        indexes = [models.Index(fields=["agency", "created_by", "-id"], name="samplelink_list")]

    def __str__(self) -> str:
        return self.public_id


class SampleView(OfAgency):
    """One view by a private link. Holds no address and no name of whoever looked."""

    link = models.ForeignKey(SampleLink, models.CASCADE, related_name="views")
    at = models.DateTimeField()
    agreed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("view of a sample")
        verbose_name_plural = _("views of samples")
        indexes = [models.Index(fields=["link", "-id"], name="sampleview_list")]


class SampleRequestQuerySet(models.QuerySet["SampleRequest"]):
    def visible_to(self, viewer: Viewer) -> SampleRequestQuerySet:
        """One's own requests, and those to see one's own samples; staff see all."""
        rows = self.filter(agency_id=viewer.agency_id)
        if is_staff(viewer):
            return rows
        return rows.filter(Q(asked_by_id=viewer.member_id) | Q(sample__portfolio__member_id=viewer.member_id))


class SampleRequest(OfAgency):
    """A client asks to see a sample that is shown on request; once granted they read it until
    `granted_until`."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    sample = models.ForeignKey(PortfolioSample, models.CASCADE, related_name="requests")
    asked_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    message = models.TextField(
        _("message"), blank=True, validators=[MaxLengthValidator(MESSAGE_LIMIT), validate_text]
    )
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    granted_until = models.DateTimeField(null=True)

    objects = SampleRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to see a sample")
        verbose_name_plural = _("requests to see samples")
        constraints = [
            agency_id_unique("samplerequest"),
            models.UniqueConstraint(
                fields=["sample", "asked_by"], condition=Q(answered_at=None), name="samplerequest_one_open"
            ),
            models.CheckConstraint(
                condition=Q(granted_until=None) | Q(answered_at__isnull=False), name="samplerequest_granted"
            ),
        ]
