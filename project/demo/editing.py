"""What editors do to texts in the demo: comments on passages, and corrections by their own hand."""

from __future__ import annotations

import re
from typing import Any

from orders.actions import corrections, passage_comments, reviews

from . import rubrics
from .documents import word_version
from .rounds import RevisionStory

COMMENT = "Too general for the first sentence: who does this, and when?"
#: How much of a line an editor quotes.
QUOTED_WORDS = 8


class EditedStory(RevisionStory):
    """A story with the fates of editing."""

    def _files(self, text: str) -> list[Any]:
        """What is answered for the client to read was written in Word, where it is English."""
        files = super()._files(text)
        if self.fate != "answered" or not (self.commission.locale or "en").startswith("en"):
            return files
        document = word_version(
            text,
            self.order.deliveries.count() + 1,
            name=self.commission.key,
            author=self.writer.membership.public_name,
            reader=(self.editor or self.manager).membership.public_name,
            made=self.now,
        )
        return [*files, document]

    def _approve(self) -> None:
        """With points for the writer, which are shown with the verdict."""
        if self.editor and self.order.state == "in_review":
            if self.order.editor_id is None:
                self._do(reviews.claim_review, self.editor, after=(0.5, 6))
            self._remark()
        super()._approve()

    def _remark(self) -> None:
        if self.editor and self.order.editor_id == self.editor.member_id:
            newest = self.order.deliveries.latest("number")
            rubrics.remark(self.editor, self.order, newest.number, beginning_of(newest.text), self.now)

    def sent_back(self) -> None:
        """With a comment on how the text begins, beside the note."""
        self.claimed()
        if self.editor is None or self.order.state != "in_review":
            return
        text = self.order.deliveries.get(number=1).text
        given = {"number": 1, "passage": beginning_of(text), "text": COMMENT}
        self._do(passage_comments.comment_passage, self.editor, after=(0.2, 1), **given)
        self._remark()
        note = self.commission.editor_note
        self._do(reviews.send_back, self.editor, after=(0.5, 5), number=1, note=note)

    def corrected(self) -> None:
        """The client has the text with the editor's quotation marks."""
        self.claimed()
        if self.editor and self.order.state == "in_review":
            text = self.order.deliveries.get(number=1).text
            given = {"number": 1, "text": with_curly_quotes(text), "uploads": []}
            self._do(corrections.correct_delivery, self.editor, after=(0.5, 2), **given)
        self._approve()


def beginning_of(text: str) -> str:
    """The first words of the first line that is neither empty nor a heading."""
    line = next(line for line in text.splitlines() if line and not line.startswith("#"))
    return " ".join(line.split()[:QUOTED_WORDS])


def with_curly_quotes(text: str) -> str:
    """Quotation marks and apostrophes as a publisher sets them; a text without any gets a closing rule."""
    curly = re.sub(r'"([^"\n]*)"', r"“\1”", text).replace("'", "’")
    return curly if curly != text else f"{text}\n\n---"
