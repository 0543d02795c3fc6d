"""Views whose answers show a secret: something that whoever reads it could use in their reader's stead.

Recovery codes, the secret of a code app, an access token, a link that signs in. Not meant: the key in a
page's own address, without which nobody could ask for the page, and the tokens of forms, which look different
each time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def shows_secret(view: View) -> View:
    """For a view of which any answer may show a secret: none is ever compressed
    (project/middleware/compression.py says why). The outermost decorator."""
    view.shows_secret = True  # type: ignore[attr-defined]
    return view


def may_show_secret(view: Callable[..., Any]) -> bool:
    """Whether the view says so of itself."""
    return bool(getattr(view, "shows_secret", False))
