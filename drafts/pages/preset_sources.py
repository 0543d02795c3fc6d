"""What a new preset begins with: nothing, a draft, or what an app to the
right knows by that name (a past order)."""

from __future__ import annotations

from typing import Any

from catalog.pricing.offering import current_offering
from clients.models import ClientAccount
from clients.rules.accounts import can_order
from drafts.forms.presets import MOST_ROWS, NAME, NAME_LIMIT, VALUE, VALUE_LIMIT
from drafts.hooks import Commissioned, preset_sources
from drafts.models import OrderDraft
from project.base import query
from project.base.http import MemberRequest
from project.base.viewer import Viewer

PLAIN = ("locale", "source_locale", "format", "citation_style", "tone", "audience", "references")


def account_and_source(request: MemberRequest) -> tuple[ClientAccount | None, Commissioned | None]:
    """The account of the draft or order named by `from` in the address, else
    the first that the viewer may order for."""
    viewer, wanted = request.viewer, query.text(request.GET, "from", most=40)
    found: Commissioned | None = None
    if wanted:
        found = _draft(viewer, wanted) or _elsewhere(viewer, wanted)
    if found is not None and can_order(viewer, found.account_id):
        return found.account, found
    return ClientAccount.objects.to_order_for(viewer).order_by("name", "id").first(), None


def filled(source: Commissioned) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The initial values of the form, of a draft or an order, with the preferences that its lines name. What
    fits no row stays with the house style."""
    offering = current_offering(source.agency)
    styles, rest = _preferences(source.style_preferences)
    chosen = set(source.addon_rows.values_list("addon_id", flat=True))
    return {
        **{name: getattr(source, name) for name in PLAIN},
        "name": source.title[:80],
        **{
            key.format(at): said
            for at, pair in enumerate(styles)
            for key, said in zip((NAME, VALUE), pair, strict=True)
        },
        "house_notes": "\n".join(filter(None, [source.house_style, *rest])),
        "quantity": source.quantity or "",
        "service": offering.key_of(offering.services, source.service_id),
        "subject": offering.key_of(offering.subjects, source.subject_id),
        "quality": offering.key_of(offering.qualities, source.quality_id),
        "addons": [row.key for row in offering.addons if row.pk in chosen],
        "preferred_writer": source.preferred_writer.public_id if source.preferred_writer else "",
    }, styles


def _preferences(lines: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The lines that are rows of a preset, as (name, preference), and the others."""
    pairs: dict[str, tuple[str, str]] = {}
    rest = []
    for line in filter(None, map(str.strip, lines.splitlines())):
        name, _colon, value = (part.strip() for part in line.partition(":"))
        fits = value and 0 < len(name) <= NAME_LIMIT and len(value) <= VALUE_LIMIT and len(pairs) < MOST_ROWS
        if fits and name.casefold() not in pairs:
            pairs[name.casefold()] = (name, value)
        else:
            rest.append(line)
    return list(pairs.values()), rest


def _draft(viewer: Viewer, wanted: str) -> OrderDraft | None:
    rows = OrderDraft.objects.visible_to(viewer).select_related("account", "agency", "preferred_writer")
    return rows.filter(public_id=wanted).first()


def _elsewhere(viewer: Viewer, wanted: str) -> Commissioned | None:
    return next((found for source in preset_sources if (found := source.find(viewer, wanted))), None)
