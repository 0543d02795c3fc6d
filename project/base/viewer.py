"""Who is looking: the one argument that every right and every query takes.

A viewer always has an agency; there is no anonymous None that could be forgotten in a filter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from . import clock


@dataclass(frozen=True)
class Viewer:
    """Somebody, or something, that looks at one agency. `roles` is empty unless the viewer is a member."""

    agency: Any

    @property
    def agency_id(self) -> int:
        return int(self.agency.pk)

    @property
    def roles(self) -> frozenset[str]:
        return frozenset()

    @property
    def member_id(self) -> int:
        """The primary key of the membership; 0, which no row has, for whoever is not a member."""
        return 0

    @property
    def now(self) -> Any:
        """The moment at which the viewer looks: what may be seen until a time is not there afterwards."""
        return clock.now()

    def has(self, *roles: str) -> bool:
        """Whether the viewer holds at least one of `roles` in this agency."""
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True)
class Public(Viewer):
    """Anybody: not signed in, or signed in without a membership of this agency."""


@dataclass(frozen=True)
class Member(Viewer):
    """A person with a live membership of this agency."""

    membership: Any = field(kw_only=True)
    #: What rules have read for this viewer already, by the name of the question. It lives as long as the
    #: viewer: one request.
    answers: dict[str, Any] = field(default_factory=dict, kw_only=True, compare=False, repr=False)

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(self.membership.roles)

    @property
    def member_id(self) -> int:
        return int(self.membership.pk)


@dataclass(frozen=True)
class Receiver(Member):
    """Somebody for whom orders are made that another pays for, and who came by a link of their own: a
    placeholder's membership, which opens what is theirs and nothing else. Their one role is nobody else's, so
    that whatever asks for the roles of members is closed to them."""

    @property
    def roles(self) -> frozenset[str]:
        return frozenset({"receiver"})


@dataclass(frozen=True)
class LinkHolder(Viewer):
    """Somebody who followed a signed link to one thing (`kind`, `public_id`), without an account."""

    kind: str = field(kw_only=True)
    public_id: str = field(kw_only=True)


@dataclass(frozen=True)
class System(Viewer):
    """The agency's own clock: jobs and sweeps act as this."""
