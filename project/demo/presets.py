"""The demo's presets: what Clara's people order again and again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from catalog.pricing.offering import current_offering
from clients.models import ClientAccount
from drafts.actions import presets
from project.base.viewer import Member

#: name, description, service, further fields, preferences of style.
PRESETS: tuple[tuple[str, str, str, dict[str, Any], tuple[tuple[str, str], ...]], ...] = (
    (
        "Monthly newsletter",
        "Goes to all landlords on the first of the month",
        "newsletter",
        {"tone": "Businesslike, courteous, brief", "audience": "Private landlords", "shared": True},
        (
            ("Numbers", "in words up to twelve"),
            ("Dates", "1 March 2026"),
            ("Headings", "no more than six words"),
        ),
    ),
    (
        "Article for the magazine",
        "Eight hundred words, with sources",
        "article",
        {
            "quantity": 800,
            "tone": "Warm, exact, no jargon",
            "citation_style": "Harvard",
            "house_notes": "We write for people who read on the train. No rhetorical questions, no puns in "
            "headlines.",
        },
        (("Quotations", "double marks, British order of full stops"),),
    ),
    (
        "Press release",
        "For the regional papers",
        "press-release",
        {"format": "One page, contact at the end", "audience": "Editors of regional papers"},
        (),
    ),
)


def keep(client: Member, now: dt.datetime) -> None:
    """Store the presets of a client, the first as the default; what the
    agency does not offer is left out of them."""
    offering = current_offering(client.agency)
    services = {row.key: row for row in offering.services}
    account = ClientAccount.objects.to_order_for(client).earliest("id")
    for at, (name, description, service, fields, styles) in enumerate(PRESETS):
        words = {"name": name, "description": description, "service": services.get(service), **fields}
        made = presets.create_preset(actor=client, account=account, fields=words, styles=styles, now=now)
        if at == 0:
            presets.choose_default(actor=client, preset=made, chosen=True)
