"""The list of presets: a page of one tab, prepared for one viewer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from drafts.models import OrderPreset, PresetDefault
from drafts.rules.presets import can_edit_preset, can_use_preset
from project.base import formatting, marks
from project.base.compiled import Slot, compiled
from project.base.features import is_on
from project.base.http import MemberRequest
from project.base.paging import Page, Reader, cut, page_of
from project.base.search import holds
from project.base.viewer import Member, Viewer

TABS = {
    "mine": gettext_lazy("Mine"),
    "shared": gettext_lazy("Shared"),
    "archived": gettext_lazy("Archived"),
}
ORDER = ("-updated_at", "-id")
#: The pages and verbs of a preset stand below its own address.
PREFIX = "/orders/presets/"
READ = (
    *("public_id", "name", "description", "shared", "quantity", "updated_at", "archived_at"),
    *("owner__public_name", "account__name", "service__name"),
)


@dataclass(frozen=True)
class PresetRow:
    """One printed preset; an address is "" where its verb is not for the viewer, or not for now."""

    name: str
    description: str
    work: str
    account: str
    owner: str
    used: SafeString
    apply_url: str
    restore_url: str
    begin_url: str
    edit_url: str
    default_url: str
    copy_url: str
    archive_url: str
    is_default: bool
    shared: bool


def page_for(request: MemberRequest, tab: str, words: str, draft: str) -> Page[PresetRow]:
    """One page of a tab, of those with `words` in name or purpose; `draft` is the public id of the one that a
    preset is chosen for, "" for none. One query, one more for the viewer's roles."""
    viewer = request.viewer
    rows = _found(viewer, tab, words) if words else _reader(viewer, tab)
    page = page_of(rows, request, order=ORDER, kinds=[dt.datetime, int], key=_key)
    return page.with_rows([_row(viewer, preset, draft) for preset in page.rows])


def _key(preset: OrderPreset) -> list[Any]:
    return [preset.updated_at, preset.pk]


def _reader(viewer: Member, tab: str) -> Reader:
    def read(cursor: Any, back: bool) -> list[Any]:
        first, last = cursor or (None, None)
        return _page(viewer, tab=tab, back=back, first=first, last=last)

    return read


@compiled
def _page(viewer: Viewer, tab: str, back: bool, first: Slot | None, last: Slot | None) -> QuerySet[Any]:
    return cut(_in_tab(viewer, tab), ORDER, None if first is None else (first, last), back=back)


def _found(viewer: Member, tab: str, words: str) -> QuerySet[Any]:
    return _in_tab(viewer, tab).filter(holds(words, "name", "description"))


def _in_tab(viewer: Viewer, tab: str) -> QuerySet[Any]:
    own = PresetDefault.objects.filter(
        agency_id=viewer.agency_id, preset=OuterRef("pk"), member_id=viewer.member_id
    )
    rows = OrderPreset.objects.visible_to(viewer).filter(archived_at__isnull=tab != "archived")
    if tab == "mine":
        rows = rows.filter(owner_id=viewer.member_id)
    if tab == "shared":
        rows = rows.filter(shared=True)
    listed = rows.with_uses().annotate(is_default=Exists(own))
    return listed.select_related("owner", "account", "service").only(*READ)


def _row(viewer: Member, preset: Any, draft: str) -> PresetRow:
    url, archived = f"{PREFIX}{preset.public_id}/", preset.archived_at is not None
    on = is_on(viewer.agency, "presets")
    usable = on and can_use_preset(viewer, preset) and not archived
    editable, listed = can_edit_preset(viewer, preset), usable and not draft
    reads = editable and not archived and not draft
    return PresetRow(
        name=preset.name,
        description=preset.description,
        work=_work(preset),
        account=preset.account.name,
        owner="" if preset.owner_id == viewer.member_id else preset.owner.public_name,
        used=_used(preset),
        apply_url=reverse("drafts:draft_preset", args=[draft, preset.public_id]) if usable and draft else "",
        restore_url=f"{url}restoration/" if archived and editable and on else "",
        begin_url=f"{url}draft/" if listed else "",
        edit_url=url if reads else "",
        default_url=f"{url}default/" if listed else "",
        copy_url=f"{url}copy/" if listed else "",
        archive_url=f"{url}archive/" if reads else "",
        is_default=preset.is_default,
        shared=preset.shared,
    )


def _work(preset: Any) -> str:
    if preset.service is None:
        return ""
    return (
        f"{preset.service.name}, {formatting.whole(preset.quantity)}"
        if preset.quantity
        else preset.service.name
    )


def _used(preset: Any) -> SafeString:
    if not preset.uses:
        return format_html("{}", _("not used yet"))
    words = ngettext("used once", "used %(n)s times", preset.uses) % {"n": preset.uses}
    return format_html("{}, {} {}", words, _("last"), marks.deadline(preset.last_use, done=True))
