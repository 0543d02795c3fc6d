"""What goes in and out of `agencies/imports/`."""

from __future__ import annotations

from agencies.files.tables import MOST_BYTES
from agencies.models.imports import MOST_COLUMNS, MOST_ROWS
from agencies.states.imports import DateOrder, DecimalMark, ImportState
from project.base.api import fields
from project.base.api.bodies import Body, Form, Out


class ImportUpload(Form):
    """A file, and what its rows are."""

    kind = fields.Text(max_length=20)
    file = fields.Upload()

    upload = {
        "type": "object",
        "required": ["kind", "file"],
        "additionalProperties": False,
        "properties": {
            "kind": {"type": "string", "description": "Of `kinds/`."},
            "file": {
                "type": "string",
                "format": "binary",
                "description": (
                    f"CSV or .xlsx, {MOST_BYTES // 1024 // 1024} MB and {MOST_ROWS:,} rows at most. The "
                    "first line names the columns."
                ),
            },
        },
    }


class ImportColumns(Body):
    """What the columns are, in the order of the file."""

    columns = fields.Items(
        child=fields.Text(max_length=20, allow_blank=True),
        max_length=MOST_COLUMNS,
        min_length=1,
        help_text="The key of a field of `kinds/` for each column, empty to leave it out.",
    )
    date_order = fields.Choice(choices=DateOrder.values, required=False)
    decimal_mark = fields.Choice(choices=DecimalMark.values, required=False)

    example = {"columns": ["id", "name", "email", ""], "date_order": "dmy", "decimal_mark": "comma"}


class ImportColumnOut(Out):
    """A column of the file, and the field that it fills."""

    head = fields.Text()
    field = fields.Text(allow_null=True)


class ImportOut(Out):
    """An import. `fresh` rows are (to be) imported, `known` ones were before."""

    id = fields.Id()
    kind = fields.Text()
    state = fields.Choice(choices=ImportState.values)
    file_name = fields.Text()
    rows = fields.Whole()
    checked = fields.Whole()
    fresh = fields.Whole()
    known = fields.Whole()
    columns = fields.Items(child=ImportColumnOut())
    date_order = fields.Choice(choices=DateOrder.values)
    decimal_mark = fields.Choice(choices=DecimalMark.values)
    refusal = fields.Text(allow_null=True, help_text="Why it could not be imported or undone.")
    created_at = fields.Moment()
    undo_until = fields.Moment(allow_null=True)
    allowed = fields.Items(
        child=fields.Text(),
        help_text="What can be done now: `check` (by `columns/`), `start`, `undo`, `discard` (by DELETE).",
    )

    example = {
        "id": "k7m2qx9ab4",
        "kind": "clients",
        "state": "ready",
        "file_name": "clients.csv",
        "rows": 120,
        "checked": 120,
        "fresh": 118,
        "known": 2,
        "columns": [{"head": "Company", "field": "name"}, {"head": "Notes", "field": None}],
        "date_order": "dmy",
        "decimal_mark": "point",
        "refusal": None,
        "created_at": "2026-03-02T09:00:00Z",
        "undo_until": None,
        "allowed": ["check", "start", "discard"],
    }


class ImportFaultOut(Out):
    """What keeps a row from being imported."""

    row = fields.Whole()
    column = fields.Text(allow_null=True)
    value = fields.Text()
    message = fields.Text()

    example = {"row": 7, "column": "Email", "value": "nobody", "message": "Enter a valid email address."}


class ImportFieldOut(Out):
    """A field that a column can fill."""

    key = fields.Text()
    label = fields.Text()
    required = fields.Flag()


class ImportKindOut(Out):
    """What can be imported."""

    kind = fields.Text()
    title = fields.Text()
    help = fields.Text(help_text="What becomes of the rows, and who is told.")
    columns = fields.Items(child=ImportFieldOut())


class ImportKindsOut(Out):
    """What can be imported."""

    kinds = fields.Items(child=ImportKindOut())

    example = {
        "kinds": [
            {
                "kind": "clients",
                "title": "Clients",
                "help": "Client accounts, each with one contact. Nobody is told.",
                "columns": [{"key": "name", "label": "Client name", "required": True}],
            }
        ]
    }
