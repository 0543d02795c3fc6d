"""The tenant: an agency, and the hosts that lead to it."""

from __future__ import annotations

import zoneinfo
from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.states.second_factor import FactorScope
from project.base.features import Switches, is_on
from project.base.text import validate_text

NAME_LIMIT = 80
PHONE_LIMIT = 40

#: A hundred terabytes.
MOST_MEGABYTES = 100_000_000


class SignUpPolicy(models.TextChoices):
    OPEN = "open", _("Anyone can sign up as a client")
    INVITATION = "invitation", _("By invitation only")


class WorkingManager(models.Manager["Agency"]):
    """Agencies that are not suspended."""

    def get_queryset(self) -> models.QuerySet[Agency]:
        return super().get_queryset().filter(suspended_at=None)


class Agency(models.Model):
    """One writing agency of the installation: everything else belongs to exactly one of these."""

    name = models.CharField(_("name"), max_length=NAME_LIMIT)
    code = models.CharField(
        _("code"),
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2,6}\Z")],
        help_text=_("Every order number starts with this code."),
    )
    currency = models.CharField(
        _("currency"), max_length=3, default="EUR", validators=[RegexValidator(r"^[A-Z]{3}\Z")]
    )
    timezone = models.CharField(_("time zone"), max_length=64, default="Europe/London")
    #: How clients reach it, at the foot of its public pages; empty until somebody says it.
    contact_email = models.EmailField(_("contact email address"), blank=True, db_default="")
    contact_phone = models.CharField(
        _("contact phone number"),
        max_length=PHONE_LIMIT,
        blank=True,
        db_default="",
        validators=[validate_text],
    )
    #: In which pages and mails address visitors, and whoever has not chosen one; empty: the installation's.
    language = models.CharField(
        _("language"), max_length=8, blank=True, choices=settings.LANGUAGES, db_default=""
    )
    #: What the agency has chosen of its features (project/base/features.py): "+key" for on, "-key" for off.
    features = ArrayField(models.CharField(max_length=31), default=list, db_default=[])
    #: Switches of features that are planned, each as a moment and a choice: written with each FeaturePlan, so
    #: that one holds from its moment on, before the sweep has carried it out.
    planned = ArrayField(models.CharField(max_length=64), default=list, db_default=[])
    review_days = models.PositiveSmallIntegerField(
        _("review window in days"), default=14, validators=[MinValueValidator(1), MaxValueValidator(90)]
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to respond to an offer"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(336)],
    )
    writer_span = models.DecimalField(
        _("writer’s share of the time"), max_digits=3, decimal_places=2, default=Decimal("0.80")
    )
    included_rounds = models.PositiveSmallIntegerField(
        _("included revision rounds"), default=2, validators=[MaxValueValidator(20)]
    )
    grace_days = models.PositiveSmallIntegerField(
        _("days after completion in which a revision can still be requested"),
        default=7,
        validators=[MaxValueValidator(365)],
    )
    length_tolerance = models.PositiveSmallIntegerField(
        _("percentage by which a text may be shorter or longer than ordered"),
        default=10,
        db_default=10,
        validators=[MaxValueValidator(50)],
    )
    session_cap = models.PositiveSmallIntegerField(
        _("maximum sessions per person"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
    )
    idle_hours = models.PositiveSmallIntegerField(
        _("hours of inactivity before a session ends"),
        default=336,
        validators=[MinValueValidator(1), MaxValueValidator(2160)],
    )
    session_days = models.PositiveSmallIntegerField(
        _("maximum session length in days"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )
    trust_days = models.PositiveSmallIntegerField(
        _("days a trusted browser skips two-step verification"),
        default=30,
        validators=[MaxValueValidator(90)],
    )
    #: From when on staff cannot work without a second factor; empty: they may, and so may everybody.
    second_factor_from = models.DateTimeField(
        _("two-step verification required for staff from"), null=True, blank=True
    )
    #: Of whom else it is required, and from when on (agencies/rules/second_factor.py).
    second_factor_for = models.CharField(
        _("two-step verification required for"),
        max_length=9,
        choices=FactorScope,
        default=FactorScope.STAFF,
        db_default=FactorScope.STAFF,
    )
    second_factor_wide_from = models.DateTimeField(
        _("two-step verification required for others from"), null=True, blank=True
    )
    #: Counts up with each change of the catalog or its prices; what processes keep in memory is keyed by it.
    catalog_version = models.PositiveIntegerField(default=1)
    #: The same for working hours and holidays.
    calendar_version = models.PositiveIntegerField(default=1)
    #: When its owner published the prices (agencies/rules/opening.py); empty: it is closed.
    opened_at = models.DateTimeField(_("open since"), null=True, blank=True)
    #: Since when the operator has suspended it: nobody comes in, and nothing leaves it.
    suspended_at = models.DateTimeField(_("suspended since"), null=True, blank=True)
    #: When it will be closed and everything of it deleted (agencies/actions/closing.py), for every page to
    #: tell; empty: it stays.
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    #: What the operator lets it have; empty: as much as it likes (agencies/rules/quotas.py).
    most_people = models.PositiveIntegerField(_("people at most"), null=True, blank=True)
    most_storage_mb = models.PositiveIntegerField(_("megabytes of files at most"), null=True, blank=True)
    most_orders = models.PositiveIntegerField(_("orders a month at most"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager()
    #: Those for which sweeps work.
    working = WorkingManager()

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(writer_span__gt=0, writer_span__lte=1), name="agency_writer_span"
            ),
            models.CheckConstraint(
                condition=models.Q(review_days__gte=1, review_days__lte=90), name="agency_review_days"
            ),
            models.CheckConstraint(
                condition=models.Q(offer_hours__gte=1, offer_hours__lte=336), name="agency_offer_hours"
            ),
            models.CheckConstraint(
                condition=models.Q(included_rounds__lte=20), name="agency_included_rounds"
            ),
            models.CheckConstraint(condition=models.Q(grace_days__lte=365), name="agency_grace_days"),
            models.CheckConstraint(
                condition=models.Q(length_tolerance__lte=50), name="agency_length_tolerance"
            ),
            models.CheckConstraint(
                condition=models.Q(session_cap__gte=1, session_cap__lte=50), name="agency_session_cap"
            ),
            models.CheckConstraint(
                condition=models.Q(idle_hours__gte=1, idle_hours__lte=2160), name="agency_idle_hours"
            ),
            models.CheckConstraint(
                condition=models.Q(session_days__gte=1, session_days__lte=365), name="agency_session_days"
            ),
            models.CheckConstraint(condition=models.Q(trust_days__lte=90), name="agency_trust_days"),
            models.CheckConstraint(
                condition=models.Q(language__in=["", *dict(settings.LANGUAGES)]), name="agency_language_known"
            ),
            models.CheckConstraint(
                condition=models.Q(second_factor_for=FactorScope.STAFF, second_factor_wide_from=None)
                | models.Q(
                    second_factor_for__in=[FactorScope.TEAM, FactorScope.EVERYBODY],
                    second_factor_wide_from__isnull=False,
                ),
                name="agency_second_factor_for",
            ),
            models.CheckConstraint(
                condition=(models.Q(most_people=None) | models.Q(most_people__gte=1))
                & (models.Q(most_storage_mb=None) | models.Q(most_storage_mb__lte=MOST_MEGABYTES)),
                name="agency_quotas",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The zone that rules order numbers, business hours and reports."""
        return zoneinfo.ZoneInfo(self.timezone)

    @property
    def speaks(self) -> str:
        """The code of the language in which it addresses whoever has not chosen one."""
        return self.language or settings.LANGUAGE_CODE

    @property
    def on(self) -> Switches:
        """Whether a feature is on, by its key: `agency.on["presets"]`."""
        return Switches(self)

    @property
    def sign_up(self) -> str:
        """The feature of that name, as the settings and the API call it."""
        return str(SignUpPolicy.OPEN if is_on(self, "sign_up") else SignUpPolicy.INVITATION)

    @property
    def editorial_review(self) -> bool:
        """Whether an editor reviews each delivery: the feature of that name."""
        return is_on(self, "editorial_review")

    @property
    def is_open(self) -> bool:
        """Whether clients and visitors may see prices, join and order."""
        return self.opened_at is not None

    @property
    def takes_sign_ups(self) -> bool:
        """Whether anybody can become a client here of their own accord."""
        return self.is_open and self.sign_up == SignUpPolicy.OPEN


class Domain(models.Model):
    """A host name (lower case, without port) that leads to one agency."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="domains")
    host = models.CharField(_("host name"), max_length=253, unique=True)
    is_primary = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("domain")
        verbose_name_plural = _("domains")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(host=models.functions.Lower("host")), name="domain_host_lower"
            ),
            models.UniqueConstraint(
                fields=["agency"], condition=models.Q(is_primary=True), name="domain_one_primary"
            ),
        ]

    def __str__(self) -> str:
        return self.host
