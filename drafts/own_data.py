"""What drafts keeps about a person: the drafts and presets of their client accounts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.hooks import Enclosure, Part, Tie, enclosed, exported, slices
from agencies.models import Membership
from clients.own_data import accounts_alone
from clients.querysets import sees_as_client
from drafts import hooks
from drafts.models import DraftFile, DraftView, OrderDraft, OrderPreset, PresetDefault, PresetUse
from project.base.viewer import Member

#: What a person takes along of a commission, wherever it stands: in a draft, a quote, an order.
COMMISSION = (
    "title",
    "brief",
    "audience",
    "purpose",
    "quantity",
    "locale",
    "source_locale",
    "format",
    "citation_style",
    "tone",
    "references",
    "house_style",
    "style_preferences",
    "notes",
    "service__name",
    "subject__name",
    "quality__name",
    "preferred_writer__public_name",
)
#: What is emptied in a draft that has to stay because something names it, such as a quote.
WORDS = (
    *("title", "brief", "audience", "purpose", "format", "citation_style", "tone", "references"),
    *("house_style", "style_preferences", "notes"),
)


class DraftsKeeper:
    """Registered in apps.py; see accounts.hooks.Keeper."""

    def parts(self, viewer: Member) -> Iterator[Part | Enclosure]:
        """Nothing for who is no client."""
        if not sees_as_client(viewer):
            return
        drafts = OrderDraft.objects.visible_to(viewer).filter(converted_at=None)
        yield Part("drafts", _("Drafts in these accounts."), _drafts(drafts), place=20)
        yield Part("presets", _("Your presets and those shared with you."), _presets(viewer), place=20)
        yield Part("draft_views", _("When you last opened drafts."), _views(viewer), place=21)
        yield from _files(drafts)

    def ties(self, viewer: Member) -> list[Tie]:
        """A draft holds nobody."""
        return []

    def erase(self, membership: Membership, now: dt.datetime) -> None:
        """Delete drafts and presets of accounts that nobody else belongs to,
        presets that only this person saw, and
        when they looked at what."""
        alone = list(accounts_alone(membership).order_by("pk").values_list("pk", flat=True))
        _forget_drafts(alone, now)
        _forget_presets(OrderPreset.objects.filter(account__in=alone))
        _forget_presets(
            OrderPreset.objects.filter(agency_id=membership.agency_id, owner=membership, shared=False)
        )
        PresetDefault.objects.filter(member=membership).delete()
        DraftView.objects.filter(member=membership).delete()


def _drafts(rows: QuerySet[OrderDraft]) -> Iterator[dict[str, Any]]:
    related = rows.select_related("service", "subject", "quality", "preferred_writer", "account")
    for row in slices(related.prefetch_related("addons")):
        yield exported(
            row,
            "public_id",
            "account__name",
            *COMMISSION,
            "deadline",
            "created_at",
            "updated_at",
            addons=[addon.name for addon in row.addons.all()],
        )


def _views(viewer: Member) -> Iterator[dict[str, Any]]:
    mine = DraftView.objects.filter(
        member_id=viewer.member_id, draft__in=OrderDraft.objects.visible_to(viewer)
    )
    for row in slices(mine.select_related("draft")):
        yield exported(row, "draft__public_id", "at")


def _presets(viewer: Member) -> Iterator[dict[str, Any]]:
    rows = OrderPreset.objects.visible_to(viewer).prefetch_related("addons", "styles")
    for row in slices(rows.select_related("service", "subject", "quality", "preferred_writer", "account")):
        yield exported(
            row,
            "name",
            "description",
            "account__name",
            "shared",
            "service__name",
            "subject__name",
            "quality__name",
            "preferred_writer__public_name",
            "quantity",
            "locale",
            "source_locale",
            "format",
            "citation_style",
            "tone",
            "audience",
            "references",
            "house_notes",
            "created_at",
            "updated_at",
            "archived_at",
            addons=[addon.name for addon in row.addons.all()],
            styles=[exported(style, "name", "value") for style in row.styles.all()],
        )


def _files(drafts: QuerySet[OrderDraft]) -> Iterator[Enclosure]:
    for row in slices(DraftFile.objects.filter(draft__in=drafts).select_related("file", "draft")):
        yield enclosed(row, f"drafts/{row.draft.public_id}", place=75)


def _forget_drafts(accounts: list[int], now: dt.datetime) -> None:
    """A draft that became an order stays part of it; one that something
    names, such as a quote, loses its words."""
    rows = OrderDraft.objects.filter(account__in=accounts, converted_at=None).order_by("pk")
    drafts = list(rows.select_for_update(of=("self",)))
    named = set(OrderDraft.objects.filter(hooks.named(), account__in=accounts).values_list("pk", flat=True))
    DraftFile.objects.filter(draft__in=drafts).delete()
    for draft in drafts:
        if draft.pk in named:
            _empty(draft, now)
    PresetUse.objects.filter(draft__in=drafts).update(draft=None)
    OrderDraft.objects.filter(pk__in=[row.pk for row in drafts if row.pk not in named]).delete()


def _empty(draft: OrderDraft, now: dt.datetime) -> None:
    for name in WORDS:
        setattr(draft, name, "")
    draft.discarded_at, draft.updated_at = now, now
    draft.save()


def _forget_presets(rows: QuerySet[OrderPreset]) -> None:
    found = list(rows.order_by("pk").values_list("pk", flat=True))
    PresetUse.objects.filter(preset__in=found).delete()
    OrderPreset.objects.filter(pk__in=found).delete()
