"""Features that an agency can switch off: what there is, and the one place that says what is refused then.

An app registers its features in `ready()` (`<app>/pages/features.py`), each with all of its doors: pages,
calls of the API, jobs, mails; the menu goes by the pages. What an agency has switched rides along with its
row (`Agency.features`), so no door asks a query, and a switch holds from the next request on. So does what is
scheduled (`Agency.planned`): it holds from its very second on, whether or not the sweep has noted it.

    features.register("presets", Feature(label=…, pages={"drafts:preset_new": Door.SHUT, …}, …))

A door is one of four. What is switched off keeps its rows: nothing new begins, what is there stays readable,
and what runs ends by its own rules. Whoever adds an address, a call, a job or a mail of a feature adds it
here; tests/project/test_features.py tries each of them with the feature on and off, and fails for a feature
that says nothing of one kind of door.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any

from . import clock
from .errors import FeatureDisabled, NotVisible
from .hooks import Registry
from .paging import capped_count, count_words
from .viewer import Viewer

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
#: Before a key in `Agency.features`: the agency has switched it on, or off. Without either the default holds.
ON, OFF = "+", "-"


class Door(StrEnum):
    """What becomes of a page or a call while its feature is off."""

    #: Not there: 404 for a page; for a call 403, and 404 where anybody may read it.
    SHUT = "shut"
    #: Can be read, with a line that says that it is switched off; whatever else is sent there is refused.
    READ = "read"
    #: The same, with every control of the page inert: for a page of forms that end nothing.
    STILL = "still"
    #: Goes on: it ends what runs.
    ENDS = "ends"


@dataclass(frozen=True)
class Feature:
    """Something that an agency may switch off. `label`, `text` and `off` are what it is called, what it is,
    and what no longer happens without it, for people. It works while all that it `needs` is on, too.

    `pages`: names of addresses; `api`: "basename" for all calls of a resource, "basename.action" for one;
    `jobs`: "app.function" of steps of sweeps that rest meanwhile; `mails`: kinds that do not leave. `without`
    says of each kind of door that the feature lacks why. `rules`: names of things that only a rule decides,
    for the test. `impact`: what is open at an agency that a switch would leave behind, as sentences.
    """

    label: Any
    text: Any
    off: Any
    default: bool = True
    needs: tuple[str, ...] = ()
    #: Whether owners alone switch it.
    owners: bool = False
    pages: Mapping[str, Door] = field(default_factory=dict)
    api: Mapping[str, Door] = field(default_factory=dict)
    jobs: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    without: Mapping[str, str] = field(default_factory=dict)
    impact: Callable[[Any], list[str]] = lambda _agency: []


features: Registry[Feature] = Registry("project.base.features.features")


def is_on(agency: Any, key: str) -> bool:
    """Whether the feature works at this agency: it is chosen, and so is all that it needs. No query."""
    feature = features[key]
    return is_chosen(agency, key) and all(is_on(agency, need) for need in feature.needs)


def is_chosen(agency: Any, key: str) -> bool:
    """What the agency has chosen for the feature itself, the default where it has not."""
    chosen = chosen_at(agency, clock.now()) if agency.planned else agency.features
    return _chooses(chosen, key)


def is_noted(agency: Any, key: str) -> bool:
    """The same by what was carried out alone, for actions and whatever counts them."""
    return _chooses(agency.features, key)


def chosen_at(agency: Any, now: dt.datetime) -> list[str]:
    """The choices of an agency, with those that were planned for a moment by `now`."""
    chosen = agency.features
    for at, choice in sorted(plan.split(" ", 1) for plan in agency.planned):
        if dt.datetime.fromisoformat(at) <= now:
            chosen = chosen_with(chosen, choice[1:], choice[0] == ON)
    return chosen


def plan_text(at: dt.datetime, key: str, on: bool) -> str:
    """A planned switch as `Agency.planned` holds it: its moment, then its choice."""
    return f"{at.astimezone(dt.UTC).isoformat()} {ON if on else OFF}{key}"


def _chooses(chosen: list[str], key: str) -> bool:
    return f"{ON}{key}" in chosen or (features[key].default and f"{OFF}{key}" not in chosen)


def chosen_with(chosen: list[str], key: str, on: bool) -> list[str]:
    """The choices of an agency, with this one."""
    rest = [one for one in chosen if one[1:] != key]
    return sorted([*rest, f"{ON if on else OFF}{key}"])


def counted(rows: Any, words: Any) -> list[str]:
    """A sentence of an impact about how many rows there are, none where there are none: `words` of `n`, which
    prints `count`."""
    found = capped_count(rows)
    return [str(words % {"n": found, "count": count_words(found)})] if found else []


def needing(key: str) -> list[str]:
    """The features that do not work without this one."""
    return [other for other, feature in features.items() if key in feature.needs]


def require_on(agency: Any, key: str) -> None:
    """The guard of rules and actions. Raises FeatureDisabled."""
    if not is_on(agency, key):
        raise FeatureDisabled(features[key].label)


class Switches:
    """Whether features of one agency are on, for templates: `agency.on.presets`."""

    def __init__(self, agency: Any) -> None:
        self.agency = agency

    def __getitem__(self, key: str) -> bool:
        return is_on(self.agency, key)


# --- the doors ---
def require_page(viewer: Viewer, name: str, method: str) -> None:
    """Raises FeatureDisabled for a page that is refused now, NotVisible to whoever is no member."""
    for key, door in _of("pages", name):
        if _refuses(door, method, viewer) and not is_on(viewer.agency, key):
            if not viewer.member_id:
                raise NotVisible
            raise FeatureDisabled(features[key].label)


def require_call(viewer: Viewer, basename: str, action: str, method: str) -> None:
    """The same for a call of the API, by the strictest that is said of it."""
    found = _of("api", f"{basename}.{action}") or _of("api", basename)
    for key, door in found:
        if _refuses(door, method, viewer) and not is_on(viewer.agency, key):
            if not viewer.member_id:
                raise NotVisible
            raise FeatureDisabled(features[key].label)


def leads_on(agency: Any, name: str) -> bool:
    """Whether a menu may lead to the page of this name."""
    return all(door == Door.ENDS or is_on(agency, key) for key, door in _of("pages", name))


def is_still(agency: Any, name: str) -> bool:
    """Whether the page of this name is shown with its controls inert."""
    return any(door == Door.STILL and not is_on(agency, key) for key, door in _of("pages", name))


def takes_posts(viewer: Viewer, name: str) -> bool:
    """Whether a button may send to the page of this name."""
    return not any(
        _refuses(door, "POST", viewer) and not is_on(viewer.agency, key) for key, door in _of("pages", name)
    )


def runs(agency: Any, step: Any) -> bool:
    """Whether a step of a sweep works at this agency."""
    return all(is_on(agency, key) for key, _door in _of("jobs", step_name(step)))


def leaves(agency: Any, kind: str) -> bool:
    """Whether mails of this kind leave."""
    return all(is_on(agency, key) for key, _door in _of("mails", kind))


def said_of(agency: Any, name: str) -> Any:
    """The name of the feature that is off and whose page this is, "" for none: what the page says of it."""
    off = (features[key].label for key, _door in _of("pages", name) if not is_on(agency, key))
    return next(off, "")


def step_name(step: Any) -> str:
    """How `Feature.jobs` calls a step."""
    work = getattr(step, "func", step)
    return f"{work.__module__.partition('.')[0]}.{work.__name__}"


def _refuses(door: Door, method: str, viewer: Viewer) -> bool:
    """Whoever is no member reads nothing of it."""
    reads = method in SAFE and viewer.member_id
    return door == Door.SHUT or (door in (Door.READ, Door.STILL) and not reads)


def _of(kind: str, name: str) -> list[tuple[str, Door]]:
    return _table(features.revision)[kind].get(name, [])


@lru_cache(maxsize=2)
def _table(revision: int) -> dict[str, dict[str, list[tuple[str, Door]]]]:
    """Of each kind of door: which features a name belongs to, and as what."""
    table: dict[str, dict[str, list[tuple[str, Door]]]] = {}
    for kind in ("pages", "api", "jobs", "mails"):
        rows = table.setdefault(kind, {})
        for key, feature in features.items():
            for name, door in _doors(feature, kind):
                rows.setdefault(name, []).append((key, door))
    return table


def _doors(feature: Feature, kind: str) -> Iterator[tuple[str, Door]]:
    stated = getattr(feature, kind)
    yield from stated.items() if isinstance(stated, Mapping) else ((name, Door.SHUT) for name in stated)
