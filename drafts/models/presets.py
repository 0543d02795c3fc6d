"""Order presets: what a client orders again and again, to fill a draft with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from agencies.models import Membership
from agencies.models.base import OfAgency, agency_id_unique
from catalog.models.catalog import AddOn, QualityTier, ServiceType, Subject
from catalog.models.languages import LanguageField
from clients.models.accounts import ClientAccount
from clients.querysets import sees_as_client
from project.base.ids import public_id
from project.base.search import holds
from project.base.text import validate_text

from .commission import NOTES_LIMIT, source_differs
from .drafts import OrderDraft

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from project.base.viewer import Viewer


def _line(label: StrPromise, limit: int) -> models.CharField:
    return models.CharField(label, blank=True, max_length=limit, validators=[validate_text])


def _long(label: StrPromise, limit: int) -> models.TextField:
    return models.TextField(
        label, blank=True, max_length=limit, validators=[MaxLengthValidator(limit), validate_text]
    )


class OrderPresetQuerySet(models.QuerySet["OrderPreset"]):
    def visible_to(self, viewer: Viewer) -> OrderPresetQuerySet:
        """One's own, and the shared ones of one's client accounts. Nobody
        else's business, the agency's neither."""
        if not sees_as_client(viewer):
            return self.none()
        rows = self.filter(agency_id=viewer.agency_id, account__people__membership_id=viewer.member_id)
        return rows.filter(Q(owner_id=viewer.member_id) | Q(shared=True))

    def in_use(self) -> OrderPresetQuerySet:
        return self.filter(archived_at=None)

    def containing(self, word: str | models.Expression) -> OrderPresetQuerySet:
        """Those with `word` in the name or the description."""
        return self.filter(holds(word, "name", "description"))

    def with_uses(self) -> OrderPresetQuerySet:
        """Each with `uses` and `last_use`, counted from its rows: exact however many use it at once."""
        return self.annotate(uses=models.Count("use_rows"), last_use=models.Max("use_rows__at"))


class OrderPreset(OfAgency):
    """A named set of choices. Empty fields say nothing; `version` counts the saves, as a draft's does."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    account = models.ForeignKey(ClientAccount, models.PROTECT, related_name="presets")
    owner = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    shared = models.BooleanField(_("shared with everyone in the account"), default=False)
    name = models.CharField(_("name"), max_length=80, validators=[validate_text])
    description = _line(_("description"), 240)
    service = models.ForeignKey(ServiceType, models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, related_name="+")
    quality = models.ForeignKey(QualityTier, models.PROTECT, null=True, blank=True, related_name="+")
    preferred_writer = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    addons = models.ManyToManyField(AddOn, through="drafts.PresetAddOn", related_name="+")
    quantity = models.PositiveIntegerField(_("quantity"), null=True, blank=True)
    locale = LanguageField(_("language"))
    source_locale = LanguageField(_("translated from"))
    format = _line(_("format"), 80)
    citation_style = _line(_("citation style"), 40)
    tone = _line(_("tone"), 120)
    audience = _line(_("audience"), 200)
    references = _long(_("references"), NOTES_LIMIT)
    house_notes = _long(_("house style"), NOTES_LIMIT)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = OrderPresetQuerySet.as_manager()

    class Meta:
        verbose_name = _("preset")
        verbose_name_plural = _("presets")
        constraints = [
            agency_id_unique("orderpreset"),
            models.UniqueConstraint(
                "account", "owner", Lower("name"), condition=Q(archived_at=None), name="orderpreset_name"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="orderpreset_named"),
            models.CheckConstraint(
                condition=Q(quantity=None) | Q(quantity__gte=1, quantity__lte=1_000_000),
                name="orderpreset_quantity",
            ),
            source_differs("orderpreset"),
        ]
        indexes = [models.Index(fields=["agency", "account", "-updated_at", "-id"], name="orderpreset_list")]

    def __str__(self) -> str:
        return self.name


class PresetAddOn(OfAgency):
    preset = models.ForeignKey(OrderPreset, models.CASCADE, related_name="addon_rows")
    addon = models.ForeignKey(AddOn, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["preset", "addon"], name="presetaddon_once")]


class PresetStyle(OfAgency):
    """One preference of style in the client's own words, such as “numbers: in words up to twelve”."""

    preset = models.ForeignKey(OrderPreset, models.CASCADE, related_name="styles")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=60, validators=[validate_text])
    value = models.CharField(_("preference"), max_length=240, validators=[validate_text])

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["preset", "position"], name="presetstyle_position"),
            models.UniqueConstraint("preset", Lower("name"), name="presetstyle_name"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(value=""), name="presetstyle_filled"),
        ]


class PresetUse(OfAgency):
    """A preset filled a draft, once. Append-only: counts and the last use are made of these rows."""

    preset = models.ForeignKey(OrderPreset, models.PROTECT, related_name="use_rows")
    draft = models.ForeignKey(OrderDraft, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["preset", "-at"], name="presetuse_last")]


class PresetDefault(OfAgency):
    """With which preset a person begins a new draft of an account: one at most, by constraint."""

    account = models.ForeignKey(ClientAccount, models.CASCADE, related_name="+")
    member = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    preset = models.ForeignKey(OrderPreset, models.CASCADE, related_name="defaults")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "member"], name="presetdefault_one")]
