"""Private links to samples: made, revoked, and opened."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from accounts.actions.session_acts import hold_session
from agencies.actions.security_log import UNKNOWN, Browser, log_event
from agencies.models import Agency, Membership
from orders.actions.moving import record
from orders.models import Order
from project.base.errors import Conflict, Invalid, NotVisible, WrongState, require
from project.base.viewer import Member, System, Viewer
from writers.models import PortfolioSample, SampleLink, SampleView, WriterPortfolio
from writers.models.sample_links import MOST_DAYS, MOST_LINKS, PREFIX
from writers.rules.sample_links import can_share, needs_terms, opening
from writers.states.portfolio import PortfolioVerb

from .portfolio_moves import leave_event
from .portfolio_samples import held_sample

#: Random bytes of a key, which is twice as many characters long (project.base.keys.ShownKey).
BYTES = 24


@sensitive_variables("key")
def make_link(
    *,
    actor: Member,
    sample: PortfolioSample,
    name: str,
    days: int,
    max_views: int | None,
    terms: bool,
    now: dt.datetime,
    browser: Browser = UNKNOWN,
) -> tuple[SampleLink, str]:
    """A new link to one's own published sample, for `days` and perhaps `max_views`. Returns it with its key,
    which is stored nowhere. What its client lets be read by private link alone is asked `terms` for, whatever
    was said.

    Raises WrongState for a sample that is not published, Conflict beyond MOST_LINKS, Invalid by "name" for
    one that a live link of the sample has (the same form sent twice); NotAllowed from a session that ended.
    """
    require(can_share(actor, sample))
    if not 0 < days <= MOST_DAYS:
        raise Invalid({"days": _("Enter a number between 1 and %(most)s.") % {"most": MOST_DAYS}})
    with transaction.atomic():
        # As with calendar links: this comes before “Not me”, and is revoked with the rest, or not at all.
        hold_session(user=actor.membership.user, browser=browser)
        portfolio, stored = held_sample(actor, sample)
        if stored.published_at is None:
            raise WrongState(_("Publish this sample first. A link shows what is published."))
        _require_room(actor, stored, name, now)
        key = secrets.token_hex(BYTES)
        link = SampleLink.objects.create(
            agency_id=actor.agency_id,
            sample=stored,
            name=name,
            prefix=key[:PREFIX],
            hash=hash_of(key),
            terms=terms or needs_terms(stored),
            max_views=max_views,
            created_by=actor.membership,
            created_at=now,
            expires_at=now + dt.timedelta(days=days),
        )
        leave_event(portfolio, PortfolioVerb.MAKE_LINK, actor=actor, now=now, sample=stored)
        _tell("sample_link_made", link, actor, browser)
    return link, key


def _require_room(actor: Member, sample: PortfolioSample, name: str, now: dt.datetime) -> None:
    live = SampleLink.objects.filter(agency_id=actor.agency_id, created_by=actor.membership, revoked_at=None)
    live = live.filter(expires_at__gt=now)
    if live.filter(sample=sample, name__iexact=name).exists():
        text = _("This sample already has a link for this name. Revoke it first, or choose another name.")
        raise Invalid({"name": text})
    if live.count() >= MOST_LINKS:
        raise Conflict(_("You have %(most)s private links. Revoke one first.") % {"most": MOST_LINKS})


def revoke_link(
    *, actor: Member, link: SampleLink, now: dt.datetime, browser: Browser = UNKNOWN
) -> SampleLink:
    """Make one of the actor's links worthless from the next request on. Does nothing when it is revoked."""
    require(can_share(actor, link.sample))
    with transaction.atomic():
        _revoke(SampleLink.objects.filter(agency_id=actor.agency_id, pk=link.pk), actor, browser, now)
    link.refresh_from_db(fields=["revoked_at"])
    return link


def revoke_links_of(*, user: Any, now: dt.datetime) -> int:
    """Revoke every live link of a person, at every agency: for "it was not me". Asks no right. Returns how
    many."""
    return _revoke(SampleLink.objects.filter(created_by__user=user), None, UNKNOWN, now)


def revoke_links_of_member(*, member: Membership, now: dt.datetime) -> int:
    """Revoke every live link of a member: who comes back begins without. Asks no right. Returns how many."""
    rows = SampleLink.objects.filter(agency_id=member.agency_id, created_by=member)
    return _revoke(rows, None, UNKNOWN, now)


def _revoke(rows: Any, actor: Viewer | None, browser: Browser, now: dt.datetime) -> int:
    """Revoke the live ones among `rows`, each with its event. Their portfolios are locked first, as whoever
    takes these offline does."""
    with transaction.atomic():
        ids = rows.filter(revoked_at=None).values("sample__portfolio_id")
        list(WriterPortfolio.objects.filter(pk__in=ids).select_for_update(of=("self",)).order_by("pk"))
        found = rows.filter(revoked_at=None).select_for_update(no_key=True, of=("self",)).order_by("pk")
        links = list(found.select_related("agency", "created_by__user", "sample__portfolio__agency"))
        for link in links:
            link.revoked_at = now
            link.save(update_fields=["revoked_at"])
            portfolio, by = link.sample.portfolio, actor or System(link.agency)
            leave_event(portfolio, PortfolioVerb.REVOKE_LINK, actor=by, now=now, sample=link.sample)
            _tell("sample_link_revoked", link, actor, browser)
    return len(links)


@sensitive_variables("key")
def link_of(*, key: str, agency: Agency, now: dt.datetime) -> SampleLink:
    """The link that this key opens, with its sample and writer; nothing is counted. Raises NotVisible, alike
    for all that opens nothing: made up, revoked, over, used up, of another agency, of a sample or portfolio
    that is off, of a consent that ended, of a writer who is not there."""
    rows = opening(agency, now).filter(hash=hash_of(key))
    link = rows.select_related("sample__portfolio__member", "sample__consent", "sample__file__file").first()
    if link is None or _is_used_up(link):
        raise NotVisible()
    return link


@sensitive_variables("key")
def open_link(*, key: str, agency: Agency, agreed: bool, now: dt.datetime) -> SampleLink:
    """Count one view by this key, and return what it shows. Of an order's text that only such links show, its
    client is told of the first view of each.

    The link is locked while its views are counted, its order before it: neither is one seen beyond
    `max_views`, nor anything that is being withdrawn. Raises NotVisible as link_of does, Invalid by "agreed"
    without the agreement that it asks for.
    """
    with transaction.atomic():
        found = link_of(key=key, agency=agency, now=now)
        if found.terms and not agreed:
            raise Invalid({"agreed": _("Agree to keep it confidential to read the text.")})
        orders = Order.objects.filter(agency=agency, pk=found.sample.order_id or 0).select_related("agency")
        order = orders.select_for_update(of=("self",), no_key=True).first()
        SampleLink.objects.select_for_update(no_key=True).get(pk=found.pk)
        link = link_of(key=key, agency=agency, now=now)
        is_first = not link.views.exists()
        SampleView.objects.create(agency_id=link.agency_id, link=link, at=now, agreed=agreed)
        if order is not None and is_first and needs_terms(link.sample):
            record(order, "show_privately", actor=System(agency), now=now)
    return link


def _is_used_up(link: SampleLink) -> bool:
    return link.max_views is not None and link.views.count() >= link.max_views


@sensitive_variables("key")
def hash_of(key: str) -> str:
    """What is stored of a key: 192 random bits need no salt."""
    return hashlib.sha256(key.encode()).hexdigest()


def _tell(event: str, link: SampleLink, actor: Viewer | None, browser: Browser) -> None:
    who: dict[str, Any] = {"person": link.created_by, "actor": actor, "browser": browser}
    log_event(event, agency=link.agency, **who, link=link.public_id)
