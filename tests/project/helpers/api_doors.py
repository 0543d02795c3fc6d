"""The doors of the API: who gets which status where. test_api_doors.py goes through all of them.

Statuses of one row stand in the order of PEOPLE, as in doors.py. Calls are sent with
the example of their body, whose ids are made up: 400 is what an open door says of them.
"""

from __future__ import annotations

PEOPLE = (
    "anonymous",
    "mara",
    "nick",
    "nora",
    "clara",
    "wendell",
    "wanda",
    "edith",
    "sam",
    "max",
    "otto",
)

#: Statuses -> "METHOD path".
API_DOORS: dict[str, tuple[str, ...]] = {}
