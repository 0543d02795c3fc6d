"""How a person uses a verb of an order: by one button, after a question, or on a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Door:
    """How a verb is used: "post" (one button), "confirm" (asks once more),
    or "link" (a page or a part of this one).

    `url_name` is that of an address which takes the order's number. `text` says what will happen; `reason`
    ("", "optional", "required") asks for words under `reason_label`.
    """

    kind: str
    url_name: str
    text: Any = ""
    reason: str = ""
    reason_label: Any = ""
    confirm_label: Any = ""
