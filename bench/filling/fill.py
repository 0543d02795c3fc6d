"""Fill a house with orders: each a copy of a story, with people, moments, numbers and words of its own."""

from __future__ import annotations

import datetime as dt
import random
import shutil
import zoneinfo
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agencies.models import Agency
from orders.states.orders import CLOSED_STATES

from . import people
from .closures import Closure, World, commissions
from .houses import House
from .moulds import HEAVY_TITLE
from .people import Drawing, People
from .schema import reachable
from .stamps import Press, Stamp, moved
from .words import RARE, RARE_COUNT, Words

YEARS = dt.timedelta(days=5 * 365)
#: How far copies lie before their mould, at most.
SPANS = {"closed": YEARS, "open": dt.timedelta(hours=12), "draft": dt.timedelta(days=10)}
#: Read notices are swept away after so long (accounts.actions.sweeps).
NOTICES_KEPT = dt.timedelta(days=90)
BATCH = 1_000
COUNTERS = (("orders_order", "orders_ordercounter", ""), ("quotes_orderquote", "quotes_quotecounter", "-Q"))


@dataclass
class Mould:
    """A closure with its stamps for one house, with and without notices."""

    closure: Closure
    stamp: Stamp
    bare: Stamp
    cast: dict[str, list[people.Person]]

    @property
    def order(self) -> dict[str, Any] | None:
        rows = self.closure.rows.get("orders_order")
        return next(iter(rows.values())) if rows else None

    @property
    def kind(self) -> str:
        """closed or open for orders, draft for what is none yet."""
        if self.order is None:
            return "draft"
        return "closed" if self.order["state"] in CLOSED_STATES else "open"

    @property
    def is_heavy(self) -> bool:
        return self.order is not None and self.order["title"] == HEAVY_TITLE

    @property
    def begun(self) -> dt.datetime:
        order = self.order
        return order["placed_at"] if order else self.closure.only("drafts_orderdraft")["created_at"]


@dataclass
class Copy:
    """A copy to be made: of what, how far from it, with whom in its roles."""

    mould: Mould
    by: dt.timedelta
    twins: dict[tuple[str, int], int]


class Filling:
    """The filling of one house from the stories of another."""

    def __init__(self, cursor: Any, world: World, mould: Agency, house: House, agency: Agency) -> None:
        self.cursor, self.world, self.house, self.agency = cursor, world, house, agency
        self.rng = random.Random(house.orders)
        self.words = Words(self.rng)
        self.zone = zoneinfo.ZoneInfo(agency.timezone)
        self.press = Press(cursor, world.tables)
        self.counts: dict[Any, int] = {}
        self.mould_id = mould.pk

    def fill(self, media: Path, now: dt.datetime) -> None:
        """Add people, files, and as many orders and drafts as the house shall have."""
        self.now = now
        people.admit_many(self.press, self.world, self.house, self.agency.pk)
        self._copy_files(media)
        self._prepare()
        for number, copy in enumerate(self._plan()):
            self._copy(copy, number)
            if number % BATCH == BATCH - 1:
                self.press.send()
        self.press.finish()
        self._count_on()

    def _copy_files(self, media: Path) -> None:
        for key in self.world.rows["agencies_storedfile"]:
            closure = Closure()
            closure.rows["agencies_storedfile"][key] = self.world.rows["agencies_storedfile"][key]
            stamp = Stamp(closure, self.world.tables, lambda table, key: self.agency.pk)
            self.press.copy(stamp, lambda moment: moment.isoformat())
        self.press.finish()
        if (media / str(self.mould_id)).exists():
            shutil.copytree(media / str(self.mould_id), media / str(self.agency.pk), dirs_exist_ok=True)

    def _prepare(self) -> None:
        here = People.of(self.cursor, self.agency.pk)
        self.drawing = Drawing(here, self.rng)
        self.mould_people = People.of(self.cursor, self.mould_id).crew()
        self.crew_twins: dict[tuple[str, int], int] = {}
        for role, crew in self.mould_people.by_role.items():
            for person, twin in zip(crew, here.crew().by_role[role], strict=True):
                self.crew_twins.update(people.same(person, twin))
        self.ranks: dict[str, dict[int, int]] = {}
        self.own = reachable(self.world.tables, "drafts_orderdraft")
        self.varying = {
            each
            for role in people.VARYING
            for person in self.mould_people.by_role[role]
            for each in people.same(person, person)
        }
        self.moulds = [self._mould(closure) for closure in commissions(self.world)]

    def _mould(self, closure: Closure) -> Mould:
        numbers = [
            row["number"] for table, _mine, _sign in COUNTERS for row in closure.rows.get(table, {}).values()
        ]
        bare = Closure()
        for table, rows in closure.rows.items():
            if table != "accounts_notice":
                bare.rows[table] = rows
        stamps = [Stamp(each, self.world.tables, self._outside, tuple(numbers)) for each in (closure, bare)]
        return Mould(closure, *stamps, self._cast(stamps[0]))

    def _outside(self, table: str, key: int) -> int | None:
        """The twin of a row of the mould's house in this one: of its crew by role, else of the same rank."""
        if (table, key) in self.varying:
            return None
        if table == "agencies_agency":
            return self.agency.pk
        if (table, key) in self.crew_twins:
            return self.crew_twins[table, key]
        if table not in self.ranks:
            self.ranks[table] = dict(
                zip(self._ids(table, self.mould_id), self._ids(table, self.agency.pk), strict=False)
            )
        return self.ranks[table][key] if key in self.ranks[table] else self._twin(table, key)

    def _twin(self, table: str, key: int) -> int:
        """The copy of a row that an agency has only once it was needed, such as its rubric; with the rows
        that belong to it, each once."""
        closure = Closure()
        closure.rows[table][key] = self.world.rows[table][key]
        stamp = Stamp(closure, self.world.tables, self._outside)
        if key in self.ranks[table]:  # What it points to has brought it along.
            return self.ranks[table][key]
        self.ranks[table][key] = self.press.copy(stamp, self._kept)[table, key]
        for other, pointing in self.world.pointing[table, key]:
            if other not in self.own and (other, pointing) != (table, key):
                self._outside(other, pointing)
        return self.ranks[table][key]

    def _kept(self, what: Any) -> Any:
        """What stands in the copy of such a row: the crew's own twins, and moments as they are."""
        if what in self.crew_twins:
            return self.crew_twins[what]
        return people.unique() if isinstance(what, tuple) else what.isoformat()

    def _ids(self, table: str, agency_id: int) -> list[int]:
        self.cursor.execute(f'SELECT id FROM "{table}" WHERE agency_id = %s ORDER BY id', [agency_id])
        return [key for (key,) in self.cursor.fetchall()]

    def _cast(self, stamp: Stamp) -> dict[str, list[people.Person]]:
        """Who plays in it, by role; whoever has the order comes first, and is drawn first."""
        (order,) = stamp.closure.rows.get("orders_order", {0: {}}).values() or [{}]
        named = {each for each in stamp.names if isinstance(each, tuple)}
        cast: dict[str, list[people.Person]] = {}
        for role in people.VARYING:
            playing = [one for one in self.mould_people.by_role[role] if named & people.same(one, one).keys()]
            cast[role] = sorted(playing, key=lambda one: one[0] != order.get("writer_id"))
        return cast

    def _plan(self) -> list[Copy]:
        """What is copied, in the order of the calendar: each story once with the crew in its roles, then
        any of them with anybody."""
        house = self.house
        wanted = {
            "closed": house.orders - house.open_orders,
            "open": house.open_orders,
            "draft": house.open_drafts,
        }
        plan = [Copy(mould, dt.timedelta(0), self.crew_twins) for mould in self.moulds]
        for kind, count in wanted.items():
            pool = [mould for mould in self.moulds if mould.kind == kind]
            usual = [mould for mould in pool if not mould.is_heavy]
            for _copy in range(count - len(pool)):
                mould = self.rng.choice(usual)
                by = -SPANS[kind] * self.rng.random()
                plan.append(Copy(mould, by, self.drawing.twins(mould.cast)))
        return sorted(plan, key=lambda copy: copy.mould.begun + copy.by)

    def _copy(self, copy: Copy, number: int) -> None:
        mould, by = copy.mould, copy.by
        told: dict[Any, Any] = {**copy.twins, **self._numbers(mould, by)}
        every = max(self.house.orders // RARE_COUNT, 1)
        title = self.words.title(number, rare=number % every == every // 2)
        told["words", "title"] = "" if mould.is_heavy else f" {title}"
        told["words", "brief"] = f" {title} {self.words.draw(4)}"
        told["words", "text"] = f" {RARE if number % every == every // 3 else ''} {self.words.draw(2)}"
        old = (
            mould.kind == "closed" and mould.order and mould.order["closed_at"] + by < self.now - NOTICES_KEPT
        )

        def value_of(what: Any) -> Any:
            if what in told:
                return told[what]
            if isinstance(what, tuple):
                return self._count(what[1].split()[0]) if what[0] == "counted" else people.unique()
            return moved(what, by)

        self.press.copy(mould.bare if old else mould.stamp, value_of)

    def _numbers(self, mould: Mould, by: dt.timedelta) -> dict[str, str]:
        found = {}
        for table, _counter, sign in COUNTERS:
            for row in mould.closure.rows.get(table, {}).values():
                moment = row.get("placed_at") or row.get("asked_at") or row["created_at"]
                year = (moment + by).astimezone(self.zone).year
                found[row["number"]] = f"{self.agency.code}{sign}-{year}-{self._count((table, year)):05d}"
        return found

    def _count(self, what: Any) -> int:
        self.counts[what] = self.counts.get(what, 0) + 1
        return self.counts[what]

    def _count_on(self) -> None:
        """Whoever places an order next gets the number after the last."""
        for (table, year), last in (
            (what, last) for what, last in self.counts.items() if isinstance(what, tuple)
        ):
            counter = {name: counter for name, counter, _sign in COUNTERS}[table]
            self.cursor.execute(
                f"INSERT INTO {counter} (agency_id, year, last) VALUES (%s, %s, %s)",
                [self.agency.pk, year, last],
            )
        self.cursor.execute(
            "INSERT INTO billing_invoicecounter (agency_id, last) VALUES (%s, %s)",
            [self.agency.pk, self.counts.get("billing_invoice", 0)],
        )
