"""How safe a person's account is, as a score that explains itself: each item says why and what to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import AccessToken, PersonSession
from accounts.rules.factors import factors_of
from project.base.viewer import Viewer

#: Sessions that were not used for so long are named.
FORGOTTEN = dt.timedelta(days=14)


@dataclass(frozen=True)
class Item:
    """One part of the score: `points` of it are had when `done`."""

    label: Any
    why: Any
    todo: Any
    points: int
    done: bool
    url: str


@dataclass(frozen=True)
class Facts:
    """What the score is made of, as seen from one host: a passkey of another one is no second factor here
    (`elsewhere`: how many of those there are). `stale_tokens`: those of this agency."""

    second_factor: bool
    passkey: bool
    elsewhere: int
    codes_left: int
    unanswered_alerts: int
    old_sessions: int
    stale_tokens: int


#: With so many recovery codes left it is time for new ones.
FEW_CODES = 3


def _few_codes(left: int) -> str:
    if not left:
        return translated("Create recovery codes and keep them on paper.")
    return ngettext(
        "You have %(n)s code left. Create new ones.", "You have %(n)s codes left. Create new ones.", left
    ) % {"n": left}


def _elsewhere(facts: Facts, todo: str) -> str:
    if not facts.elsewhere:
        return todo
    said = ngettext(
        "Your passkey works only at a different web address.",
        "Your %(n)s passkeys work only at other web addresses.",
        facts.elsewhere,
    )
    return f"{said % {'n': facts.elsewhere}} {todo}"


def _stale(count: int) -> str:
    said = ngettext(
        "Revoke the token you have not used for 90 days.",
        "Revoke the %(n)s tokens you have not used for 90 days.",
        count,
    )
    return said % {"n": count}


#: (label, why it matters, what to do, points, whether it is so, where to do it). What to do may depend on the
#: facts.
RULES: tuple[tuple[Any, Any, Any, int, Callable[[Facts], bool], str], ...] = (
    (
        _("Two-step verification"),
        _("Someone who learns your password still can’t sign in."),
        lambda facts: _elsewhere(facts, translated("Add an authenticator app or a passkey.")),
        40,
        lambda facts: facts.second_factor,
        "account_factors",
    ),
    (
        _("A passkey"),
        _("A passkey can’t be typed into a fake page."),
        lambda facts: _elsewhere(facts, translated("Add a passkey on this device.")),
        15,
        lambda facts: facts.passkey,
        "account_factors",
    ),
    (
        _("Recovery codes"),
        _("Recovery codes let you sign in if you lose the phone with your authenticator app."),
        lambda facts: _few_codes(facts.codes_left),
        15,
        lambda facts: facts.codes_left > FEW_CODES,
        "account_factors",
    ),
    (
        _("No unanswered sign-in alerts"),
        _("An unanswered alert may mean that someone else signed in."),
        _("Confirm whether these sign-ins were yours."),
        10,
        lambda facts: not facts.unanswered_alerts,
        "account_alerts",
    ),
    (
        _("No forgotten sessions"),
        _("A session you no longer use is open to anyone who finds the device."),
        _("Revoke the sessions you have not used for two weeks."),
        10,
        lambda facts: not facts.old_sessions,
        "account_sessions",
    ),
    (
        _("No unused access tokens"),
        _("A token you no longer need still gives access."),
        lambda facts: _stale(facts.stale_tokens),
        10,
        lambda facts: not facts.stale_tokens,
        "account_tokens",
    ),
)


def read_facts(user: Any, viewer: Viewer, host: str, unanswered: int, now: dt.datetime) -> Facts:
    """The facts of a person on one host; `unanswered`: how many alerts
    wait for their answer. Three queries."""
    have = factors_of(user, host)
    live = PersonSession.objects.of_person(user).live()
    return Facts(
        second_factor=have.counts,
        passkey=bool(have.here),
        elsewhere=len(have.passkeys) - len(have.here),
        codes_left=have.codes_left,
        unanswered_alerts=unanswered,
        old_sessions=live.filter(seen_at__lt=now - FORGOTTEN).count(),
        stale_tokens=AccessToken.objects.visible_to(viewer).stale(now).count(),
    )


def items_of(facts: Facts) -> list[Item]:
    """The parts of the score, what is missing first."""
    found = [
        Item(label, why, todo(facts) if callable(todo) else todo, points, holds(facts), address(name))
        for label, why, todo, points, holds, name in RULES
    ]
    return sorted(found, key=_undone_first)


def score_of(items: list[Item]) -> int:
    """Points in percent of what can be had."""
    return round(100 * sum(item.points for item in items if item.done) / sum(item.points for item in items))


def address(name: str) -> str:
    """Where to do it; "" while there is no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _undone_first(item: Item) -> tuple[bool, int]:
    return item.done, -item.points
