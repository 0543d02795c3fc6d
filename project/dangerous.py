"""Dangerous acts: what could lock somebody out or let somebody else in. Before one of them it is asked once
more who is there, and what was typed is kept.

GateMiddleware asks when a page is opened. The view of a button or a form asks by `request.require_proof()`,
of a form once it is valid, so that mistakes are said first, and begins the form with `request.typed`; its
page may say beforehand that it asks (templates/ui/asked.html). Whoever adds an act that hands out a right,
takes one away, or hides what happens, names its address here; tests/project/test_dangerous.py walks them all.
An endpoint of the API that does the same says so by `dangerous=` (project.base.api.endpoint;
tests/project/test_dangerous_api.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.forms.security_centre import AlertsForm
from accounts.rules.login_alerts import preference_of, switched_off
from accounts.views.reauth import ask_first, kept, recently_confirmed
from agencies.states.roles import Role
from project.base import query
from project.base.http import SignedInRequest


@dataclass(frozen=True)
class Dangerous:
    """How it is asked: by its view when something is sent, or as soon as its page is opened (`opening`).
    Afterwards the person is on that page, or on `back`, where the button stands; at `part` of it, told
    `said`. `when` picks the sent forms that are dangerous at all."""

    opening: bool = False
    back: str = ""
    part: str = ""
    said: str | Promise = ""
    when: Callable[[SignedInRequest], bool] | None = None


def _makes_owner(request: SignedInRequest) -> bool:
    return Role.OWNER in query.values(request.POST, "roles")


def _switches_alerts_off(request: SignedInRequest) -> bool:
    form = AlertsForm(request.POST)
    return form.is_valid() and bool(
        switched_off(preference_of(request.user, request.agency), form.cleaned_data)
    )


PAGE = Dangerous(opening=True)
#: Pages to come back to that are about one thing, as the act is.
OF_ONE = ("agencies:person", "agencies:webhook", "agencies:domain", "desk_factor_reset")
PRESS = _("Identity confirmed. Press the button again.")
DANGEROUS: dict[str, Dangerous] = {
    # Ways to sign in.
    "account_code_app": PAGE,
    "account_code_app_remove": PAGE,
    "account_codes": PAGE,
    "account_passkey_add": PAGE,
    "account_passkey_remove": PAGE,
    "account_change_password": Dangerous(said=_("Identity confirmed. Now enter your new password again.")),
    "account_email": Dangerous(),
    "account_backup": Dangerous(),
    "account_backup_remove": Dangerous(back="account_backup", said=PRESS),
    "account_tokens": Dangerous(part="#make"),
    "writers:calendar_feeds": Dangerous(part="#make"),
    "writers:sample_links": Dangerous(part="#make"),
    "cohorts:report": Dangerous(part="#make"),
    "account_device_trust": Dangerous(back="account_devices", said=PRESS),
    # What hides, or takes away.
    "account_alerts": Dangerous(when=_switches_alerts_off),
    "account_close": PAGE,
    # A download opens no page, and would leave its person before the question.
    "account_export_download": Dangerous(
        opening=True, back="account_data", said=_("Identity confirmed. You can download your copy now.")
    ),
    "agencies:close": Dangerous(),
    "agencies:export_ask": Dangerous(back="agencies:exports", said=PRESS),
    "agencies:export_download": Dangerous(
        opening=True,
        back="agencies:exports",
        said=_("Identity confirmed. You can download the archive now."),
    ),
    # Rights of others.
    "agencies:security": Dangerous(),
    "agencies:person": Dangerous(),
    "agencies:person_end": Dangerous(back="agencies:person", said=PRESS),
    "agencies:people_invite": Dangerous(when=_makes_owner),
    # What hands data out of the house.
    "agencies:webhook_new": Dangerous(),
    "agencies:webhook_edit": Dangerous(),
    "agencies:webhook_rotate": Dangerous(back="agencies:webhook", said=PRESS),
    # Where people meet the agency.
    "agencies:domain_new": Dangerous(),
    "agencies:domain_primary": Dangerous(back="agencies:domain", said=PRESS),
    "agencies:domain_remove": Dangerous(back="agencies:domain", said=PRESS),
    "desk_factor_reset": Dangerous(),
    "desk_factor_reset_confirm": Dangerous(back="desk_factor_reset", said=PRESS),
}


def ask_again(request: Any, view_name: str, kwargs: dict[str, Any]) -> HttpResponse | None:
    """The way to the page that asks, when this request is a dangerous act of somebody who has not shown
    lately who they are; None when its view may go on. For people who are signed in and may open the page."""
    act = DANGEROUS.get(view_name)
    request.typed, request.asks_first, request.require_proof = None, False, _nothing
    if act is None:
        return None
    ask = partial(_ask, request, act, kwargs)
    if act.opening and (request.method != "POST" or not act.back):
        return ask()
    if request.method == "POST":
        request.require_proof = ask
    elif recently_confirmed(request):
        request.typed = kept(request)
    else:
        request.asks_first = act.when is None
    return None


def _ask(request: SignedInRequest, act: Dangerous, kwargs: dict[str, Any]) -> HttpResponse | None:
    if (request.method == "POST" and act.when and not act.when(request)) or recently_confirmed(request):
        return None
    return ask_first(request, _page(request, act, kwargs), act.part, str(act.said))


def _nothing() -> None:
    """Nothing is asked."""


def _page(request: HttpRequest, act: Dangerous, kwargs: dict[str, Any]) -> str:
    """`back` takes the arguments of the act's own address, or none."""
    if not act.back:
        return request.get_full_path()
    return reverse(act.back, kwargs=kwargs if act.back in OF_ONE else None)
