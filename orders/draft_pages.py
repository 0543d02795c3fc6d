"""What the pages of drafts print, put together from rows, forms and prices."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Membership
from project.base import clock
from project.base.money import format_money

from . import catalog, pricing, quoting
from .actions.conversion import PriceMoved
from .forms.drafts import DraftForm, initial_of
from .models import AccountPerson, OrderDraft
from .price_view import addon_price, changes, price_lines


def draft_row(draft: OrderDraft) -> dict[str, Any]:
    """A draft in the list."""
    return {
        "public_id": draft.public_id,
        "title": draft.title or _("Untitled draft"),
        "service": draft.service.name if draft.service else "",
        "account": draft.account.name,
        "excerpt": draft.brief[:160],
        "updated_at": draft.updated_at,
        "deadline": draft.deadline,
    }


def writers_of(request: Any, draft: OrderDraft) -> list[Membership]:
    """The writers whom a client may name: live, and not of the client's own side. One query."""
    own = AccountPerson.objects.filter(account_id=draft.account_id).values("membership_id")
    rows = Membership.objects.writers().filter(agency_id=request.agency.pk)
    return list(rows.exclude(pk__in=own).order_by("public_name", "id")[:500])


def editor_context(request: Any, draft: OrderDraft, form: DraftForm) -> dict[str, Any]:
    """Everything that the editor prints."""
    facts = form.saved_fields() if form.is_bound else _stored_facts(draft, form)
    return {
        "draft": draft,
        "form": form,
        "addons": _addon_cards(form),
        "limits": _limits(form.offering.book),
        **price_context(request, draft, facts),
        **files_context(draft),
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


def _addon_cards(form: DraftForm) -> list[dict[str, Any]]:
    ticked = set(form["addons"].value() or [])
    return [
        {
            "key": row.key,
            "name": row.name,
            "text": row.description,
            "price": addon_price(form.offering.book, row.key),
            "ticked": row.key in ticked,
        }
        for row in form.offering.addons
    ]


def _limits(book: pricing.PriceBook) -> list[str]:
    return [
        _("%(service)s: %(least)s to %(most)s %(units)s")
        % {
            "service": rate.name,
            "least": f"{rate.minimum_quantity:,}",
            "most": f"{rate.maximum_quantity:,}",
            "units": pricing.units(rate.unit, rate.maximum_quantity),
        }
        for rate in book.services.values()
    ]


def price_context(request: Any, draft: OrderDraft, facts: dict[str, Any]) -> dict[str, Any]:
    """The price of cleaned form values, or what is still missing for one. No queries."""
    offering, now = catalog.current_offering(request.agency), clock.now()
    service, quality = facts.get("service"), facts.get("quality")
    wanted = quoting.facts_of(
        offering,
        service_id=service.pk if service else None,
        quality_id=quality.pk if quality else None,
        quantity=facts.get("quantity"),
        deadline=facts.get("deadline"),
        addon_ids=[row.pk for row in facts.get("addons", [])],
        preferred_writer=bool(facts.get("preferred_writer")),
        now=now,
    )
    try:
        quote = pricing.price(offering.book, wanted)
    except pricing.PricingProblem as problem:
        return {"missing": list(problem.errors.values())}
    savings = pricing.cheaper(offering.book, wanted) if facts.get("deadline") else []
    return {
        "price": price_lines(quote),
        "seen": {"total": quote.total, "book": offering.book_id, "at": now.isoformat()},
        "savings": [_saving(saving, quote.currency) for saving in savings[:2]],
        "no_deadline": facts.get("deadline") is None,
    }


def _saving(saving: pricing.Saving, currency: str) -> dict[str, str]:
    return {"what": saving.what, "saves": format_money(saving.saves, currency)}


def files_context(draft: OrderDraft) -> dict[str, Any]:
    """The files of a draft for ui/file_list.html. One query."""
    return {
        "files": [
            {
                "name": use.name,
                "url": reverse("orders:file", args=[use.public_id]),
                "size": use.file.size,
                "content_type": use.file.content_type,
                "remove_url": reverse("orders:draft_file_remove", args=[draft.public_id, use.public_id]),
            }
            for use in draft.attachments.select_related("file")
        ]
    }


def conflict_context(stored: OrderDraft, form: DraftForm, offering: catalog.Offering) -> dict[str, Any]:
    """Both texts of every field that differs, with the typed values to send again."""
    newer = DraftForm(initial=initial_of(stored, offering), offering=offering, writers=form.writers.values())
    rows = []
    for name in [name for name in form.fields if name != "files"]:
        mine, theirs = _words(form, name), _words(newer, name)
        rows.append(
            {"name": name, "label": form.fields[name].label, "mine": mine, "newer": theirs, "differs": mine != theirs}
        )
    hidden = [form[name].as_hidden() for name in form.fields if name != "files"]
    return {"draft": stored, "rows": [row for row in rows if row["differs"]], "hidden": hidden}


def _words(form: DraftForm, name: str) -> str:
    """The value of a field as a person reads it."""
    value, field = form[name].value(), form.fields[name]
    if isinstance(value, dt.datetime):
        return form[name].field.widget.format_value(value) or ""
    choices = dict(getattr(field, "choices", []))
    if choices:
        picked = value if isinstance(value, list) else [value]
        return ", ".join(str(choices.get(item, item)) for item in picked if item)
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def price_moved_context(request: Any, draft: OrderDraft, moved: PriceMoved) -> dict[str, Any]:
    """Old and new price side by side, and what confirming needs."""
    currency = moved.new.currency
    return {
        "draft": draft,
        "old": price_lines(moved.old) if moved.old else None,
        "new": price_lines(moved.new),
        "changes": changes(pricing.compare(moved.old, moved.new), currency) if moved.old else [],
        "seen": {
            "total": moved.new.total,
            "book": catalog.current_offering(request.agency).book_id,
            "at": clock.now().isoformat(),
        },
    }
