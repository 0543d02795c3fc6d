"""`/api/v1/users/devices/`: the browsers in which the caller has signed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from rest_framework.response import Response

from accounts.actions import devices
from accounts.forms.security_centre import DeviceNameForm
from accounts.models import Device
from accounts.models.security import NAME_LIMIT
from accounts.receivers.sessions import browser_facts
from accounts.rules.browsers import device_of, mark_of
from accounts.rules.token_reach import within_reach
from project.base.api import fields
from project.base.api.bodies import Body, Out, bound
from project.base.api.endpoint import MEMBERS, endpoint, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotVisible

COLUMNS = ("id", "public_id", "mark", "name", "browser", "system", "agency_id", "agency__name")
TIMES = ("first_seen_at", "last_seen_at", "confirmed_at", "trusted_until", "revoked_at")


class DeviceName(Body):
    """What a device is called."""

    name = fields.Text(max_length=NAME_LIMIT, allow_blank=True, help_text="Empty for none.")

    example = {"name": "The laptop at home"}


class DeviceOut(Out):
    """A browser. `is_current`: this call comes from it. `is_trusted`: it needs no second factor until
    `trusted_until`. `confirmed_at`: when you said that it is yours."""

    id = fields.Id()
    agency = fields.Text()
    name = fields.Text()
    browser = fields.Text()
    system = fields.Text()
    is_current = fields.Flag()
    is_trusted = fields.Flag()
    first_seen_at = fields.Moment()
    last_seen_at = fields.Moment()
    confirmed_at = fields.Moment(allow_null=True)
    trusted_until = fields.Moment(allow_null=True)
    revoked_at = fields.Moment(allow_null=True)

    example = {
        "id": "d4w8h2k7mn",
        "agency": "Inkwell",
        "name": "The laptop at home",
        "browser": "Firefox 128",
        "system": "Linux",
        "is_current": True,
        "is_trusted": False,
        "first_seen_at": "2026-03-02T09:00:00Z",
        "last_seen_at": "2026-03-05T17:30:00Z",
        "confirmed_at": None,
        "trusted_until": None,
        "revoked_at": None,
    }


class DeviceViewSet(Resource):
    """Devices of the caller: by session those at all agencies, by token those of its own."""

    def thing(self, key: str) -> Device:
        found = self._rows().filter(public_id=key).first()
        if found is None:
            raise NotVisible()
        return found

    def shown(self, thing: Device) -> dict[str, Any]:
        return self._row(self._rows().values(*COLUMNS, *TIMES).get(pk=thing.pk))

    @endpoint(MEMBERS, DeviceOut, listed=True)
    def list(self, request: Any) -> Response:
        """List your devices, the one seen last first."""
        rows = self._rows().values(*COLUMNS, *TIMES)
        return page(self, rows, self._row, order=("-last_seen_at", "-id"), kinds=(dt.datetime, int))

    @endpoint(MEMBERS, DeviceOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a device."""
        return self.ok(self.thing(public_id))

    @endpoint(MEMBERS, DeviceOut, body=DeviceName)
    def partial_update(self, request: Any, public_id: str) -> Response:
        """Name a device."""
        return self._act(
            public_id, devices.name_device, name=bound(DeviceNameForm, self.body).cleaned_data["name"]
        )

    @verb("trust", MEMBERS, DeviceOut, moves=True, dangerous="account_device_trust")
    def trust(self, request: Any, public_id: str) -> Response:
        """Trust a device. It needs no second factor for as long as the agency allows."""
        return self._act(public_id, devices.trust_device, now=self.now, browser=browser_facts(self.http))

    @verb("untrust", MEMBERS, DeviceOut)
    def untrust(self, request: Any, public_id: str) -> Response:
        """Trust a device no longer."""
        return self._act(public_id, devices.untrust_device)

    @verb("revoke", MEMBERS, DeviceOut)
    def revoke(self, request: Any, public_id: str) -> Response:
        """Revoke a device. Its sessions end; it is unknown at the next sign-in."""
        return self._act(public_id, devices.revoke_device, now=self.now)

    def _act(self, key: str, act: Callable[..., Device], **facts: Any) -> Response:
        device = self.thing(key)
        return self.ok(act(user=self.http.user, public_id=device.public_id, **facts))

    def _rows(self) -> Any:
        return within_reach(Device.objects.of_person(self.http.user), self.http)

    def _row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        request, until = self.http, row["trusted_until"]
        here = not request.token and row["mark"] == mark_of(device_of(request))
        return {
            "id": row["public_id"],
            "agency": row["agency__name"],
            **{name: row[name] for name in ("name", "browser", "system")},
            "is_current": here and row["agency_id"] == request.agency_id,
            "is_trusted": until is not None and until > self.now,
            **{name: moment_text(row[name]) for name in TIMES},
        }
