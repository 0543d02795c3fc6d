"""Migration operations for rules that the database itself keeps.

Django 5.2 cannot express a foreign key of two columns, nor a trigger, so these operations add them in SQL.
Each works on the state of the migration, is reversible, and is idempotent enough to be interrupted and run
again.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation

#: Whether this transaction may delete rows of an agency that are kept otherwise: it has itself written the
#: event which says so, and named it (agencies/actions/erasure.py).
APPEND_ONLY_FUNCTION = """
CREATE OR REPLACE FUNCTION quillhouse_erasing(agency bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE event text := current_setting('quillhouse.erasure', true);
BEGIN
    IF event IS NULL OR event = '' THEN RETURN false; END IF;
    RETURN EXISTS (
        SELECT FROM agencies_erasure WHERE id = event::bigint AND agency_id = agency
        AND xact = pg_current_xact_id()::text::bigint
    );
END $$;
CREATE OR REPLACE FUNCTION quillhouse_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND quillhouse_erasing(OLD.agency_id) THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""


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


class KeyOfAgencyFromNow(SameAgencyFromNow):
    """FOREIGN KEY (agency_id, <field>) REFERENCES parent (agency_id, key): the field holds the key of a row
    of the same agency, for every write from now on. KeyOfAgencyProved follows in a migration after it.

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


class KeyOfAgencyProved(KeyOfAgencyFromNow, SameAgencyProved):
    """Proves KeyOfAgencyFromNow for the rows of before, as SameAgencyProved does."""


class EmptyIsNull(Operation):
    """A trigger that stores NULL for the empty text in a column, for programs that still write that."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model: str, column: str) -> None:
        self.model, self.column = model, column

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.model, self.column], {}

    def describe(self) -> str:
        return f"Store NULL for an empty {self.column} of {self.model}"

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model state does not change: the trigger lives in the database alone."""

    def name(self, table: str) -> str:
        """Of the trigger and of its function."""
        return f"{table}_{self.column}_empty"

    def _names(self, app_label: str, state: Any) -> tuple[str, str]:
        table = str(state.apps.get_model(app_label, self.model)._meta.db_table)
        return table, self.name(table)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table, name = self._names(app_label, to_state)
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"NEW.{self.column} := nullif(NEW.{self.column}, ''); RETURN NEW; END $$",
            params=None,
        )
        schema_editor.execute(
            f'CREATE OR REPLACE TRIGGER {name} BEFORE INSERT OR UPDATE ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION {name}()",
            params=None,
        )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table, name = self._names(app_label, from_state)
        schema_editor.execute(f'DROP TRIGGER IF EXISTS {name} ON "{table}"', params=None)
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()", params=None)


class BeforeWrite(Operation):
    """A trigger of this name, with a function of the same name: `body`, PL/pgSQL with its declarations, is
    run before each row of the model is written, and may change NEW."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model: str, trigger: str, body: str) -> None:
        self.model, self.trigger, self.body = model, trigger, body

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.model, self.trigger, self.body], {}

    def describe(self) -> str:
        return f"Run {self.trigger} before rows of {self.model} are written"

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model state does not change: the trigger lives in the database alone."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = to_state.apps.get_model(app_label, self.model)._meta.db_table
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION {self.trigger}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"{self.body} $$",
            params=None,
        )
        schema_editor.execute(
            f'CREATE OR REPLACE TRIGGER {self.trigger} BEFORE INSERT OR UPDATE ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION {self.trigger}()",
            params=None,
        )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = from_state.apps.get_model(app_label, self.model)._meta.db_table
        schema_editor.execute(f'DROP TRIGGER IF EXISTS {self.trigger} ON "{table}"', params=None)
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {self.trigger}()", params=None)


class NoChain(Operation):
    """A trigger that refuses a chain: what a row points to by `column` (a key of its own table) points
    nowhere itself, and nothing points to a row that points elsewhere. Two that point at each other are
    refused too, also when two transactions do it at once: the row pointed to is locked."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model: str, column: str) -> None:
        self.model, self.column = model, column

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.model, self.column], {}

    def describe(self) -> str:
        return f"Refuse chains of {self.column} of {self.model}"

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model state does not change: the trigger lives in the database alone."""

    def name(self, table: str) -> str:
        """Of the trigger and of its function."""
        return f"{table}_{self.column}_chain"

    def _names(self, app_label: str, state: Any) -> tuple[str, str]:
        table = str(state.apps.get_model(app_label, self.model)._meta.db_table)
        return table, self.name(table)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table, name = self._names(app_label, to_state)
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF NEW.{self.column} IS NULL THEN RETURN NEW; END IF; "
            f'PERFORM 1 FROM "{table}" WHERE id = NEW.{self.column} AND {self.column} IS NULL '
            "FOR NO KEY UPDATE; IF FOUND THEN "
            f'PERFORM 1 FROM "{table}" WHERE {self.column} = NEW.id; '
            "IF NOT FOUND THEN RETURN NEW; END IF; END IF; "
            f"RAISE EXCEPTION '{self.column} of {table} makes no chains' USING ERRCODE = 'check_violation'; "
            "END $$",
            params=None,
        )
        schema_editor.execute(
            f'CREATE OR REPLACE TRIGGER {name} BEFORE INSERT OR UPDATE OF {self.column} ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION {name}()",
            params=None,
        )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table, name = self._names(app_label, from_state)
        schema_editor.execute(f'DROP TRIGGER IF EXISTS {name} ON "{table}"', params=None)
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()", params=None)


class AppendOnly(Operation):
    """A trigger that refuses UPDATE and DELETE of every row of `model`, except where the transaction erases
    rows of its agency (quillhouse_erasing). TRUNCATE (used by tests) stays possible."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model: str) -> None:
        self.model = model

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.model], {}

    def describe(self) -> str:
        return f"Make {self.model} append-only"

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model state does not change: the trigger lives in the database alone."""

    def _table(self, app_label: str, state: Any) -> str:
        return str(state.apps.get_model(app_label, self.model)._meta.db_table)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = self._table(app_label, to_state)
        schema_editor.execute(APPEND_ONLY_FUNCTION, params=None)
        schema_editor.execute(
            f'CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION quillhouse_append_only()",
            params=None,
        )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        schema_editor.execute(f'DROP TRIGGER IF EXISTS append_only ON "{self._table(app_label, from_state)}"')


KEPT_FUNCTION = """
CREATE OR REPLACE FUNCTION quillhouse_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND (
        OLD.at < now() - make_interval(days => TG_ARGV[0]::int) OR quillhouse_erasing(OLD.agency_id)
    ) THEN RETURN OLD;
    END IF;
    RAISE EXCEPTION 'rows of % are append-only for % days', TG_TABLE_NAME, TG_ARGV[0]
        USING ERRCODE = 'restrict_violation';
END $$
"""


class KeptFor(AppendOnly):
    """Append-only, but rows whose `at` is more than `days` days ago may be deleted: by a job that keeps the
    promise of the documentation how long something is kept. All of them where the transaction erases rows of
    their agency (quillhouse_erasing)."""

    def __init__(self, model: str, days: int) -> None:
        super().__init__(model)
        self.days = days

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.model, self.days], {}

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        schema_editor.execute(KEPT_FUNCTION, params=None)
        schema_editor.execute(
            "CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON "
            f'"{self._table(app_label, to_state)}" '
            f"FOR EACH ROW EXECUTE FUNCTION quillhouse_kept('{self.days}')",
            params=None,
        )


class Derived(Operation):
    """Rows that the database works out from others, in the transaction that writes these: `function` is
    called after each INSERT into one of `tables`, all of them append-only, with the new row as NEW.

    `body` is its PL/pgSQL, between BEGIN and END.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, function: str, body: str, tables: tuple[str, ...]) -> None:
        self.function, self.body, self.tables = function, body, tuple(tables)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.function, self.body, self.tables], {}

    def describe(self) -> str:
        return f"Keep what {self.function} works out"

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model state does not change: the function lives in the database alone."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION {self.function}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN {self.body} END $$",
            params=None,
        )
        for table in self.tables:
            schema_editor.execute(
                f'CREATE OR REPLACE TRIGGER {self.function} AFTER INSERT ON "{table}" '
                f"FOR EACH ROW EXECUTE FUNCTION {self.function}()",
                params=None,
            )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for table in self.tables:
            schema_editor.execute(f'DROP TRIGGER IF EXISTS {self.function} ON "{table}"', params=None)
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {self.function}()", params=None)
