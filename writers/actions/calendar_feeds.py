"""Links to a writer's calendar: made, revoked, and asked whose calendar one opens."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables

from accounts.actions.session_acts import hold_session
from accounts.rules.factors import lacks_second_factor
from agencies.actions.security_log import UNKNOWN, Browser, log_event
from agencies.models import Agency, Membership
from agencies.rules.agencies import is_writer
from agencies.states.roles import Role
from project.base.errors import Invalid, NotVisible, require
from project.base.viewer import Member, Viewer
from writers.models import CalendarFeed
from writers.models.calendar_feeds import PREFIX

from .people import locked_writer

#: Live ones of one member.
MOST = 5
#: Random bytes of a key, which is twice as many characters long (project.base.keys.FeedKey).
BYTES = 24


@sensitive_variables("key")
def make_feed(
    *, actor: Member, name: str, now: dt.datetime, browser: Browser = UNKNOWN
) -> tuple[CalendarFeed, str]:
    """A new link to the actor's own calendar. Returns it with its key, which is stored nowhere.

    Raises Invalid by "name" for one that a live link has (the same form sent twice), by "" beyond MOST;
    NotAllowed for who does not write, and from a session that has ended meanwhile.
    """
    require(is_writer(actor))
    with transaction.atomic():
        # “Not me” locks the person first: this comes before it, and is revoked with the rest, or not at all.
        hold_session(user=actor.membership.user, browser=browser)
        member = locked_writer(actor, actor.membership)
        _require_room(member, name)
        key = secrets.token_hex(BYTES)
        feed = CalendarFeed.objects.create(
            agency=actor.agency,
            member=member,
            name=name,
            prefix=key[:PREFIX],
            hash=hash_of(key),
            created_at=now,
        )
        _tell("calendar_link_made", feed, actor, browser)
    return feed, key


def _require_room(member: Membership, name: str) -> None:
    live = CalendarFeed.objects.live().filter(agency_id=member.agency_id, member=member)
    names = {known.casefold() for known in live.values_list("name", flat=True)}
    if name.casefold() in names:
        text = _("You already have a calendar link with this name. Revoke it first, or choose another name.")
        raise Invalid({"name": text})
    if len(names) >= MOST:
        text = ngettext(
            "You already have %(n)s calendar link. ", "You already have %(n)s calendar links. ", MOST
        )
        raise Invalid({"": text % {"n": MOST} + _("Revoke one you no longer need.")})


def revoke_feed(
    *, actor: Viewer, feed: CalendarFeed, now: dt.datetime, browser: Browser = UNKNOWN
) -> CalendarFeed:
    """Make one of the actor's links worthless from the next request on. Does nothing when it is revoked.
    Raises NotVisible for somebody else's."""
    with transaction.atomic():
        _revoke(CalendarFeed.objects.visible_to(actor).filter(pk=feed.pk), actor, browser, now)
        row = CalendarFeed.objects.visible_to(actor).filter(pk=feed.pk).first()
        if row is None:
            raise NotVisible()
    return row


def revoke_feeds_of(*, user: Any, now: dt.datetime) -> int:
    """Revoke every live link of a person, at every agency: for "it was not me". Asks no right. Returns how
    many."""
    return _revoke(CalendarFeed.objects.filter(member__user=user), None, UNKNOWN, now)


def revoke_feeds_of_member(*, member: Membership, now: dt.datetime) -> int:
    """Revoke every live link of a member: who comes back begins without. Asks no right. Returns how many."""
    rows = CalendarFeed.objects.filter(agency_id=member.agency_id, member=member)
    return _revoke(rows, None, UNKNOWN, now)


def _revoke(rows: Any, actor: Viewer | None, browser: Browser, now: dt.datetime) -> int:
    """Revoke the live ones among `rows`, each with its event."""
    with transaction.atomic():
        found = rows.live().select_for_update(no_key=True, of=("self",))
        feeds = list(found.select_related("agency", "member__user").order_by("pk"))
        for feed in feeds:
            feed.revoked_at = now
            feed.save(update_fields=["revoked_at"])
            _tell("calendar_link_revoked", feed, actor, browser)
    return len(feeds)


@sensitive_variables("key")
def feed_of(*, key: str, agency: Agency, now: dt.datetime) -> CalendarFeed | None:
    """The link that this key opens at `agency`, with its member and person; None for all that opens nothing
    there: made up, revoked, of another agency, of a member who left, is suspended or writes no more, of a
    person who is locked out or lacks the second factor that the agency requires of them.

    One lookup by hash, so that the time tells nothing. Writes `last_used_at`, once a minute at most.
    """
    rows = CalendarFeed.objects.live().filter(agency=agency, hash=hash_of(key))
    there = rows.filter(member__ended_at=None, member__suspended_at=None, member__user__is_active=True)
    writing = there.filter(member__roles__contains=[Role.WRITER.value])
    feed = writing.select_related("member__user", "member__agency__brand").first()
    if feed is None or lacks_second_factor(feed.member, now):
        return None
    _note_use(feed, now)
    return feed


def _note_use(feed: CalendarFeed, now: dt.datetime) -> None:
    minute = now.replace(second=0, microsecond=0)
    if feed.last_used_at is not None and feed.last_used_at >= minute:
        return
    older = Q(last_used_at=None) | Q(last_used_at__lt=minute)
    CalendarFeed.objects.filter(older, agency_id=feed.agency_id, pk=feed.pk).update(last_used_at=minute)
    feed.last_used_at = minute


@sensitive_variables("key")
def hash_of(key: str) -> str:
    """What is stored of a key: 192 random bits need no salt."""
    return hashlib.sha256(key.encode("ascii")).hexdigest()


def _tell(event: str, feed: CalendarFeed, actor: Viewer | None, browser: Browser) -> None:
    who: dict[str, Any] = {"person": feed.member, "actor": actor, "browser": browser}
    log_event(event, agency=feed.agency, **who, link=feed.public_id)
