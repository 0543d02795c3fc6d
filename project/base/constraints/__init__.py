"""Migration operations for rules that the database itself keeps.

Django 5.2 cannot express a foreign key of two columns, nor a trigger, so these operations add them in SQL.
Each works on the state of the migration, is reversible, and is idempotent enough to be interrupted and run
again.
"""

from .agency_keys import (
    KeyOfAgency,
    KeyOfAgencyFromNow,
    KeyOfAgencyProved,
    SameAgency,
    SameAgencyFromNow,
    SameAgencyProved,
    SameParent,
)
from .append_only import APPEND_ONLY_FUNCTION, KEPT_FUNCTION, AppendOnly, KeptFor
from .triggers import BeforeWrite, Derived, EmptyIsNull, NoChain

__all__ = [
    "APPEND_ONLY_FUNCTION",
    "KEPT_FUNCTION",
    "AppendOnly",
    "BeforeWrite",
    "Derived",
    "EmptyIsNull",
    "KeptFor",
    "KeyOfAgency",
    "KeyOfAgencyFromNow",
    "KeyOfAgencyProved",
    "NoChain",
    "SameAgency",
    "SameAgencyFromNow",
    "SameAgencyProved",
    "SameParent",
]
