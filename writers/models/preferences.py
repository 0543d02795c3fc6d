"""What somebody prefers to work on, and for whom; which languages they write."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency
from catalog.models import ServiceType, Subject
from catalog.models.languages import CODE_LENGTH, LanguageField
from clients.models.accounts import ClientAccount
from writers.states.capacity import Side

from .own_rows import OwnRows


class Preference(OfAgency):
    """One thing that one member ticked, as a writer or as an editor."""

    member = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    side = models.CharField(max_length=6, choices=Side)

    objects = OwnRows.as_manager()

    class Meta:
        abstract = True


class PreferredSubject(Preference):
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("preferred subject")
        verbose_name_plural = _("preferred subjects")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "member", "side", "subject"], name="preferredsubject_once"
            ),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="preferredsubject_side"),
        ]


class PreferredService(Preference):
    service = models.ForeignKey(ServiceType, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("preferred service")
        verbose_name_plural = _("preferred services")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "member", "side", "service"], name="preferredservice_once"
            ),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="preferredservice_side"),
        ]


class PreferredClient(OfAgency):
    """A client account that a writer likes to work for."""

    member = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    account = models.ForeignKey(ClientAccount, models.PROTECT, related_name="+")

    objects = OwnRows.as_manager()

    class Meta:
        verbose_name = _("preferred client")
        verbose_name_plural = _("preferred clients")
        constraints = [
            models.UniqueConstraint(fields=["agency", "member", "account"], name="preferredclient_once")
        ]


class WriterLanguage(OfAgency):
    """A pair of languages of the agency: `source` is "" (NULL in the database) for writing in `target`, else
    the language that somebody translates from."""

    member = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    source = LanguageField(_("from"))
    target = models.CharField(_("language"), max_length=CODE_LENGTH)

    objects = OwnRows.as_manager()

    class Meta:
        verbose_name = _("writer’s language")
        verbose_name_plural = _("writers’ languages")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "member", "target", "source"],
                name="writerlanguage_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(source=None) | ~Q(source=F("target")), name="writerlanguage_is_a_pair"
            ),
        ]
