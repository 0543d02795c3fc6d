"""The page of the links to one's calendar, and the calendar that such a link opens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.receivers.sessions import browser_facts
from accounts.rules.limits import CALENDAR_LINK, count_try, network_of
from agencies.rules.agencies import is_writer
from project.base import clock
from project.base.access import area, public
from project.base.errors import Invalid, NotVisible
from project.base.forms import takes
from project.base.http import AgencyRequest, MemberRequest
from project.base.secrecy import shows_secret
from writers.actions.calendar_feeds import MOST, feed_of, make_feed, revoke_feed
from writers.forms.calendar_feeds import FeedForm
from writers.models import CalendarFeed
from writers.pages.calendar_feeds import calendar_of, feed_url


@public
@require_safe
@sensitive_variables("key")
def show(request: AgencyRequest, key: str) -> HttpResponse:
    """The calendar of whoever made the link. A session that came along counts for nothing; wrong links are
    counted by network, and all of them are answered alike."""
    now = clock.now()
    feed = feed_of(key=key, agency=request.agency, now=now)
    if feed is None:
        count_try(CALENDAR_LINK, network_of(request), now=now)
        raise NotVisible()
    with translation.override(feed.member.user.speaks_at(request.agency)):
        content = calendar_of(feed.member, now)
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Cache-Control": "no-store, private",
            "Referrer-Policy": "no-referrer",
            "X-Robots-Tag": "noindex",
        },
    )


@shows_secret
@area(is_writer)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("made", "key")
@takes(FeedForm)
def index(request: MemberRequest) -> HttpResponse:
    """The links with their form. The answer to a POST is the only page that ever holds one."""
    if request.method != "POST":
        return _page(request, FeedForm(request.typed))
    form = FeedForm(request.POST)
    if form.is_valid():
        if asked := request.require_proof():
            return asked
        try:
            feed, key = make_feed(**_who(request), name=form.cleaned_data["name"])
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            return _page(request, FeedForm(), made={"feed": feed, "url": feed_url(feed.member, key)})
    return _page(request, form)


@area(is_writer)
@require_POST
def revoke(request: MemberRequest, public_id: str) -> HttpResponse:
    """Make a link worthless."""
    revoke_feed(**_who(request), feed=feed_or_404(request, public_id))
    messages.success(request, _("Calendar link revoked."))
    return redirect("writers:calendar_feeds")


def feed_or_404(request: MemberRequest, public_id: str) -> CalendarFeed:
    """The viewer's own link of that id, revoked or not."""
    found = CalendarFeed.objects.visible_to(request.viewer).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible()
    return found


def _who(request: MemberRequest) -> dict[str, Any]:
    return {"actor": request.viewer, "browser": browser_facts(request), "now": clock.now()}


@sensitive_variables("made", "context")
def _page(request: MemberRequest, form: FeedForm, made: dict[str, Any] | None = None) -> HttpResponse:
    own = CalendarFeed.objects.visible_to(request.viewer).live().order_by("-created_at", "-pk")
    context = {"form": form, "made": made, "live": list(own[:MOST]), "most": MOST}
    status = 422 if form.errors else 200
    return render(request, "writers/capacity/calendar_feeds.html", context, status=status)
