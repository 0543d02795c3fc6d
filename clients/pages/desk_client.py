"""The desk's page of one client account."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from agencies.models import Membership
from clients.hooks import AccountSummary, account_panels
from clients.models import AccountContact, AccountEvent, AccountNote, ClientAccount
from clients.rules.desk import can_merge, can_remove_note, why_not_part
from project.base import formatting
from project.base.components import Happening, happening
from project.base.paging import count_words
from project.base.viewer import Viewer

from .desk_list import merged_of, summaries_of

#: Notes and events that the page shows, the newest first.
MOST_NOTES, MOST_EVENTS = 50, 30
ICONS = {"merge": "git-compare", "part": "git-compare", "take_over": "user-check"}


def page_context(viewer: Viewer, account: ClientAccount) -> dict[str, Any]:
    """What the page prints beside people and invitations. About ten queries, whatever the account holds."""
    merged = list(merged_of(account))
    family = [account.pk, *(row["key"] for row in merged)]
    summary = summaries_of(viewer, [account.pk])[account.pk]
    panels = [panel(viewer, account, family) for panel in account_panels]
    into = account.merged_into
    return {
        "account": account,
        "into": into,
        "figures": _figures(viewer, account, summary),
        "contacts": AccountContact.objects.of(account).select_related("account").order_by("name", "pk"),
        "notes": _notes(viewer, account),
        "events": _events(account),
        "panels": [panel for panel in panels if panel],
        "merged": merged,
        "may_merge": can_merge(viewer, account, account),
        "why_not_part": why_not_part(account) if into else "",
    }


def _figures(viewer: Viewer, account: ClientAccount, summary: AccountSummary) -> list[dict[str, str]]:
    """What stands at the top: each figure leads to its rows."""
    orders = f"{reverse('orders:desk')}?{urlencode({'client': account.name})}"
    money = formatting.money(summary.balance, viewer.agency.currency)
    last = formatting.day(summary.last_at) if summary.last_at else "–"
    return [
        _figure(_("Open orders"), count_words(summary.open), "clipboard-list", orders),
        _figure(_("Balance"), money, "scale", reverse("billing:statement", args=[account.public_id])),
        _figure(_("Last order"), last, "calendar", f"{orders}&tab=all" if summary.last_at else ""),
    ]


def _figure(label: str, value: str, icon: str, url: str) -> dict[str, str]:
    return {"label": label, "value": value, "icon": icon, "url": url}


def _notes(viewer: Viewer, account: ClientAccount) -> list[dict[str, Any]]:
    rows = AccountNote.objects.visible_to(viewer).about(account)
    return [
        {
            "note": note,
            "of": note.account.name if note.account_id != account.pk else "",
            "may_remove": note.removed_at is None and can_remove_note(viewer, note),
        }
        for note in rows.select_related("account", "author", "removed_by").order_by("-at", "-pk")[:MOST_NOTES]
    ]


def _events(account: ClientAccount) -> list[Happening]:
    rows = AccountEvent.objects.filter(account=account).select_related("actor", "person", "other")
    return [_happening(event) for event in rows.order_by("-pk")[:MOST_EVENTS]]


def _happening(event: AccountEvent) -> Happening:
    about = event.other.name if event.other else _name(event.person)
    label = str(event.get_verb_display())
    text = _("%(what)s: %(about)s") % {"what": label, "about": about} if about else label
    return happening(event.at, text, icon=ICONS.get(event.verb, "edit"), note=_name(event.actor))


def _name(person: Membership | None) -> str:
    return person.public_name if person else ""
