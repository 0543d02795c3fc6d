"""What people read about a comparison: the names of a document's parts, and what was not compared in them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from agencies.files.reading import gathering as kinds
from agencies.files.texts import FileText


def label_of(kind: str) -> str:
    """The name of a part that was compared."""
    return {
        kinds.BODY: _("Text"),
        kinds.FORMULAS: _("Formulas"),
        kinds.BOXES: _("Text boxes"),
        kinds.FOOTNOTES: _("Footnotes"),
        kinds.ENDNOTES: _("Endnotes"),
        kinds.HEADERS: _("Headers"),
        kinds.FOOTERS: _("Footers"),
        kinds.COMMENTS: _("Comments"),
        kinds.DELETED: _("Words deleted by tracked changes"),
        kinds.PICTURES: _("Descriptions of pictures"),
        kinds.CHARTS: _("Charts"),
        kinds.DIAGRAMS: _("Diagrams"),
        kinds.LINKS: _("Addresses of links"),
    }[kind]


def unread_label(kind: str) -> str:
    """The name of what is never read."""
    return {
        kinds.IMAGES: pgettext("not compared", "pictures"),
        kinds.EMBEDDED: pgettext("not compared", "embedded objects"),
        kinds.NUMBERING: pgettext("not compared", "list numbers"),
        kinds.OTHER: pgettext("not compared", "other contents"),
    }[kind]


def listed(words: list[str]) -> str:
    """“pictures, list numbers and charts”."""
    return str(get_text_list(words, _("and")))


def unread_between(old: FileText, new: FileText) -> list[str]:
    """The names of what differs, or is in one file only, and was not read."""
    found = dict.fromkeys((*old.unread, *new.unread))
    return [unread_label(kind) for kind in found if old.unread.get(kind) != new.unread.get(kind)]


def notes_on(old: FileText, new: FileText, numbers: tuple[int, int]) -> Iterator[str]:
    """Sentences on what was compared, and what was not, in two files of versions of these numbers."""
    for number, text in zip(numbers, (old, new), strict=True):
        if text.changes:
            words = ngettext(
                "Version %(number)s has %(n)s open tracked change; compared as if accepted.",
                "Version %(number)s has %(n)s open tracked changes; compared as if accepted.",
                text.changes,
            )
            yield words % {"number": number, "n": text.changes}
        if text.comments:
            words = ngettext(
                "Version %(number)s has %(n)s comment.",
                "Version %(number)s has %(n)s comments.",
                text.comments,
            )
            yield words % {"number": number, "n": text.comments}
        if text.encoding:
            yield _("Version %(number)s is not in UTF-8. It was read as %(encoding)s.") % {
                "number": number,
                "encoding": text.encoding,
            }
    if unread := unread_between(old, new):
        yield _("Different, but not compared: %(what)s.") % {"what": listed(unread)}
