"""What the pages of drafts print, put together from rows, forms and prices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, cast

from django.forms import BoundField
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from agencies.files.types import ACCEPT
from agencies.models import Agency, Membership
from catalog.pages.price import addon_price
from catalog.pricing.offering import current_offering
from catalog.pricing.words import units
from drafts.actions.files import name_in
from drafts.forms.drafts import NEEDED_FIELDS, DraftForm, files_hint, fingerprint, initial_of, packed
from drafts.models import OrderDraft
from drafts.pages.commission_words import words_of
from drafts.pages.draft_price import price_context
from drafts.pages.languages import languages_of
from drafts.rules.drafts import can_edit_draft
from drafts.rules.named_writers import writers_for
from project.base import markdown, query
from project.base.http import MemberRequest
from project.base.viewer import Viewer

#: The fields of the card "Reader and voice" that stand side by side.
VOICE_FIELDS = ("audience", "purpose", "tone", "locale", "source_locale", "format", "citation_style")


def writers_of(request: MemberRequest, draft: OrderDraft, named: str | None = None) -> list[Membership]:
    """The writers whom a client may name: live, and not of the client's own side; the client's favourites
    first, each with `favoured`. With `named`, the public id of one, that one alone. One query."""
    return writers_for(request.viewer, draft.account_id, named)


def draft_form(request: MemberRequest, draft: OrderDraft, data: Any = None, uploads: Any = None) -> DraftForm:
    """The form of a draft: with what is stored, or bound to what was sent.
    Two queries: the add-ons, the writers."""
    offering = current_offering(request.agency)
    return DraftForm(
        data,
        uploads,
        initial=initial_of(draft, offering),
        offering=offering,
        writers=writers_of(request, draft),
    )


def typed_form(request: MemberRequest, draft: OrderDraft) -> DraftForm:
    """The form of a draft bound to what was sent, for storing it and not to be shown: of the writers it knows
    whom it names. One query, when somebody is named."""
    named = query.public_id(request.POST, "preferred_writer")
    writers = writers_of(request, draft, named) if named else []
    return DraftForm(
        request.POST,
        offering=current_offering(request.agency),
        writers=writers,
        kept=(draft.locale, draft.source_locale),
        shown=False,
    )


def saved_context(stored: OrderDraft, form: DraftForm) -> dict[str, Any]:
    """What the answer to an autosave prints. No queries where the add-ons were readable."""
    now = initial_of(stored, form.offering, form.saved_fields().get("addons"))
    return {"draft": stored, "form": form, "base": packed(fingerprint(now)), "refusals": refusals(form)}


def refusals(form: DraftForm) -> SafeString:
    """The line of each field for what is refused of it, empty for nothing, to replace those on the page
    (drafts/draft/_error.html). An autosave sends all of them."""
    away = {"files", *(() if form.translates else ("source_locale",))}
    names, said = (name for name in form.fields if name not in away), cast(Any, form.errors)
    return format_html_join(
        "\n",
        '<p class="invalid-feedback" id="id_{}_error" hx-swap-oob="true">{}</p>',
        ((name, " ".join(said.get(name, ()))) for name in names),
    )


def editor_context(request: MemberRequest, draft: OrderDraft, form: DraftForm) -> dict[str, Any]:
    """Everything that the editor prints."""
    stored = form.initial if not form.is_bound else initial_of(draft, form.offering)
    facts = form.saved_fields() if form.is_bound else _stored_facts(draft, form)
    return {
        "draft": draft,
        "form": form,
        "base": packed(fingerprint(stored)),
        "needed": NEEDED_FIELDS,
        "addons": addon_cards(form),
        "gone": _gone(draft, form, stored),
        "voice": voice_fields(form),
        "files_hint": files_hint(),
        "accept": ACCEPT,
        **price_context(
            request, form, facts, reverse_charge=draft.account.reverse_charge, volume=draft.volume
        ),
        **files_context(draft),
        **removed_context(draft, query.verbatim(request.GET, "removed", most=2000)),
    }


def _stored_facts(draft: OrderDraft, form: DraftForm) -> dict[str, Any]:
    wanted = set(form.initial["addons"])
    return {
        "service": draft.service,
        "quality": draft.quality,
        "quantity": draft.quantity,
        "deadline": draft.deadline,
        "addons": [row for row in form.offering.addons if row.key in wanted],
        "preferred_writer": draft.preferred_writer_id is not None,
    }


def _gone(draft: OrderDraft, form: DraftForm, stored: Mapping[str, Any]) -> list[str]:
    """Names of what the draft holds but the agency no longer offers: the
    next save drops it, so the page says so."""
    held = [("service", draft.service), ("subject", draft.subject), ("quality", draft.quality)]
    gone = [row.name for name, row in held if row and not stored[name]]
    writer = draft.preferred_writer
    return [*gone, writer.public_name] if writer and writer.public_id not in form.writers else gone


def voice_fields(form: DraftForm) -> list[BoundField]:
    """The fields of the card "Audience and style"; without those that leave nothing to choose."""
    return [form[name] for name in VOICE_FIELDS if form.translates or name != "source_locale"]


def addon_cards(form: DraftForm) -> list[dict[str, Any]]:
    """The add-ons as cards to tick, each with what it costs."""
    ticked = form["addons"].value()
    return [
        {
            "key": row.key,
            "name": row.name,
            "text": row.description,
            "price": addon_price(form.offering.book, row.key),
            "ticked": row.key in (ticked or ()),
        }
        for row in form.offering.addons
    ]


def removed_context(draft: OrderDraft, undo: str) -> dict[str, Any]:
    """The file that was just taken away, which the token `undo` brings
    back; nothing for a token that is too old."""
    name = name_in(undo, draft) if undo else ""
    return {"removed": {"name": name, "token": undo} if name else None}


def files_context(draft: OrderDraft, until: dt.datetime | None = None) -> dict[str, Any]:
    """The files of a draft, or those that it had at `until`. One query."""
    rows = draft.attachments.select_related("file")
    return {
        "files": [
            {
                "public_id": use.public_id,
                "name": use.name,
                "url": reverse("agencies:file", args=[use.public_id]),
                "size": use.file.size,
                "content_type": use.file.content_type,
            }
            for use in (rows.filter(added_at__lte=until) if until else rows)
        ]
    }


def brief_rows(agency: Agency, source: Any) -> list[dict[str, str]]:
    """What a draft, or a version of a quote, says beside its brief: label
    and value. One query, for the add-ons."""
    quantity, service = source.quantity, source.service
    amount = f"{quantity:,} {units(service.unit, quantity)}" if quantity and service else quantity
    facts = [
        (_("Service"), service),
        (_("Quantity"), amount),
        (_("Subject"), source.subject),
        (_("Quality"), source.quality),
        (_("Add-ons"), ", ".join(row.addon.name for row in source.addon_rows.select_related("addon"))),
        (_("Language"), languages_of(agency, source)),
        (_("Audience"), source.audience),
        (_("Purpose"), source.purpose),
        (_("Tone"), source.tone),
        (_("Format"), source.format),
        (_("Citation style"), source.citation_style),
        (_("Preferred writer"), source.preferred_writer.public_name if source.preferred_writer else ""),
    ]
    return [{"label": str(label), "value": str(value)} for label, value in facts if value]


def reading_context(draft: OrderDraft, viewer: Viewer) -> dict[str, Any]:
    """A draft that is read and not edited: it became an order, or the viewer only reads for this account."""
    return {
        "draft": draft,
        "order": draft.order if draft.converted_at else None,
        "editable": can_edit_draft(viewer, draft),
        "brief": markdown.render(draft.brief, top=3),
        "facts": brief_rows(viewer.agency, draft),
        "words": words_of(draft, desk=True),
        **files_context(draft),
    }
