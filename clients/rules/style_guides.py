"""Which version of a client account's style guide counts, and when."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from clients.models import ClientAccount, StyleGuide


def current_guide(account: ClientAccount) -> StyleGuide | None:
    """The newest version, which may be empty; None when there never was one. One query."""
    return account.style_guides.order_by("-number").first()


def guide_at(agency_id: int, account_id: int, moment: dt.datetime) -> StyleGuide | None:
    """The account's own version at a moment, which may be empty; None when there was none yet. One query."""
    rows = StyleGuide.objects.filter(agency_id=agency_id, account_id=account_id, at__lte=moment)
    return rows.order_by("-number").first()


def counted_guide(account: ClientAccount, moment: dt.datetime) -> StyleGuide | None:
    """The version that counted for an account's orders at a moment: its own, since a merge the other's. One
    query."""
    merged = account.merged_at is not None and account.merged_at <= moment
    counts = account.merged_into_id if merged and account.merged_into_id else account.pk
    return guide_at(account.agency_id, counts, moment)


def says_same(guide: StyleGuide | None, text: str, link: str) -> bool:
    """Whether these words are what the version says; no version says nothing."""
    return (text, link) == ((guide.text, guide.link) if guide else ("", ""))


def why_not_write(account: ClientAccount) -> str:
    """What stands against a new version; "" for nothing. Merged accounts have one guide, the other's."""
    if account.merged_into is None:
        return ""
    words = _("This client account was merged into %(name)s. Edit the style guide there.")
    return words % {"name": account.merged_into.name}


def carried_guide(source: ClientAccount, root: ClientAccount) -> StyleGuide | None:
    """The root's newest version, if it is the one that came when `source` was merged into it
    (actions.style_guides.carry_guide): of that very moment, and in the source's words. Two queries."""
    theirs, ours = current_guide(root), current_guide(source)
    if theirs is None or ours is None or theirs.at != source.merged_at:
        return None
    return theirs if says_same(ours, theirs.text, theirs.link) else None
