"""How an app asks apps to its right without importing them: it declares
a hook, they register in their `ready()`.

A Hook has exactly one answer, and the system check `project.E001` fails while it has none. A Registry
collects what any number of apps add, in the order of INSTALLED_APPS; an empty one is no fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Generic, TypeVar

Entry = TypeVar("Entry")


class Hook(Generic[Entry]):
    """A question with one answer. Call the hook for it: `eligibility().explain(…)`.

    `name` is its dotted path, which the check and errors name.
    """

    _declared: ClassVar[list[Hook[Any]]] = []

    def __init__(self, name: str) -> None:
        self.name = name
        self._answers: list[Entry] = []
        Hook._declared.append(self)

    def register(self, answer: Entry) -> None:
        """Called once, in `ready()` of the app that answers. Raises ValueError for a second answer."""
        if self._answers:
            raise ValueError(f"{self.name} is answered already, by {self._answers[0]!r}")
        self._answers.append(answer)

    def __call__(self) -> Entry:
        """The answer. Raises LookupError when nobody registered one (the system check finds that first)."""
        if not self._answers:
            raise LookupError(f"no installed app answers {self.name}")
        return self._answers[0]

    @classmethod
    def unanswered(cls) -> list[str]:
        """Names of the hooks that no app answers."""
        return [hook.name for hook in cls._declared if not hook._answers]


class Registry(Generic[Entry]):
    """What apps add to a place of an app to their left, by a name of their own.
    Iterating gives the entries in order."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._entries: dict[str, Entry] = {}
        #: Counts changes; what is worked out of the entries is kept under it.
        self.revision = 0

    def register(self, name: str, entry: Entry) -> None:
        """Called in `ready()`. Raises ValueError for a name that is taken."""
        if name in self._entries:
            raise ValueError(f"{self.name} has an entry {name!r} already")
        self._entries[name] = entry
        self.revision += 1

    def forget(self, name: str) -> None:
        """Take an entry out again: for tests. Raises KeyError for one that is not there."""
        del self._entries[name]
        self.revision += 1

    def __getitem__(self, name: str) -> Entry:
        return self._entries[name]

    def get(self, name: str) -> Entry | None:
        return self._entries.get(name)

    def items(self) -> list[tuple[str, Entry]]:
        """(name, entry), in order."""
        return list(self._entries.items())

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[Entry]:
        return iter(list(self._entries.values()))
