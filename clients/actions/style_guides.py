"""Writing a client account's style guide: each save is a version."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from clients.models import ClientAccount, StyleGuide
from clients.models.style_guides import LINK_LIMIT, TEXT_LIMIT
from clients.rules.accounts import can_edit_style_guide
from clients.rules.style_guides import carried_guide, current_guide, says_same, why_not_write
from project.base.errors import Invalid, NotVisible, Stale, WrongState, require
from project.base.viewer import Member


def save_style_guide(
    *, actor: Member, account: ClientAccount, text: str, link: str, number: int, now: dt.datetime
) -> StyleGuide | None:
    """Let this text, this link or both be the account's style guide from now on; neither ends it. Orders show
    it at once, and beside it what stood when they were placed.

    `number` is the version that the writer of it saw, 0 for none: Stale when somebody has saved a newer one.
    What says the same as the present one writes nothing. Returns the version that counts, None for none.
    Raises Invalid under "text" or "link", and WrongState for an account that was merged: the guide that
    counts is the other's.
    """
    require(can_edit_style_guide(actor, account.pk))
    _check(text, link)
    with transaction.atomic():
        _lock(actor, account)
        current = current_guide(account)
        if says_same(current, text, link):
            return current
        if number != (current.number if current else 0):
            raise Stale(_("Someone saved a newer version of this style guide."), current=current)
        return _add(account, number, (text, link), by=actor, now=now)


def carry_guide(source: ClientAccount, root: ClientAccount, *, by: Member, now: dt.datetime) -> None:
    """When `source` is merged into `root`: one client has one guide. Where the root's says nothing, the
    source's words become its newest version, at the moment of the merge; where it says something, it counts
    for the orders of both. Under the locks of merging."""
    ours, theirs = current_guide(source), current_guide(root)
    if ours and ours.says_something and not (theirs and theirs.says_something):
        _add(root, theirs.number if theirs else 0, (ours.text, ours.link), by=by, now=now)


def give_guide_back(source: ClientAccount, root: ClientAccount, *, by: Member, now: dt.datetime) -> None:
    """When `source` is separated from `root`: what came with it ends for the root, unless somebody wrote
    there since. The source has what it had. Under the locks of merging, before `merged_at` is cleared."""
    if (carried := carried_guide(source, root)) is None:
        return
    before = root.style_guides.filter(number=carried.number - 1).first()
    words = (before.text, before.link) if before else ("", "")
    _add(root, carried.number, words, by=by, now=now)


def _add(
    account: ClientAccount, number: int, words: tuple[str, str], *, by: Member, now: dt.datetime
) -> StyleGuide:
    """The version after `number`."""
    text, link = words
    return StyleGuide.objects.create(
        agency_id=account.agency_id,
        account=account,
        number=number + 1,
        text=text,
        link=link,
        by_id=by.member_id,
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
    found = rows.filter(agency_id=actor.agency_id, pk=account.pk).first()
    if found is None:
        raise NotVisible()
    if refusal := why_not_write(found):
        raise WrongState(refusal)
