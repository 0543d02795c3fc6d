"""Triggers that work a value out, or refuse one, before a row is written or after."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation


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


class Derived(Operation):
    """Rows that the database works out from others, in the transaction that writes these: `function` is
    called after each INSERT into one of `tables`, with the new row as NEW; after other acts too where `acts`
    says so, as tables that are not append-only need.

    `body` is its PL/pgSQL, between BEGIN and END.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, function: str, body: str, tables: tuple[str, ...], acts: str = "INSERT") -> None:
        self.function, self.body, self.tables, self.acts = function, body, tuple(tables), acts

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.function, self.body, self.tables, self.acts], {}

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
                f'CREATE OR REPLACE TRIGGER {self.function} AFTER {self.acts} ON "{table}" '
                f"FOR EACH ROW EXECUTE FUNCTION {self.function}()",
                params=None,
            )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for table in self.tables:
            schema_editor.execute(f'DROP TRIGGER IF EXISTS {self.function} ON "{table}"', params=None)
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {self.function}()", params=None)
