"""First-run hints: which there are, and where each stands. Their words are in templates/ui/hint.html."""

from __future__ import annotations

#: key -> the page that it explains (name of the address).
PAGES = {
    "client": "orders:list",
    "writer": "writers:studio",
    "editor": "writers:editing",
    "desk": "orders:desk",
}
