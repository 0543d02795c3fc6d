"""Word documents of the demo: a version as its writer's program saves it, with footnotes, headings, lists, a
comment and tracked changes, so that people see what of two files is compared, and what is only named."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.files.word import word_document
from agencies.files.word_stationery import Stationery
from project.base.document_tree import tree_of

#: What stands below the text, by version. The second has another note, a numbered list and one line more.
CHECKED = {
    1: (
        "## Checked before delivery\n\n- Names and titles[^checked-names]\n- Figures and dates\n\n"
        "[^checked-names]: As on the client’s list."
    ),
    2: (
        "## Checked before delivery\n\n1. Names and titles[^checked-names]\n"
        "2. Figures and dates[^checked-dates]\n3. Quotations, each with its source\n\n"
        "[^checked-names]: As on the client’s new list.\n\n[^checked-dates]: As of the day of delivery."
    ),
}
REMARKS = {1: "Is this how we open, or with the date?", 2: "Kept as it was, after the second reading."}
OLD, NEW = " Draft, not for print.", " Final, for print."


def word_version(
    text: str, version: int, *, name: str, author: str, reader: str, made: dt.datetime
) -> SimpleUploadedFile:
    """`text` (Markdown) as a Word document that `reader` has commented on. From the second version on, what
    `author` changed is tracked. Raises agencies.files.word.NotMade."""
    version = min(version, max(CHECKED))
    tree = tree_of(f"{text.rstrip()}\n\n{CHECKED[version]}\n", meta={"title": name})
    paragraph = next(block["c"] for block in tree["blocks"] if block["t"] == "Para")
    when = [["date", f"{made:%Y-%m-%dT%H:%M:00Z}"]]
    by, said = [["author", author], *when], [["id", "1"], ["author", reader], *when]
    changed = [_words(OLD)]
    if version > 1:
        changed = [_span("deletion", [["id", "2"], *by], OLD), _span("insertion", [["id", "3"], *by], NEW)]
    first, *others = paragraph
    begin, end = _span("comment-start", said, REMARKS[version]), _span("comment-end", said[:1])
    paragraph[:] = [begin, first, end, *others, *changed]
    content = word_document(tree, stationery=Stationery(), made=made)
    return SimpleUploadedFile(f"{name}-v{version}.docx", content)


def _words(text: str) -> dict[str, Any]:
    return {"t": "Str", "c": text}


def _span(kind: str, attributes: list[list[str]], text: str = "") -> dict[str, Any]:
    """What pandoc makes a comment, or a tracked change, of."""
    return {"t": "Span", "c": [["", [kind], attributes], [_words(text)] if text else []]}
