"""A page of a list, over the keyset that its web page uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.response import Response

from project.base.errors import Invalid
from project.base.paging import is_cursor, page_of


def page(
    view: Any,
    rows: Any,
    row: Callable[[Any], Mapping[str, Any]],
    *,
    order: Sequence[str],
    kinds: Sequence[type],
    key: Callable[[Any], Sequence[Any]] | None = None,
    prepare: Callable[[list[Any]], None] | None = None,
) -> Response:
    """`{"next", "previous", "results"}` of `rows` (a queryset of models or dicts, or a reader as page_of
    takes it), each made by `row`. `prepare` may read, once, what only the rows of this page need.

    Raises Invalid for a cursor that is none of this list.
    """
    for name in ("after", "before"):
        if view.asked.get(name) and not is_cursor(view.asked[name], kinds):
            raise Invalid({name: [_("This cursor does not belong to this list.")]})
    names = [name.lstrip("-") for name in order]
    key = key or (
        lambda found: [found[name] if isinstance(found, dict) else getattr(found, name) for name in names]
    )
    found = page_of(
        rows, view.request._request, order=order, kinds=kinds, size=view.asked.get("page_size", 50), key=key
    )
    if prepare:
        prepare(found.rows)
    results = [row(one) for one in found.rows]
    return Response(
        {"next": found.next_url or None, "previous": found.previous_url or None, "results": results}
    )
