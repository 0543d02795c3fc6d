"""Rows of a relation that are known already."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model


def know(row: Model, name: str, related: Iterable[Model]) -> None:
    """From now on `row.<name>.all()` gives `related`, in their order, without a query, as after
    prefetch_related; and each of them knows `row` where it points back to one. The caller says that these are
    all."""
    rows = list(related)
    found: Any = getattr(row, name).all()
    back = row._meta.get_field(name).remote_field
    if back is not None and not back.many_to_many:
        for one in rows:
            setattr(one, back.name, row)
    found._result_cache, found._prefetch_done = rows, True
    kept: dict[str, Any] = row.__dict__.setdefault("_prefetched_objects_cache", {})
    kept[name] = found
