"""What the database says of its tables: columns, keys, who points to whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

COLUMNS = """
    SELECT c.relname, a.attname, format_type(a.atttypid, NULL)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attgenerated = ''
    ORDER BY c.relname, a.attnum
"""
#: Of a key over several columns (agency, row) the last one names the row. One that names it by its key, such
#: as a language, is the same in a copy.
FOREIGN_KEYS = """
    SELECT DISTINCT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text
    FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[cardinality(c.conkey)]
    JOIN pg_attribute r ON r.attrelid = c.confrelid AND r.attnum = c.confkey[cardinality(c.confkey)]
    WHERE r.attname <> 'key' AND c.contype = 'f' AND c.connamespace = 'public'::regnamespace
"""
UNIQUE_COLUMNS = """
    SELECT c.relname, array_agg(a.attname::text)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid AND c.relnamespace = 'public'::regnamespace
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::int[])
    WHERE i.indisunique AND NOT i.indisprimary
    GROUP BY c.relname, i.indexrelid
"""


@dataclass
class Table:
    """One table: its columns with their types, and which of them point to which table."""

    name: str
    columns: dict[str, str] = field(default_factory=dict)
    points_to: dict[str, str] = field(default_factory=dict)
    #: Text columns that no two rows share, whatever else stands in them.
    unique_texts: set[str] = field(default_factory=set)


def read(cursor: Any) -> dict[str, Table]:
    """Every table by name."""
    tables: dict[str, Table] = {}
    cursor.execute(COLUMNS)
    for name, column, kind in cursor.fetchall():
        tables.setdefault(name, Table(name)).columns[column] = kind
    cursor.execute(FOREIGN_KEYS)
    for name, column, other in cursor.fetchall():
        tables[name].points_to[column] = other
    cursor.execute(UNIQUE_COLUMNS)
    for name, columns in cursor.fetchall():
        texts = [column for column in columns if tables[name].columns[column].startswith("character")]
        if len(columns) == len(texts) == 1:
            tables[name].unique_texts.update(texts)
    return tables


def reachable(tables: dict[str, Table], root: str) -> set[str]:
    """The tables whose rows point to a row of `root`, or to a row that does."""
    pointing = defaultdict(set)
    for table in tables.values():
        for other in table.points_to.values():
            pointing[other].add(table.name)
    found, new = {root}, {root}
    while new:
        new = {name for other in new for name in pointing[other]} - found
        found |= new
    return found
