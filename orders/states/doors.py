"""How a person uses a verb of an order: by one button, after a question, or on a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class Door:
    """How a verb is used: "post" (one button), "confirm" (asks once more),
    or "link" (a page or a part of this one).

    `url_name` is that of an address which takes the order's number. `text` says what will happen; `reason`
    ("", "optional", "required") asks for words under `reason_label`; `more`
    is a template with further fields.
    """

    kind: str
    url_name: str
    text: Any = ""
    reason: str = ""
    reason_label: Any = ""
    confirm_label: Any = ""
    more: str = ""

    def url(self, number: str) -> str:
        """Where the verb of the order of that number is used."""
        return _address(self.url_name).replace(SAMPLE, number)


#: An order's number, put into addresses and taken out again: numbers need no escaping.
SAMPLE = "XX-0000-00000"


@lru_cache(maxsize=256)
def _address(url_name: str) -> str:
    """Django searches all addresses each time: a page would do that for each of its buttons."""
    return reverse(url_name, args=[SAMPLE])
