"""What goes in and out of writers and editor of a class."""

from __future__ import annotations

from cohorts.models.assignment import MOST_WRITERS
from project.base.api import fields
from project.base.api.bodies import Body, Out

MEMBER, EDITOR = "m4t8k2m6p9", "m7h3w5r2d8"


class ClassWriterIn(Body):
    """A writer, and the most percent of the orders of the class that they may have."""

    writer = fields.Id()
    share = fields.Whole(least=1, most=100)

    example = {"writer": MEMBER, "share": 60}


class ClassAssignmentBody(Body):
    """All writers of the class, none for whoever can, and the editor of all its orders, null for whoever
    claims a review."""

    writers = fields.Items(child=ClassWriterIn(), max_length=MOST_WRITERS)
    editor = fields.Id(allow_null=True)

    example = {"writers": [ClassWriterIn.example, {"writer": EDITOR, "share": 40}], "editor": EDITOR}


class ClassWriterOut(Out):
    """A writer of a class: `taken` of at most `most` orders."""

    writer = fields.Id()
    name = fields.Text()
    share = fields.Whole()
    most = fields.Whole()
    taken = fields.Whole()

    example = {"writer": MEMBER, "name": "Wendell H.", "share": 60, "most": 24, "taken": 12}


class ClassAssignmentOut(Out):
    """Who writes and who reviews. `orders`: those that the shares are of, placed or to come; 0 without
    writers."""

    writers = ClassWriterOut(many=True)
    editor = fields.Id(allow_null=True)
    orders = fields.Whole()

    example = {"writers": [ClassWriterOut.example], "editor": EDITOR, "orders": 40}
