"""What the addresses of the pages hold in one house: found by plain SQL, with people of the crew in it."""

from __future__ import annotations

from typing import Any

from bench.filling.houses import House
from bench.filling.moulds import HEAVY_TITLE

MEMBER = """
    SELECT m.id FROM agencies_membership m JOIN accounts_user u ON u.id = m.user_id
    JOIN agencies_agency a ON a.id = m.agency_id WHERE a.code = %(code)s AND u.email = %(email)s
"""
AGENCY = "(SELECT id FROM agencies_agency WHERE code = %(code)s)"
#: Name -> how its row is found; the columns are the arguments of the address.
FINDERS = {
    "delivered": f"SELECT number FROM orders_order WHERE agency_id = {AGENCY} "
    "AND requested_by_id = %(client)s AND state = 'delivered' AND title <> %(heavy)s "
    "ORDER BY placed_at DESC, id DESC LIMIT 1",
    "written": f"SELECT number FROM orders_order WHERE agency_id = {AGENCY} AND writer_id = %(writer)s "
    "AND state = 'in_progress' ORDER BY placed_at DESC, id DESC LIMIT 1",
    "heavy": f"SELECT number FROM orders_order WHERE agency_id = {AGENCY} AND title = %(heavy)s",
}


def scene(cursor: Any, house: House) -> dict[str, dict[str, Any]]:
    """The arguments of addresses by name.

    Raises:
        LookupError: the house has no such row.
    """
    told: dict[str, Any] = {"code": house.code, "heavy": HEAVY_TITLE}
    for who in ("client", "writer", "editor", "manager"):
        cursor.execute(MEMBER, {"code": house.code, "email": house.email(who)})
        (told[who],) = cursor.fetchone()
    found: dict[str, dict[str, Any]] = {"": {}}
    for name, statement in FINDERS.items():
        cursor.execute(statement, told)
        row = cursor.fetchone()
        if row is None:
            raise LookupError(f"{house.name} has nothing that is {name}")
        found[name] = dict(zip([column.name for column in cursor.description], row, strict=True))
    return found
