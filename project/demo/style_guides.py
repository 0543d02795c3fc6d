"""The demo's style guide: what holds for every text of Clara's account, and what it said a while ago."""

from __future__ import annotations

import datetime as dt

from clients.actions.style_guides import save_style_guide
from clients.models import ClientAccount
from project.base.viewer import Member

FIRST = """## Names

Bailey & Finch in full at the first mention, then “the firm”. People by first and last name, without titles.

## Spelling

British. Dates as *1 March 2026*, times as *9.30 am*.
"""
SECOND = (
    FIRST
    + """
## Words we avoid

“Utilise”, “leverage”, “solution”. A tenant is a tenant, never a customer.
"""
)


def keep(client: Member, now: dt.datetime) -> None:
    """Store two versions for the first account that the client orders for."""
    account = ClientAccount.objects.to_order_for(client).earliest("id")
    for number, (text, days) in enumerate(((FIRST, 40), (SECOND, 5))):
        at = now - dt.timedelta(days=days)
        save_style_guide(actor=client, account=account, text=text, link="", number=number, now=at)
