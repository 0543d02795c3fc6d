"""Two versions of a text compared: `/api/v1/orders/orders/{number}/deliveries/{version}/comparison/`."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from agencies.files.reading.gathering import KINDS
from agencies.files.texts import Unreadable
from orders.models import Attachment
from orders.pages.version_choice import Versions, versions_of
from orders.pages.version_comparison import Comparison, Part, Parts, Section, Source, comparison_of
from orders.views.fetching import order_or_404
from project.base.api import fields
from project.base.api.bodies import Out, Query
from project.base.api.endpoint import MEMBERS, verb
from project.base.differences import ADDED, REMOVED, SAME
from project.base.errors import NotVisible

from .order_resource import OrderResource

FILE = "Id of a file of that version, “text” for its text. Both together pair two by hand (part “chosen”)."


class ComparisonQuery(Query):
    """What is compared with the version of the path."""

    other = fields.Whole(
        least=1, most=32_767, required=False, help_text="Number of the other version; else the one before."
    )
    part = fields.Text(max_length=20, required=False, help_text="Key of one of `parts`; else the first.")
    old_file = fields.Text(max_length=20, required=False, help_text=FILE)
    new_file = fields.Text(max_length=20, required=False, help_text=FILE)


class ComparablePartOut(Out):
    """The text, or two files that belong together. `old_file` and `new_file` are their ids, null for text."""

    key = fields.Text()
    label = fields.Text()
    old_file = fields.Id(allow_null=True)
    new_file = fields.Id(allow_null=True)


class PieceOut(Out):
    """A run of words; `change` numbers what differs, through all sections."""

    kind = fields.Choice(choices=[SAME, ADDED, REMOVED])
    text = fields.Text(lines=True)
    change = fields.Whole(allow_null=True)


class SectionOut(Out):
    """A part of a document: its text, or its notes, headers, comments and the like where they differ."""

    kind = fields.Choice(choices=KINDS)
    label = fields.Text()
    words_added = fields.Whole()
    words_removed = fields.Whole()
    pieces = PieceOut(many=True)


class VersionComparisonOut(Out):
    """Two versions, compared by words. `same` names other parts that were compared and do not differ;
    `unread` what differs and is not compared, so that equal words are no claim about it; `notes` say more in
    sentences, such as open tracked changes. `refusal` says why nothing could be compared. `only_in_older` and
    `only_in_newer` are files without a counterpart."""

    older = fields.Whole()
    newer = fields.Whole()
    parts = ComparablePartOut(many=True)
    only_in_older = fields.Items(child=fields.Text())
    only_in_newer = fields.Items(child=fields.Text())
    part = fields.Text(allow_null=True, help_text="The key of what was compared.")
    refusal = fields.Text(allow_null=True)
    identical_files = fields.Flag(help_text="Whether they are equal to the byte.")
    changes = fields.Whole()
    sections = SectionOut(many=True)
    same = fields.Items(child=fields.Text())
    unread = fields.Items(child=fields.Text())
    notes = fields.Items(child=fields.Text())

    example = {
        "older": 1,
        "newer": 2,
        "parts": [{"key": "text", "label": "Text", "old_file": None, "new_file": None}],
        "only_in_older": [],
        "only_in_newer": ["Glossary.xlsx"],
        "part": "text",
        "refusal": None,
        "identical_files": False,
        "changes": 1,
        "sections": [
            {
                "kind": "body",
                "label": "Text",
                "words_added": 1,
                "words_removed": 1,
                "pieces": [
                    {"kind": "same", "text": "Boats come in at ", "change": None},
                    {"kind": "removed", "text": "dusk", "change": 1},
                    {"kind": "added", "text": "dawn", "change": 1},
                ],
            }
        ],
        "same": [],
        "unread": [],
        "notes": [],
    }


class VersionComparisonViewSet(OrderResource):
    """Versions of a text, two at a time."""

    @verb(
        "deliveries/<int:version>/comparison",
        MEMBERS,
        VersionComparisonOut,
        method="get",
        query=ComparisonQuery,
    )
    def comparison(self, request: Any, number: str, version: int) -> Response:
        """Compare a version with the one before it, or with another that you see."""
        order = order_or_404(self.http, number)
        asked = self.asked
        versions = versions_of(self.viewer, order, older=asked.get("other", 0), newer=version)
        if version not in versions.numbers:
            raise NotVisible()
        found = versions.parts((asked.get("old_file", ""), asked.get("new_file", "")))
        part = next((part for part in found.parts if part.key == asked.get("part")), None)
        return Response(_answer(versions, found, part or next(iter(found.parts), None)))


def _answer(versions: Versions, found: Parts, part: Part | None) -> dict[str, Any]:
    numbers = (versions.old.number, versions.new.number)
    comparison, refusal = Comparison(()), None
    if part:
        try:
            comparison = comparison_of(part, numbers)
        except Unreadable as error:
            refusal = str(error)
    return {
        "older": numbers[0],
        "newer": numbers[1],
        "parts": [_part(one) for one in found.parts],
        "only_in_older": list(found.removed),
        "only_in_newer": list(found.added),
        "part": part.key if part else None,
        "refusal": refusal,
        "identical_files": comparison.is_same_file,
        "changes": comparison.changes,
        "sections": [_section(section) for section in comparison.sections],
        "same": list(comparison.same),
        "unread": list(comparison.unread),
        "notes": list(comparison.notes),
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "key": part.key,
        "label": part.label,
        "old_file": _id(part.old),
        "new_file": _id(part.new),
    }


def _id(source: Source) -> str | None:
    return source.public_id if isinstance(source, Attachment) else None


def _section(section: Section) -> dict[str, Any]:
    difference = section.found.difference
    return {
        "kind": section.kind,
        "label": section.label,
        "words_added": difference.words_added,
        "words_removed": difference.words_removed,
        "pieces": [
            {"kind": piece.kind, "text": piece.text, "change": piece.change or None}
            for piece in difference.pieces
        ],
    }
