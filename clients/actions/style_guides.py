"""Writing a client account's style guide: each save is a version."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from clients.models import ClientAccount, StyleGuide
from clients.models.style_guides import LINK_LIMIT, TEXT_LIMIT
from clients.rules.accounts import can_edit_style_guide
from clients.rules.style_guides import current_guide
from project.base.errors import Invalid, NotVisible, Stale, require
from project.base.viewer import Member


def save_style_guide(
    *, actor: Member, account: ClientAccount, text: str, link: str, number: int, now: dt.datetime
) -> StyleGuide | None:
    """Let this text, this link or both be the account's style guide from now on; neither ends it. Orders show
    it at once, and beside it what stood when they were placed.

    `number` is the version that the writer of it saw, 0 for none: Stale when somebody has saved a newer one.
    What says the same as the present one writes nothing. Returns the version that counts, None for none.
    Raises Invalid under "text" or "link".
    """
    require(can_edit_style_guide(actor, account.pk))
    _check(text, link)
    with transaction.atomic():
        _lock(actor, account)
        current = current_guide(account)
        if (current.text, current.link) == (text, link) if current else not (text or link):
            return current
        if number != (current.number if current else 0):
            raise Stale(_("Someone saved a newer version of this style guide."), current=current)
        return StyleGuide.objects.create(
            agency_id=actor.agency_id,
            account=account,
            number=number + 1,
            text=text,
            link=link,
            by_id=actor.member_id,
            at=now,
        )


def _check(text: str, link: str) -> None:
    problems = {}
    if len(text) > TEXT_LIMIT:
        problems["text"] = _("Use no more than %(most)s characters.") % {"most": f"{TEXT_LIMIT:,}"}
    if link and (urlsplit(link).scheme not in ("http", "https") or len(link) > LINK_LIMIT):
        problems["link"] = _("Enter an address that starts with https://.")
    if problems:
        raise Invalid(problems)


def _lock(actor: Member, account: ClientAccount) -> None:
    rows = ClientAccount.objects.select_for_update(no_key=True)
    if not rows.filter(agency_id=actor.agency_id, pk=account.pk).exists():
        raise NotVisible()
