"""A whole order as an archive, as far as its reader may read it: facts, brief, versions, what was asked to
change, conversation, and the files of each. Texts are Markdown, facts JSON.

Like a single text (text_documents.py) it is the same for all who may read the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils import dateformat, translation
from django.utils.translation import gettext as _

from agencies.files.zip_stream import Entry, Names
from orders.models import Attachment
from orders.models.revisions import Need
from orders.pages.order.brief import brief_rows, notes_of
from orders.states.orders import State
from project.base.errors import TooLarge
from project.base.text import excerpt
from project.base.viewer import Viewer

from .order_archive_reading import reading_of

#: Bytes of all files together, and their number.
MOST_BYTES = 1024 * 1024 * 1024
MOST_FILES = 2_000


def entries_of(viewer: Viewer, order: Any) -> list[Entry]:
    """What the archive of an order holds for `viewer`. `order` is of views.fetching.reading_or_404. All
    queries are done here, so that none waits for a slow line. Raises TooLarge."""
    with translation.override(settings.LANGUAGE_CODE):
        return list(_Archive(viewer, order).entries())


class _Archive:
    """What is put into an archive, in its order."""

    def __init__(self, viewer: Viewer, order: Any) -> None:
        self.viewer, self.order, self.names = viewer, order, Names()
        self.read = reading_of(viewer, order)
        self.deliveries, self.revisions = list(self.read.deliveries()), list(self.read.revisions())
        self.messages = self.read.messages(internal=False)
        self.notes = self.read.messages(internal=True)
        said = [*self.messages, *self.notes]
        self.files = _bounded(self.read.files(self.deliveries, self.revisions, said))

    def entries(self) -> Iterator[Entry]:
        facts = json.dumps(self._facts(), ensure_ascii=False, indent=2)
        yield self._text("order.json", facts)
        yield self._text("brief.md", self._brief())
        yield from self._of("brief/", order_id=self.order.pk)
        for delivery in self.deliveries:
            yield from self._version(delivery)
        for revision in self.revisions:
            name = f"revision-{revision.number}"
            yield self._text(f"{name}.md", self._revision(revision))
            yield from self._of(f"{name}/", revision_id=revision.pk)
        yield from self._thread("messages", _("Messages"), self.messages)
        yield from self._thread("internal-notes", _("Internal notes"), self.notes)

    def _text(self, name: str, text: str) -> Entry:
        return Entry(self.names.free("", name), f"{text.rstrip()}\n")

    def _of(self, folder: str, **place: int) -> Iterator[Entry]:
        """The files of one place, such as delivery_id=7."""
        ((name, pk),) = place.items()
        for row in self.files:
            if getattr(row, name) == pk:
                yield Entry(self.names.free(folder, row.name), row.file)

    def _facts(self) -> dict[str, Any]:
        order, read = self.order, self.read
        facts = {
            "number": order.number,
            "title": order.title,
            "state": str(State(read.state).label),
            "placed": self._moment(order.placed_at),
            "price": read.price(),
            "fee": read.fee,
        }
        rows = [(row["label"], row["value"]) for row in brief_rows(self.viewer, order, read.sides)]
        return {
            **{name: value for name, value in facts.items() if value},
            "deadlines": {label: self._moment(at) for label, at in read.deadlines()},
            "details": {str(label): str(value) for label, value in rows},
        }

    def _brief(self) -> str:
        notes = notes_of(self.order, self.read.sides)
        titled = ((_("References"), self.order.references), (_("Notes to the agency"), notes))
        return "\n\n".join([self.order.brief, *_titled(titled)])

    def _version(self, delivery: Any) -> Iterator[Entry]:
        name = f"version-{delivery.number}"
        if delivery.text:
            yield self._text(f"{name}.md", delivery.text)
        to_editor = delivery.note if self.read.sides.inside else ""
        said = (
            (_("Writer’s note to the editor"), to_editor),
            (_("Editor’s note to the writer"), self.read.note_to_writer(delivery)),
        )
        if notes := _titled(said):
            yield self._text(f"{name}-notes.md", "\n\n".join(notes))
        yield from self._of(f"{name}/", delivery_id=delivery.pk)

    def _revision(self, revision: Any) -> str:
        parts = [f"# {_('Revision %(n)s') % {'n': revision.number}}", self._moment(revision.asked_at)]
        parts.append(revision.summary)
        for point in revision.points.all():
            title = point.place or excerpt(point.issue, 60)
            parts.append(f"## {point.position}. {title} ({Need(point.need).label})")
            parts += [point.issue, point.wish]
            parts += [f"**{kind}** {words}".rstrip() for kind, words in self.read.answers(point)]
        return "\n\n".join(filter(None, parts))

    def _thread(self, name: str, title: str, messages: list[Any]) -> Iterator[Entry]:
        if not messages:
            return
        heads = [f"{self.read.author(row)}, {self._moment(row.sent_at)}" for row in messages]
        words = [self.read.words(row) for row in messages]
        lines = [f"## {head}\n\n{said}" for head, said in zip(heads, words, strict=True)]
        yield self._text(f"{name}.md", "\n\n".join([f"# {title}", *lines]))
        for row in messages:
            yield from self._of(f"{name}/", message_id=row.pk)

    def _moment(self, moment: Any) -> str:
        """A moment in the agency's zone, which is named."""
        zone = self.order.agency.zone
        return f"{dateformat.format(moment.astimezone(zone), 'j F Y, H:i')} ({zone.key})"


def _titled(parts: Iterable[tuple[str, str]]) -> list[str]:
    return [f"## {title}\n\n{words}" for title, words in parts if words]


def _bounded(files: list[Attachment]) -> list[Attachment]:
    if len(files) > MOST_FILES or sum(row.file.size for row in files) > MOST_BYTES:
        raise TooLarge(_("The files of this order are too large for one archive. Download them one by one."))
    return files
