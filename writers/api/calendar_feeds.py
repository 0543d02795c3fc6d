"""`/api/v1/writer-management/calendar-feeds/`: links by which a calendar program reads one's calendar."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.views.decorators.debug import sensitive_variables
from rest_framework.response import Response

from accounts.receivers.sessions import browser_facts
from agencies.rules.agencies import is_writer
from project.base.api import fields
from project.base.api.bodies import Body, Out, Paged, bound
from project.base.api.endpoint import endpoint, only
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from writers.actions.calendar_feeds import make_feed, revoke_feed
from writers.forms.calendar_feeds import FeedForm
from writers.models import CalendarFeed
from writers.models.calendar_feeds import NAME_LIMIT
from writers.pages.calendar_feeds import feed_url
from writers.views.calendar_feeds import feed_or_404

WRITERS = only(is_writer)
ORDER, KINDS = ("-created_at", "-id"), (dt.datetime, int)


class NewCalendarFeed(Body):
    """A new calendar link."""

    name = fields.Text(max_length=NAME_LIMIT)

    example = {"name": "Phone"}


class CalendarFeedFilters(Paged):
    state = fields.Choice(choices=["live", "revoked", "all"], default="live")


class CalendarFeedOut(Out):
    """A calendar link; `prefix` is how its key begins."""

    id = fields.Id()
    name = fields.Text()
    prefix = fields.Text()
    is_live = fields.Flag()
    created_at = fields.Moment()
    last_used_at = fields.Moment(allow_null=True)
    revoked_at = fields.Moment(allow_null=True)

    example = {
        "id": "c8f4y2z9hw",
        "name": "Phone",
        "prefix": "3fa91c07",
        "is_live": True,
        "created_at": "2026-03-02T09:00:00Z",
        "last_used_at": None,
        "revoked_at": None,
    }


class MadeCalendarFeedOut(CalendarFeedOut):
    """A new calendar link with its address, which no other answer shows."""

    url = fields.Text()

    example = {
        **CalendarFeedOut.example,
        "url": f"https://inkwell.example/calendar/3fa91c07{'0' * 40}.ics",
    }


class CalendarFeedViewSet(Resource):
    """Calendar links of the caller, who writes."""

    shows_secret = True

    def thing(self, key: str) -> CalendarFeed:
        return feed_or_404(self.http, key)

    def shown(self, thing: CalendarFeed) -> dict[str, Any]:
        return feed_row(thing)

    @endpoint(WRITERS, CalendarFeedOut, listed=True, query=CalendarFeedFilters)
    def list(self, request: Any) -> Response:
        """List your calendar links. Those that work, unless you ask for others."""
        rows, state = CalendarFeed.objects.visible_to(self.viewer), self.asked["state"]
        if state != "all":
            rows = rows.filter(revoked_at__isnull=state == "live")
        return page(self, rows, feed_row, order=ORDER, kinds=KINDS)

    @endpoint(WRITERS, CalendarFeedOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a calendar link. Of its key the beginning alone."""
        return self.ok(self.thing(public_id))

    @endpoint(
        WRITERS,
        MadeCalendarFeedOut,
        status=201,
        body=NewCalendarFeed,
        by_session=True,
        dangerous="writers:calendar_feeds",
    )
    @sensitive_variables("key", "response")
    def create(self, request: Any) -> Response:
        """Create a calendar link. This answer alone shows its address: there is no Idempotency-Key, since the
        answer is stored nowhere; a second link of the same name is refused."""
        form = bound(FeedForm, self.body)
        feed, key = make_feed(**self._who(), name=form.cleaned_data["name"])
        response = self.created(feed, f"/api/v1/writer-management/calendar-feeds/{feed.public_id}/")
        response.data["url"] = feed_url(feed.member, key)
        return response

    @endpoint(WRITERS, status=204)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Revoke a calendar link. It opens nothing from the next call on."""
        revoke_feed(**self._who(), feed=self.thing(public_id))
        return Response(status=204)

    def _who(self) -> dict[str, Any]:
        return {"actor": self.viewer, "browser": browser_facts(self.http), "now": self.now}


def feed_row(row: CalendarFeed) -> dict[str, Any]:
    """A calendar link as the API shows it."""
    return {
        "id": row.public_id,
        "name": row.name,
        "prefix": row.prefix,
        "is_live": row.revoked_at is None,
        "created_at": moment_text(row.created_at),
        "last_used_at": moment_text(row.last_used_at),
        "revoked_at": moment_text(row.revoked_at),
    }
