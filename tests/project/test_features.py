"""Each feature that an agency can switch off is enforced at each of its doors: page, menu, API, job, mail,
with the feature on and off. A feature that says nothing of one kind of door fails, and so does an address or
a resource of the API that belongs to none and is not listed as such."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

import pytest
from django.conf import settings as configuration
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve, reverse
from procrastinate.contrib.django import app as queue

from accounts.actions.mail import deliver
from accounts.models import Mail
from agencies.models import Agency, Membership
from analytics.states.reports import MAIL
from project.api.router import router
from project.base import access, clock
from project.base.features import Door, Feature, chosen_with, features, leads_on, step_name
from project.base.menu import menu_entries, menu_of
from project.base.sweeps import SWEEPS, Place, Slice
from project.base.viewer import Member
from tests.analytics.helpers.reports import made, scheduled
from tests.helpers.api import Answer
from tests.helpers.cast import Cast, browser, load_cast
from tests.helpers.statements import refuses
from tests.project.helpers import featureless
from tests.project.helpers.api_doors import API_DOORS
from tests.project.helpers.api_doors import PEOPLE as CALLERS
from tests.project.helpers.api_scene import api_scene
from tests.project.helpers.doors import GET, PEOPLE, POST
from tests.project.helpers.undoing import Undoing, undoing
from tests.project.test_api_doors import address as api_address
from tests.project.test_api_doors import operations, people, visit
from tests.project.test_doors import address, by_answer, one_of, scene, takes
from tests.project.test_doors import names as named

pytestmark = pytest.mark.django_db
KINDS = ("pages", "menu", "api", "jobs", "mails")
KEYS = [key for key, _feature in features.items()]
DOORS = {"get": GET, "post": POST}
EVERYBODY = ("anonymous", "clara", "wendell", "edith", "sam", "otto")
#: Steps of jobs that no sweep takes, and the test that tries each with its feature off.
OTHER_JOBS = {
    "agencies.send_delivery": "tests/agencies/actions/test_webhooks_off.py",
    "orders.write_about_message": "tests/project/test_features_by_rule.py",
}


def names() -> set[str]:
    """Of every page."""
    return {name for name, _view in named(get_resolver().url_patterns) if not name.startswith("api:")}


def switch(cast: Cast, key: str, on: bool = False) -> None:
    """The feature alone, as a switch writes it."""
    agency = Agency.objects.get(pk=cast.inkwell.pk)
    Agency.objects.filter(pk=agency.pk).update(features=chosen_with(agency.features, key, on))


def anew(cast: Cast) -> Cast:
    """The same people, as their agency is now."""
    now = {
        name: Membership.objects.select_related("user", "agency").get(pk=one.membership.pk)
        for name, one in cast.of_inkwell.items()
    }
    return replace(cast, **{name: Member(row.agency, membership=row) for name, row in now.items()})


def stated(feature: Feature, kind: str) -> bool:
    """Whether a feature has doors of a kind."""
    if kind != "menu":
        return bool(getattr(feature, kind))
    return any(
        feature.pages.get(entry.url_name, Door.ENDS) != Door.ENDS for _name, entry in menu_entries.items()
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("key", KEYS)
def test_a_feature_speaks_of_each_kind_of_door(key: str, kind: str) -> None:
    feature = features[key]

    assert stated(feature, kind) != bool(feature.without.get(kind)), (
        f"{key} has either {kind}, or a reason in `without` why it has none"
    )


@pytest.mark.parametrize("key", KEYS)
def test_its_doors_are_there(key: str) -> None:
    feature = features[key]
    resources = {name: viewset for _prefix, viewset, name in router.registry}
    steps = {step_name(step) for sweep in SWEEPS.values() for step in sweep.steps}
    emails = configuration.BASE_DIR / "templates" / "emails"

    assert set(feature.pages) <= names()
    for door in feature.api:
        name, _dot, call = door.partition(".")
        assert name in resources and (not call or hasattr(resources[name], call)), door
    assert set(feature.jobs) <= steps | set(OTHER_JOBS)
    assert all((emails / f"{kind}.txt").exists() for kind in feature.mails)
    assert all(need in features for need in feature.needs)


def test_every_address_is_of_a_feature_or_of_none() -> None:
    claimed = {name for _key, feature in features.items() for name in feature.pages}
    resources = {door.partition(".")[0] for _key, feature in features.items() for door in feature.api}

    assert names() - claimed == featureless.PAGES
    assert {name for _prefix, _viewset, name in router.registry} - resources == featureless.RESOURCES


# --- pages ---
@pytest.mark.parametrize("key", [key for key in KEYS if features[key].pages])
def test_pages(cast: Cast, key: str, settings: Any) -> None:
    settings.THROTTLE_SCALE = 10_000
    arguments, visitors = scene(cast), visitors_of(cast)
    doors = features[key].pages
    urls = {name: address(name, arguments) for name in doors}
    inside = {each: let_in(cast, *each, urls) for each in visits(doors)}
    met = {
        each: who_meets(inside[each], doors[each[0]], *each, urls, turn)
        for turn, each in enumerate(visits(doors))
    }
    with undoing() as undone:
        on = {each: known(undone, {who: visitors[who] for who in met[each]}, *each, urls) for each in met}
    switch(cast, key)
    assert all(let_in(anew(cast), *each, urls) == inside[each] for each in on)
    with undoing() as undone:
        off = {each: seen(undone, {who: visitors[who] for who in met[each]}, *each, urls) for each in met}

    wrong = {
        each: (on[each][person], off[each][person], person)
        for each in on
        for person in on[each]
        if not right(doors[each[0]], each[1], on[each][person], off[each][person])
    }
    assert wrong == {}
    assert any(
        on[each][person][0] != off[each][person][0] or (not on[each][person][1] and off[each][person][1])
        for each in on
        for person in on[each]
    ), "nothing is refused"


def visits(doors: Any) -> list[tuple[str, str]]:
    return [(name, method) for name in doors for method in ("get", "post")]


def visitors_of(cast: Cast) -> dict[str, Client]:
    return {
        name: browser(None, cast.inkwell) if name == "anonymous" else browser(getattr(cast, name))
        for name in EVERYBODY
    }


def let_in(cast: Cast, name: str, method: str, urls: dict[str, str]) -> list[str]:
    """Those whom the statement of the view does not refuse: the gate asks it before any feature, so whoever
    it refuses gets what test_doors holds true, be a feature on or off."""
    public = resolve(urls[name]).func.access == access.PUBLIC  # type: ignore[attr-defined]
    return [
        person
        for person in EVERYBODY
        if (public if person == "anonymous" else not refuses(urls[name], getattr(cast, person), method))
    ]


def who_meets(
    inside: list[str], door: Door, name: str, method: str, urls: dict[str, str], turn: int
) -> list[str]:
    """Who tries a door with its feature on and off: everybody, where the view answers. Where it is refused
    before, for its feature or since the view does not take the method, one of those who get the same with the
    feature on, at the next door another one."""
    refused = door == Door.SHUT or (door != Door.ENDS and method == "post")
    if not refused and takes(resolve(urls[name]).func, method.upper()):
        return inside
    return [one_of(kind, turn) for kind in by_answer(inside, held_true(name, method))]


def held_true(name: str, method: str) -> dict[str, str]:
    """What test_doors holds true of a door, by person."""
    row = next(row for row, group in DOORS[method].items() if name in group)
    return dict(zip(PEOPLE, row.split(), strict=True))


def known(
    undone: Undoing, visitors: dict[str, Client], name: str, method: str, urls: dict[str, str]
) -> dict[str, tuple[int, bool]]:
    """As `seen`, of the feature on: what test_doors holds true of this door, looked at where it leads on."""
    answers = held_true(name, method)
    told = {person: (int(answers[person]), False) for person in visitors if answers[person] != "302"}
    others = {person: client for person, client in visitors.items() if person not in told}
    return told | seen(undone, others, name, method, urls)


def seen(
    undone: Undoing, visitors: dict[str, Client], name: str, method: str, urls: dict[str, str]
) -> dict[str, tuple[int, bool]]:
    """Of each person: the status, and whether the page says that it is switched off. What is changed is
    undone."""

    def visit(client: Client) -> tuple[int, bool]:
        answer = getattr(client, method)(urls[name])
        html = answer.headers.get("Content-Type", "").startswith("text/html")
        says = not html or b"Switched off: " in answer.content
        to = answer.headers.get("Location", "")
        return (0 if "/accounts/" in to or to == "/join/" else answer.status_code, says)

    return {person: undone(client, visit) for person, client in visitors.items()}


def right(door: Door, method: str, on: tuple[int, bool], off: tuple[int, bool]) -> bool:
    """Whether what somebody meets with the feature off fits what they met with it on."""
    refused = on[0] in (0, 403, 404, 410)
    if door == Door.ENDS or refused:
        return on[0] == off[0] or (refused and off[0] in (403, 404))
    if door == Door.SHUT or method == "post":
        return off[0] == 404 or (method == "get" and on[0] == 302)
    return on[0] != 200 or (off[0] == 200 and off[1])


#: Where features are offered, by who meets them there.
OFFERED = {
    "clara": ("orders:list", "orders:order", "drafts:drafts", "drafts:draft", "drafts:draft_new", "account"),
    "wendell": ("writers:studio", "writers:offers", "orders:order"),
    "edith": ("writers:editing", "orders:order"),
    "sam": ("orders:desk", "orders:order", "clients:desk_clients"),
    "otto": ("orders:desk", "orders:order", "clients:desk_client", "agencies:person", "help"),
}


def test_no_page_offers_what_is_refused(cast: Cast, settings: Any) -> None:
    """With all features off, nothing leads to what is refused: neither where features are offered, nor on the
    pages of theirs that stay readable."""
    settings.THROTTLE_SCALE = 10_000
    arguments, visitors = scene(cast), visitors_of(cast)
    Agency.objects.filter(pk=cast.inkwell.pk).update(features=[f"-{key}" for key in sorted(KEYS)])
    doors = {name: door for _key, feature in features.items() for name, door in feature.pages.items()}
    read = [name for name, door in doors.items() if door in (Door.READ, Door.STILL)]
    wrong = set()
    for person, names_of_pages in OFFERED.items():
        for name in (*names_of_pages, *read):
            url = address(name, arguments)
            answer = visitors[person].get(url)
            html = answer.headers.get("Content-Type", "").startswith("text/html")
            if answer.status_code == 200 and html:
                page = re.sub(r'<fieldset class="still" disabled>.*</fieldset>', "", answer.text, flags=re.S)
                found = [offer for offer in offers(page, url) if is_refused(doors, *offer)]
                wrong |= {(person, name, *offer) for offer in found}

    assert "\n".join(sorted(map(str, wrong))) == ""


def offers(page: str, url: str) -> set[tuple[str, str]]:
    """What a page leads to, as (method, address)."""
    found = {("GET", to) for to in re.findall(r'href="(/[^"#?]*)', page)}
    for form in re.findall(r"<form[^>]*>", page):
        if re.search(r'method="post"', form):
            to = re.search(r'action="([^"#?]*)', form)
            found.add(("POST", to[1] if to and to[1] else url))
    return found | {("POST", to) for to in re.findall(r'(?:formaction|hx-post)="(/[^"#?]*)', page)}


def is_refused(doors: dict[str, Door], method: str, url: str) -> bool:
    try:
        name = resolve(url).view_name
    except Resolver404:
        return False
    door = doors.get(name)
    return door == Door.SHUT or (door in (Door.READ, Door.STILL) and method == "POST")


# --- the menu ---
@pytest.mark.parametrize("key", [key for key in KEYS if stated(features[key], "menu")])
def test_menu(cast: Cast, key: str) -> None:
    hidden = {
        reverse(entry.url_name)
        for entry in menu_entries
        if features[key].pages.get(entry.url_name, Door.ENDS) != Door.ENDS
    }

    def lines(person: Member) -> set[str]:
        return {item.url for group in menu_of(person, "/") for item in group.items}

    before = {name: lines(person) for name, person in cast.of_inkwell.items()}
    switch(cast, key)
    after = {name: lines(person) for name, person in load_cast().of_inkwell.items()}

    # Lines of one group that go with it, and stay in others.
    beside = {reverse(entry.url_name) for entry in menu_entries if entry.needs == key}
    gone = set().union(*(before[name] - after[name] for name in before))
    assert hidden & set().union(*before.values()) and beside <= gone
    assert all(after[name] - beside == before[name] - hidden - beside for name in before)
    assert not any(leads_on(load_cast().inkwell, resolve(url).view_name) for url in hidden)


# --- the API ---
@pytest.mark.parametrize("key", [key for key in KEYS if features[key].api])
def test_calls(cast: Cast, key: str, settings: Any) -> None:
    settings.THROTTLE_SCALE = 10_000
    things, callers = api_scene(cast), people(cast)
    ours = {name: api for name, api in callers.items() if name in EVERYBODY}
    calls = [
        (method, path, door)
        for method, path in operations()
        if (door := door_of(key, method, api_address(things, path)))
    ]

    def asked(method: str, path: str, name: str) -> Answer:
        return visit(ours[name], method, path, api_address(things, path))

    def heard(cast: Cast) -> set[tuple[str, str, str]]:
        """Whom the statement does not refuse: the others are refused before any feature is asked for, with
        what test_api_doors holds true."""
        return {
            (method, path, name)
            for method, path, _door in calls
            for name in ours
            if name == "anonymous" or not refuses(api_address(things, path), getattr(cast, name), method)
        }

    inside = heard(cast)
    met = [
        (method, path, name)
        for turn, (method, path, door) in enumerate(calls)
        for name in who_calls(inside, door, method, path, turn)
    ]
    on = {each: as_known(*each) or asked(*each) for each in met}
    switch(cast, key)
    assert heard(anew(cast)) == inside
    off = {each: asked(*each) for each in on}

    doors = {(method, path): door for method, path, door in calls}
    wrong = {
        each: (on[each].status, off[each].status)
        for each in on
        if not right_call(doors[each[:2]], each[0], on[each], off[each])
    }
    assert wrong == {}
    assert any(is_disabled(answer) for answer in off.values())
    for method, path, door in calls:
        readers = {name for name in ours if (found := on.get((method, path, name))) and found.status == 200}
        if door == Door.READ and method == "GET" and readers:
            assert {name for name in readers if off[method, path, name].status == 200}, path


def who_calls(heard: set[tuple[str, str, str]], door: Door, method: str, path: str, turn: int) -> list[str]:
    """Who tries a call with its feature on and off: as who_meets."""
    inside = [name for name in EVERYBODY if (method, path, name) in heard]
    if door == Door.ENDS or (door != Door.SHUT and method == "GET"):
        return inside
    return [one_of(kind, turn) for kind in by_answer(inside, held_of_call(method, path))]


def held_of_call(method: str, path: str) -> dict[str, str]:
    """What test_api_doors holds true of a call, by person."""
    door = f"{method} {path.removeprefix('/api/v1/')}"
    row = next(row for row, group in API_DOORS.items() if door in group)
    return dict(zip(CALLERS, row.split(), strict=True))


def door_of(key: str, method: str, url: str) -> Door | None:
    """What the feature says of a call; None for one that is not its."""
    view: Any = resolve(url).func
    basename, call = view.initkwargs["basename"], view.actions[method.lower()]
    stated_of = features[key].api
    return stated_of.get(f"{basename}.{call}", stated_of.get(basename))


@dataclass(frozen=True)
class Known:
    """What test_api_doors holds true of a call."""

    status: int


def as_known(method: str, path: str, name: str) -> Known | None:
    """None where the status alone does not say whether something is switched off."""
    status = int(held_of_call(method, path)[name])
    return None if status == 403 else Known(status)


def is_disabled(answer: Answer | Known) -> bool:
    return (
        isinstance(answer, Answer)
        and answer.status == 403
        and answer.json["type"].endswith(":feature-disabled")
    )


def right_call(door: Door, method: str, on: Answer | Known, off: Answer) -> bool:
    refused = on.status in (401, 403, 404) and not is_disabled(on)
    if door == Door.ENDS:
        return on.status == off.status
    if door in (Door.READ, Door.STILL) and method == "GET":  # whoever is not its owner may find it gone
        return on.status == off.status or (on.status, off.status) == (200, 404)
    gone = off.status == 404 and (on.status == 404 or door == Door.SHUT)
    return is_disabled(off) or (refused and off.status in (on.status, 404)) or gone


# --- jobs ---
@pytest.mark.parametrize("key", [key for key in KEYS if set(features[key].jobs) - set(OTHER_JOBS)])
def test_jobs(cast: Cast, key: str) -> None:
    rests = set(features[key].jobs) - set(OTHER_JOBS)
    sweeps = [sweep for sweep in SWEEPS.values() if {step_name(step) for step in sweep.steps} & rests]

    def taken() -> set[tuple[str, int]]:
        return set().union(*(steps_taken(sweep) for sweep in sweeps)) if sweeps else set()

    before = taken()
    switch(cast, key)
    after = taken()

    gone = {(name, cast.inkwell.pk) for name in rests}
    assert gone <= before and after == before - gone


def steps_taken(sweep: Any) -> set[tuple[str, int]]:
    """The steps that a slice takes at each agency; none of them does anything."""
    found: set[tuple[str, int]] = set()

    def noting(step: Any) -> Any:
        @wraps(getattr(step, "func", step))
        def note(*, agency: Agency, now: Any, most: int) -> int:
            found.add((step_name(step), agency.pk))
            return 0

        return note

    Slice(replace(sweep, steps=[noting(step) for step in sweep.steps]), Place()).do(now=clock.now())
    return found


def test_other_jobs_are_tried_elsewhere() -> None:
    used = {name for _key, feature in features.items() for name in feature.jobs}

    assert all((configuration.BASE_DIR / path).exists() for path in OTHER_JOBS.values())
    assert set(OTHER_JOBS) <= used and queue is not None


# --- mails ---
@pytest.mark.parametrize("key", [key for key in KEYS if features[key].mails])
def test_mails(cast: Cast, key: str, mailoutbox: Any) -> None:
    for on in (True, False):
        for kind in features[key].mails:
            switch(cast, key, True)
            mail = a_report(cast) if kind == MAIL else written(cast, kind)
            switch(cast, key, on)
            assert deliver(mail_id=mail.pk, now=clock.now()) is on
            assert Mail.objects.filter(pk=mail.pk).exists() is on
    assert len(mailoutbox) == len(features[key].mails)


def a_report(cast: Cast) -> Mail:
    """A mail that leaves only with the report that it is of."""
    now = clock.now()
    made(scheduled(cast.max, now=now), now + dt.timedelta(days=7))
    return Mail.objects.latest("pk")


def written(cast: Cast, kind: str) -> Mail:
    return Mail.objects.create(
        agency=cast.inkwell,
        user=cast.clara.membership.user,
        message_id=f"<{kind}{Mail.objects.count()}@inkwell.localhost>",
        kind=kind,
        sender="Inkwell <desk@inkwell.example>",
        recipient="clara@inkwell.example",
        subject="Words",
        text="Words",
        html="<p>Words</p>",
        created_at=clock.now(),
    )
