"""`/api/v1/users/login-alerts/`: of which sign-ins one is told here, and how. There is one preference for
each person at an agency, known by the id of the membership; none before it is first saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework.response import Response

from accounts.actions import login_alerts
from accounts.forms.security_centre import AlertsForm
from accounts.models import LoginAlertPreference
from accounts.receivers.sessions import browser_facts
from accounts.rules.login_alerts import COLUMNS, DEFAULTS, preference_of, switched_off
from accounts.rules.passkeys import host_of
from project.base.api import fields
from project.base.api.bodies import Body, Out, bound
from project.base.api.endpoint import MEMBERS, endpoint, verb
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotVisible

PAGE = "account_alerts"


class Alerts(Body):
    """What to be told, each by email and by a notification in the application."""

    new_login_mail = fields.Flag(help_text="Every sign-in, also from devices and places that are known.")
    new_login_notice = fields.Flag()
    new_device_mail = fields.Flag(help_text="A browser that one has not signed in with before.")
    new_device_notice = fields.Flag()
    new_location_mail = fields.Flag(help_text="A network or country that one has not signed in from before.")
    new_location_notice = fields.Flag()

    example = {**DEFAULTS, "new_login_notice": True}


class NewAlerts(Alerts):
    """What to be told. Names that are not sent are as they are without a preference."""

    def get_fields(self) -> dict[str, Any]:
        found = super().get_fields()
        for field in found.values():
            field.required = False
        return found

    example = {"new_login_notice": True}


class AlertsOut(Out):
    """A preference. `is_stored` is false of the defaults."""

    id = fields.Id()
    new_login_mail = fields.Flag()
    new_login_notice = fields.Flag()
    new_device_mail = fields.Flag()
    new_device_notice = fields.Flag()
    new_location_mail = fields.Flag()
    new_location_notice = fields.Flag()
    is_stored = fields.Flag()

    example = {"id": "k7m2p9qa4w", **DEFAULTS, "is_stored": True}


def switches_off(view: LoginAlertViewSet) -> bool:
    """Whether a call would have its person told less than now."""
    return bool(switched_off(preference_of(view.http.user, view.http.agency), view.wanted()))


class LoginAlertViewSet(Resource):
    """The caller's own preference."""

    def thing(self, key: str) -> LoginAlertPreference:
        stored = self._rows().first() if key == self.http.member.public_id else None
        if stored is None:
            raise NotVisible()
        return stored

    def shown(self, thing: LoginAlertPreference) -> dict[str, Any]:
        return self._row({"id": thing.pk, **{name: getattr(thing, name) for name in COLUMNS}})

    def wanted(self) -> dict[str, bool]:
        """What a call wants to hold from now on, complete."""
        if self.action == "partial_update":
            stored = preference_of(self.http.user, self.http.agency)
            return {**{name: getattr(stored, name) for name in COLUMNS}, **self.body}
        return {**DEFAULTS, **self.body}

    @endpoint(MEMBERS, AlertsOut, listed=True)
    def list(self, request: Any) -> Response:
        """List your preference: one, or none before you have saved one."""
        return page(self, self._rows().values("id", *COLUMNS), self._row, order=("id",), kinds=(int,))

    @endpoint(MEMBERS, AlertsOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read your preference."""
        return self.ok(self.thing(public_id))

    @verb("my_preferences", MEMBERS, AlertsOut, method="get", detail=False)
    def my_preferences(self, request: Any) -> Response:
        """Read what holds for you: your preference, or else the defaults."""
        return self.ok(preference_of(self.http.user, self.http.agency))

    @endpoint(
        MEMBERS,
        AlertsOut,
        status=201,
        body=NewAlerts,
        creates=True,
        moves=True,
        dangerous=PAGE,
        when=switches_off,
    )
    def create(self, request: Any) -> Response:
        """Save your preference. 409 when you have one: change that."""
        made = login_alerts.create_preference(**self._who(), **self._form().cleaned_data)
        return self.created(made, f"/api/v1/users/login-alerts/{self.http.member.public_id}/")

    @endpoint(MEMBERS, AlertsOut, body=Alerts, dangerous=PAGE, when=switches_off)
    def update(self, request: Any, public_id: str) -> Response:
        """Replace your preference."""
        return self._save(public_id)

    @endpoint(MEMBERS, AlertsOut, body=Alerts, partial=True, dangerous=PAGE, when=switches_off)
    def partial_update(self, request: Any, public_id: str) -> Response:
        """Change some of your preference."""
        return self._save(public_id)

    @endpoint(MEMBERS, status=204, dangerous=PAGE, when=switches_off)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Forget your preference. The defaults hold again."""
        self.thing(public_id)
        login_alerts.forget_preference(**self._who())
        return Response(status=204)

    def _save(self, public_id: str) -> Response:
        self.thing(public_id)
        return self.ok(login_alerts.save_preference(**self._who(), **self._form().cleaned_data))

    def _form(self) -> AlertsForm:
        return bound(AlertsForm, self.wanted())

    def _rows(self) -> Any:
        return LoginAlertPreference.objects.filter(agency=self.http.agency, user=self.http.user)

    def _who(self) -> dict[str, Any]:
        request = self.http
        whose = {"user": request.user, "agency": request.agency, "host": host_of(request)}
        return {**whose, "browser": browser_facts(request)}

    def _row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        columns = {name: row[name] for name in COLUMNS}
        return {"id": self.http.member.public_id, **columns, "is_stored": row["id"] is not None}
