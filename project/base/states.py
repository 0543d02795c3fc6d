"""Transition tables as data: one row says from where, which verb, by whose right, to where.

The same table moves the row, gives the page its buttons with the reasons of the blocked ones, and the docs
their diagram, so that the three cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .errors import WrongState, require
from .features import is_on
from .viewer import Viewer

Predicate = Callable[[Viewer, Any], bool]
Guard = Callable[[Any], str]


@dataclass(frozen=True)
class Transition:
    """One verb.

    `sources`: states in which it may be used. `right`: name of a predicate (viewer, thing) in the app's
    rules.py. `target`: the next state, or None when the action computes it (resume) or the state stays.
    `done`: states in which the verb's effect is already in place, so that a second click answers the same and
    changes nothing. `guards`: names of functions (thing) -> reason, "" when nothing stands in the way.
    `feature`: of which it is (project/base/features.py): while that is off, nobody has the right.
    """

    verb: str
    label: Any
    sources: frozenset[str]
    right: str
    target: str | None = None
    done: frozenset[str] = frozenset()
    guards: tuple[str, ...] = ()
    icon: str = "check"
    tone: str = "primary"
    feature: str = ""


@dataclass(frozen=True)
class Choice:
    """One verb as a viewer meets it on a page: `reason` is empty when it may be used now."""

    transition: Transition
    reason: str = ""

    @property
    def allowed(self) -> bool:
        return not self.reason


def by_name(*functions: Any) -> dict[str, Any]:
    """Rights or guards by the names that a table's rows have for them."""
    return {function.__name__: function for function in functions}


class Addition(Protocol):
    """A row that an app to the right adds to a table, with what its names stand for."""

    @property
    def transition(self) -> Transition: ...

    @property
    def right(self) -> Predicate: ...

    @property
    def guards(self) -> Mapping[str, Guard]: ...


@dataclass(frozen=True)
class TransitionTable:
    """The verbs of one kind of thing; `labels` names its states in words. `additions` come from apps to the
    right, and are read anew each time: they are registered after this module was imported."""

    transitions: tuple[Transition, ...]
    labels: Mapping[str, Any]
    rights: Mapping[str, Predicate] = field(default_factory=dict)
    guards: Mapping[str, Guard] = field(default_factory=dict)
    additions: Iterable[Addition] = ()
    #: Reasons that were put into words, by language: a page names ten of them.
    _wrong: dict[Any, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __iter__(self) -> Iterator[Transition]:
        """The rows in order: the table's own, then what was added."""
        yield from self.transitions
        yield from (addition.transition for addition in self.additions)

    def __getitem__(self, verb: str) -> Transition:
        """The row of `verb`. Raises KeyError for a verb that the table does not know."""
        for transition in self:
            if transition.verb == verb:
                return transition
        raise KeyError(verb)

    def _added(self, verb: str) -> Addition | None:
        return next((addition for addition in self.additions if addition.transition.verb == verb), None)

    def may(self, verb: str, viewer: Viewer, thing: Any) -> bool:
        """Whether the viewer has the right to `verb` on this thing at all, whatever its state."""
        added, transition = self._added(verb), self[verb]
        if transition.feature and not is_on(viewer.agency, transition.feature):
            return False
        right = added.right if added else self.rights[transition.right]
        return right(viewer, thing)

    def why_not(self, verb: str, thing: Any) -> str:
        """The plain reason why `verb` is impossible in the thing's state; "" when it is possible."""
        transition = self[verb]
        if thing.state not in transition.sources:
            return self._wrong_state(transition, thing.state)
        added = self._added(verb)
        guards = added.guards if added else self.guards
        for name in transition.guards:
            if reason := guards[name](thing):
                return reason
        return ""

    def check(self, verb: str, viewer: Viewer, thing: Any) -> bool:
        """Right first, then state, of a thing that is locked. False when the verb's effect is in place
        already, so that the caller answers the same and does nothing. Raises NotAllowed or WrongState."""
        require(self.may(verb, viewer, thing))
        if thing.state in self[verb].done:
            return False
        if reason := self.why_not(verb, thing):
            raise WrongState(reason)
        return True

    def _wrong_state(self, transition: Transition, state: str) -> str:
        key = (get_language(), transition.sources, state)
        if key not in self._wrong:
            self._wrong[key] = self._in_words(transition, state)
        return self._wrong[key]

    def _in_words(self, transition: Transition, state: str) -> str:
        names = [f"“{label}”" for source, label in self.labels.items() if source in transition.sources]
        one_of = _(" or ").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
        return _("This is only possible while the state is %(sources)s. The state is now “%(state)s”.") % {
            "sources": one_of,
            "state": self.labels[state],
        }

    def choices(self, viewer: Viewer, thing: Any, verbs: Iterable[str] | None = None) -> list[Choice]:
        """Every verb that the viewer has a right to, in table order,
        each with its reason when blocked now."""
        wanted = set(verbs) if verbs is not None else None
        return [
            Choice(transition, self.why_not(transition.verb, thing))
            for transition in self
            if (wanted is None or transition.verb in wanted) and self.may(transition.verb, viewer, thing)
        ]
