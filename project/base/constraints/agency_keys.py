"""Foreign keys of two columns: what a row points to belongs to the same agency, or the same thing."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation


class SameAgency(Operation):
    """FOREIGN KEY (agency_id, <field>_id) REFERENCES parent (agency_id,
    id): a row never points to another agency.

    The parent must carry a unique constraint over ("agency", "id"). A null in the field switches the check
    off for that row, as usual in SQL. The check is deferred to commit, like Django's own foreign keys.
    """

    reduces_to_sql = True
    reversible = True
    suffix = ""
    target = "id"

    def __init__(self, model: str, *fields: str) -> None:
        self.model = model
        self.fields = fields

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.model, *self.fields], {}

    def describe(self) -> str:
        return f"Keep {', '.join(self.fields)} of {self.model} within the agency"

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model state does not change: the constraint lives in the database alone."""

    def _tables(self, app_label: str, state: Any) -> list[tuple[str, str, str, str]]:
        model = state.apps.get_model(app_label, self.model)
        rows = []
        for name in self.fields:
            field = model._meta.get_field(name)
            table = model._meta.db_table
            rows.append(
                (
                    table,
                    field.column,
                    field.related_model._meta.db_table,
                    f"{table}_{field.column}_agency"[:63],
                )
            )
        return rows

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for table, column, parent, name in self._tables(app_label, to_state):
            schema_editor.execute(
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" FOREIGN KEY (agency_id, "{column}") '
                f'REFERENCES "{parent}" (agency_id, {self.target}) DEFERRABLE INITIALLY DEFERRED{self.suffix}'
            )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for table, _column, _parent, name in self._tables(app_label, from_state):
            schema_editor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{name}"')


class SameParent(SameAgency):
    """FOREIGN KEY (<shared>_id, <field>_id) REFERENCES parent (<shared>_id, id): what a row points to belongs
    to the same thing as the row, such as a level to its criterion.

    The parent must carry a unique constraint over (shared, "id").
    """

    def __init__(self, model: str, shared: str, field: str) -> None:
        super().__init__(model, field)
        self.shared = shared

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.model, self.shared, *self.fields], {}

    def describe(self) -> str:
        return f"Keep {', '.join(self.fields)} of {self.model} with the same {self.shared}"

    def _tables(self, app_label: str, state: Any) -> list[tuple[str, str, str, str]]:
        rows = super()._tables(app_label, state)
        return [
            (table, column, parent, f"{table}_{column}_{self.shared}"[:63])
            for table, column, parent, _ in rows
        ]

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        shared = f'"{self.shared}_id"'
        for table, column, parent, name in self._tables(app_label, to_state):
            schema_editor.execute(
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" FOREIGN KEY ({shared}, "{column}") '
                f'REFERENCES "{parent}" ({shared}, id) DEFERRABLE INITIALLY DEFERRED'
            )


class SameAgencyFromNow(SameAgency):
    """SameAgency for a table that has rows already: it holds for every write from now on, and reads no row
    under its lock. SameAgencyProved follows in a migration after it."""

    suffix = " NOT VALID"

    def describe(self) -> str:
        return f"{super().describe()}, from now on"


class SameAgencyProved(SameAgency):
    """Proves that the rows which were there before SameAgencyFromNow keep it too, while people go on working.
    Proving twice does no harm, and undoing it changes nothing."""

    def describe(self) -> str:
        return f"Prove that {', '.join(self.fields)} of {self.model} stay within the agency"

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for table, _column, _parent, name in self._tables(app_label, to_state):
            schema_editor.execute(f'ALTER TABLE "{table}" VALIDATE CONSTRAINT "{name}"')

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """A constraint stays proved."""


class KeyOfAgency(SameAgency):
    """FOREIGN KEY (agency_id, <field>) REFERENCES parent (agency_id, key): the field holds the key of a row
    of the same agency.

    `parent` is a model, such as "catalog.Language"; it must carry a unique constraint over ("agency", "key").
    """

    target = "key"

    def __init__(self, model: str, parent: str, *fields: str) -> None:
        super().__init__(model, *fields)
        self.parent = parent

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.model, self.parent, *self.fields], {}

    def _tables(self, app_label: str, state: Any) -> list[tuple[str, str, str, str]]:
        table = state.apps.get_model(app_label, self.model)._meta.db_table
        parent = state.apps.get_model(self.parent)._meta.db_table
        return [(table, column, parent, f"{table}_{column}_agency"[:63]) for column in self.fields]


class KeyOfAgencyFromNow(KeyOfAgency, SameAgencyFromNow):
    """KeyOfAgency for every write from now on, as SameAgencyFromNow. KeyOfAgencyProved follows in a migration
    after it."""


class KeyOfAgencyProved(KeyOfAgency, SameAgencyProved):
    """Proves KeyOfAgencyFromNow for the rows of before, as SameAgencyProved does."""
