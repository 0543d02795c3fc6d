"""The people of a house: its crew, and many more clients and writers that are copies of two who are."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from .closures import World
from .houses import CREW, MOULD, SPARE, House
from .stamps import Press, Stamp

#: Of all orders: the first client's, the first writer's. The others share the rest.
BIG_CLIENT, BUSY_WRITER = 0.3, 0.2
#: Who differs from copy to copy.
VARYING = ("client", "writer", "editor")
PEOPLE = """
    SELECT m.id, m.user_id,
           (SELECT min(account_id) FROM clients_accountperson p WHERE p.membership_id = m.id),
           m.roles[1]
    FROM agencies_membership m WHERE m.agency_id = %s ORDER BY m.id
"""
TABLES = ("agencies_membership", "accounts_user", "clients_clientaccount")
Person = tuple[int, int, int | None]


@dataclass
class People:
    """Membership, user and account of everybody in an agency, by role, in the order they came."""

    by_role: dict[str, list[Person]]

    @classmethod
    def of(cls, cursor: Any, agency_id: int) -> People:
        cursor.execute(PEOPLE, [agency_id])
        by_role: dict[str, list[Person]] = {}
        for *person, role in cursor.fetchall():
            by_role.setdefault(role, []).append(tuple(person))
        return cls(by_role)

    def crew(self) -> People:
        """Those whom every house has."""
        roles = [role.value for _name, role in CREW]
        return People({role: self.by_role[role][: roles.count(role)] for role in set(roles)})


class Drawing:
    """Draws who plays a role in a copy: the first of a role as often as their share says."""

    def __init__(self, people: People, rng: random.Random) -> None:
        self.rng = rng
        shares = {"client": BIG_CLIENT, "writer": BUSY_WRITER, "editor": 0.0}
        self.pools = {
            role: (people.by_role[role], _weights(people.by_role[role], shares[role])) for role in VARYING
        }

    def twins(self, cast: dict[str, list[Person]]) -> dict[tuple[str, int], int]:
        """Somebody else for each person of a story; no two are the same."""
        found: dict[tuple[str, int], int] = {}
        for role, people in cast.items():
            taken: set[Person] = set()
            for person in people:
                twin = self._draw(role, taken)
                taken.add(twin)
                found.update(same(person, twin))
        return found

    def _draw(self, role: str, taken: set[Person]) -> Person:
        people, weights = self.pools[role]
        while True:
            (one,) = self.rng.choices(people, cum_weights=weights)
            if one not in taken:
                return one


def same(person: Person, twin: Person) -> dict[tuple[str, int], Any]:
    """The rows of one person, and those of another in their place."""
    return {(table, key): other for table, key, other in zip(TABLES, person, twin, strict=True) if key}


def _weights(people: Sequence[Person], share: float) -> list[float]:
    """Cumulated: the first one has this share, the others the rest in equal parts; without one, all do."""
    if not share or len(people) == 1:
        return list(accumulate([1.0] * len(people)))
    return list(accumulate([share, *([(1 - share) / (len(people) - 1)] * (len(people) - 1))]))


def admit_many(press: Press, world: World, house: House, agency_id: int) -> None:
    """Give a house its further clients and writers."""
    for (name, role), count in zip(SPARE, (house.writers, house.clients), strict=True):
        email = MOULD.email(name)
        (key,) = (key for key, row in world.rows["accounts_user"].items() if row["email"] == email)
        closure = world.closure("accounts_user", key, frozenset({"clients_clientaccount"}))
        stamp = Stamp(closure, world.tables, lambda table, key: agency_id, (email, name.capitalize()))
        for number in range(count):
            told = {email: house.email(f"{role.value}-{number}"), name.capitalize(): f"Bench {number}"}
            press.copy(stamp, lambda what, told=told: told.get(what) or fresh_or_same(what))
    press.finish()


def fresh_or_same(what: Any) -> str:
    """Of a person's rows: moments stay, random texts are drawn."""
    return unique() if isinstance(what, tuple) else what.isoformat()


#: Of no seed: houses are filled one after the other, by different processes.
_rng = random.Random()
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def unique() -> str:
    """A random public id."""
    return "".join(_rng.choices(ALPHABET, k=10))
