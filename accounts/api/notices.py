"""`/api/v1/users/notifications/`: what the caller was told at this agency; and how they want to be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, MutableSequence
from typing import Any

from rest_framework.response import Response

from accounts.actions import notices
from accounts.forms.notices import CHANNELS, NoticesForm
from accounts.models import Notice, NoticeKind
from accounts.models.notices import WORDS
from accounts.pages.notices import rows_of
from accounts.receivers.sessions import browser_facts
from accounts.rules.notices import preferences_of
from project.base.api import fields
from project.base.api.bodies import Body, Out, Paged, bound
from project.base.api.endpoint import MEMBERS, endpoint, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotVisible

KINDS = [
    *NoticeKind.values,
    *("login_alert", "sign_in_denied", "rights_taken_back", "recovery_code_used"),
    *WORDS,
]


class NoticeFilters(Paged):
    unread = fields.Flag(required=False, help_text="true: those not read yet; false: those that were read.")
    kind = fields.Choice(choices=KINDS, required=False)


class Read(Body):
    """Which ones; all without `ids`."""

    ids = fields.Items(child=fields.Id(), max_length=200, required=False)

    example = {"ids": ["n6b3x9c2fz"]}


class NoticeOut(Out):
    """Something that you were told. `about`: the number of the order or quote, null for none. `path`: where
    it leads on this host, empty for nowhere."""

    id = fields.Id()
    kind = fields.Text()
    text = fields.Text()
    about = fields.Text(allow_null=True)
    path = fields.Text()
    at = fields.Moment()
    read_at = fields.Moment(allow_null=True)

    example = {
        "id": "n6b3x9c2fz",
        "kind": "order",
        "text": "INK-2026-00042 Delivered: A quiet harbour",
        "about": "INK-2026-00042",
        "path": "/orders/INK-2026-00042/",
        "at": "2026-03-05T17:30:00Z",
        "read_at": None,
    }


class MarkedOut(Out):
    """How many were not read before."""

    marked = fields.Whole()

    example = {"marked": 3}


class NoticeViewSet(Resource):
    """Notices of the caller."""

    def thing(self, key: str) -> Notice:
        found = self._rows().filter(public_id=key).first()
        if found is None:
            raise NotVisible()
        return found

    def shown(self, thing: Notice) -> dict[str, Any]:
        return notice_row(rows_of(self.viewer, [thing])[0])

    @endpoint(MEMBERS, NoticeOut, listed=True, query=NoticeFilters)
    def list(self, request: Any) -> Response:
        """List your notifications, newest first."""
        rows = self._rows()
        if kind := self.asked.get("kind"):
            rows = rows.filter(kind=kind)
        if (unread := self.asked.get("unread")) is not None:
            rows = rows.filter(read_at__isnull=unread)
        order, kinds = ("-at", "-id"), (dt.datetime, int)
        return page(self, rows, notice_row, order=order, kinds=kinds, prepare=self._prepare)

    @endpoint(MEMBERS, NoticeOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a notification. It stays unread."""
        return self.ok(self.thing(public_id))

    @verb("mark-read", MEMBERS, MarkedOut, detail=False, body=Read)
    def mark_read(self, request: Any) -> Response:
        """Mark notifications as read. Those of `ids` that are none of yours are passed over."""
        whose: dict[str, Any] = {"user": self.http.user, "agency": self.http.agency, "now": self.now}
        return Response({"marked": notices.read_all(**whose, ids=self.body.get("ids"))})

    def _rows(self) -> Any:
        return Notice.objects.of(self.http.user, self.http.agency)

    def _prepare(self, rows: MutableSequence[Any]) -> None:
        rows[:] = rows_of(self.viewer, rows)


def notice_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A notice as the API shows it, of the row that its page prints."""
    notice = row["notice"]
    return {
        "id": notice.public_id,
        "kind": notice.kind,
        "text": row["words"],
        "about": notice.about or None,
        "path": notice.path,
        "at": moment_text(notice.at),
        "read_at": moment_text(notice.read_at),
    }


class NotificationSettings(Body):
    """How to be told of each kind: by email, by a notification in the application, both or neither."""

    order_mail = fields.Flag()
    order_notice = fields.Flag()
    message_mail = fields.Flag()
    message_notice = fields.Flag()
    quote_mail = fields.Flag()
    quote_notice = fields.Flag()
    token_mail = fields.Flag()
    token_notice = fields.Flag()

    example = dict.fromkeys((f"{kind}_{way}" for kind in NoticeKind.values for way in CHANNELS), True)


class NotificationSettingsOut(Out):
    """How you are told of each kind."""

    order_mail = fields.Flag()
    order_notice = fields.Flag()
    message_mail = fields.Flag()
    message_notice = fields.Flag()
    quote_mail = fields.Flag()
    quote_notice = fields.Flag()
    token_mail = fields.Flag()
    token_notice = fields.Flag()

    example = NotificationSettings.example


class NoticeSettingsViewSet(Resource):
    """How the caller wants to be told at this agency."""

    single = True

    def shown(self, thing: Any) -> dict[str, bool]:
        stored = preferences_of(self.http.user, self.http.agency)
        return {
            f"{kind}_{way}": on
            for kind, pair in stored.items()
            for way, on in zip(CHANNELS, pair, strict=True)
        }

    @endpoint(MEMBERS, NotificationSettingsOut)
    def retrieve(self, request: Any) -> Response:
        """Read how you are told of what."""
        return self.ok(None)

    @endpoint(MEMBERS, NotificationSettingsOut, body=NotificationSettings)
    def update(self, request: Any) -> Response:
        """Replace how you are told of what."""
        return self._save(self.body)

    @endpoint(MEMBERS, NotificationSettingsOut, body=NotificationSettings, partial=True)
    def partial_update(self, request: Any) -> Response:
        """Change some of how you are told of what."""
        return self._save({**self.shown(None), **self.body})

    def _save(self, said: Mapping[str, bool]) -> Response:
        form = bound(NoticesForm, said, stored={})
        whose: dict[str, Any] = {"user": self.http.user, "agency": self.http.agency}
        notices.save_preferences(**whose, wanted=form.wanted, browser=browser_facts(self.http))
        return self.ok(None)
