"""Migrations that make many tables at once, and operations that hold nobody up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import CheckConstraint, Index, UniqueConstraint

#: Tables that nearly every request reads or writes. A migration locks one of them at most, and does so last.
HOT = frozenset(
    {
        "accounts_device",
        "accounts_notice",
        "accounts_personsession",
        "accounts_user",
        "agencies_agency",
        "agencies_branding",
        "agencies_domain",
        "agencies_membership",
        "drafts_orderdraft",
        "orders_order",
        "orders_orderevent",
        "procrastinate_jobs",
        "procrastinate_workers",
    }
)


#: In the name of a migration that replaces others, as Django's own command has it.
SQUASHED = "_squashed_"


def applied(connection: Any) -> list[str]:
    """`app.name` of the migrations that a database has, sorted. Squashed ones are left out: it has what they
    replace, and their names change whenever the chains are squashed again."""
    found = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in found if SQUASHED not in name)


class ManyTables(migrations.Migration):
    """A migration of CreateModel, and of rules of these tables: all is made from the state after the last.

    Django's own takes the state after each operation and renders every related model anew for it, which for
    our tables is most of the time that a new database takes. As no state in between is asked for, models may
    point to each other, and those of earlier migrations are rendered once.
    """

    def apply(self, project_state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:
        """As Django's: make the tables, and return the state with them."""
        self._take(project_state)
        for operation in self.operations:  # none asks for a state in between
            operation.database_forwards(self.app_label, schema_editor, project_state, project_state)
        return project_state

    def unapply(self, project_state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:
        """As Django's: drop the tables, and return the state without them."""
        after = project_state.clone()
        self._take(after)
        for operation in reversed(self.operations):
            operation.database_backwards(self.app_label, schema_editor, after, project_state)
        return project_state

    def _take(self, state: Any) -> None:
        """Put the models into the state, and into its rendered ones where those need not be rendered anew."""
        rendered = state.__dict__.pop("apps", None)  # so that no operation renders anything
        known = set(state.models)
        for operation in self.operations:
            operation.state_forwards(self.app_label, state)
        if rendered is not None and _owns_its_models(rendered):
            rendered.render_multiple([model for key, model in state.models.items() if key not in known])
            state.apps = rendered


class Squashed(ManyTables):
    """What a whole chain leads to, for a database that has none of it: the tables as they are after the last
    of `replaces`, then the rules that no model knows. Written by `python -m project.launcher.squash`.

    Tables and the record of everything replaced come in one transaction: whoever is killed leaves no database
    that seems to be half-way along the chain.
    """

    initial = True

    def apply(self, project_state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:
        """As Django's, and nothing is left to be done after it: so it is recorded before the commit."""
        if project_state.is_delayed:
            # What the migrations of others have left to be rendered later: now, while it is little, or all
            # of ours would be rendered once more for it.
            project_state.clear_delayed_apps_cache()
            project_state.is_delayed = False
            project_state.apps  # noqa: B018
        self._take(project_state)
        for operation in self.operations:
            if not isinstance(operation, migrations.CreateModel):
                _finish(schema_editor)  # what a rule stands on: keys that are indexes
            operation.database_forwards(self.app_label, schema_editor, project_state, project_state)
        _finish(schema_editor)
        return project_state


class MoreColumns(migrations.Migration):
    """A migration that adds columns and their rules (AddField, constraints that are not yet valid, SameAgency
    and the like): all from the state after the last operation, whose models are rendered once, and not after
    each operation. Nothing in it may ask for what was before, as AlterField does."""

    def apply(self, project_state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:
        """As Django's: add them, and return the state with them."""
        project_state.__dict__.pop("apps", None)  # so that no operation renders anything
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        for operation in self.operations:
            operation.database_forwards(self.app_label, schema_editor, project_state, project_state)
        return project_state


def _finish(schema_editor: Any) -> None:
    """Do now what Django does at the end of a migration: foreign keys and indexes."""
    for statement in schema_editor.deferred_sql:
        schema_editor.execute(statement, None)
    schema_editor.deferred_sql.clear()


def _owns_its_models(rendered: Any) -> bool:
    """False for the copy of a registry: its models are another's, which would not learn of new relations."""
    return all(model._meta.apps is rendered for model in rendered.get_models(include_auto_created=True))


class ConcurrentIndex(AddIndexConcurrently):
    """An index on a table with rows, built while people write to it, in a migration of its own (atomic =
    False).

    It may be interrupted and run again: an index that was left half built is dropped first, one that is whole
    counts as done. It waits for transactions that are open as long as they last, which holds up nobody.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.collect_sql:
            self._add(app_label, schema_editor, from_state, to_state)
            return
        with _unhurried(schema_editor):
            valid = self._state(schema_editor)
            if valid is False:
                schema_editor.execute(
                    f"DROP INDEX CONCURRENTLY {schema_editor.quote_name(self.index.name)}", params=None
                )
            if not valid:
                self._add(app_label, schema_editor, from_state, to_state)

    def _add(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        super().database_forwards(app_label, schema_editor, from_state, to_state)

    def _state(self, schema_editor: Any) -> bool | None:
        """Whether the index that is there can be used; None when there is none."""
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)",
                [schema_editor.quote_name(self.index.name)],
            )
            row = cursor.fetchone()
        return row and row[0]


class ConcurrentUnique(ConcurrentIndex):
    """A UniqueConstraint of columns on a table with rows, built like ConcurrentIndex. It fails on rows that
    break it, and leaves nothing behind that counts as done."""

    def __init__(self, model_name: str, constraint: UniqueConstraint) -> None:
        super().__init__(model_name, Index(fields=constraint.fields, name=constraint.name))
        self.constraint = constraint

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.model_name, self.constraint], {}

    def describe(self) -> str:
        return f"Concurrently create unique constraint {self.constraint.name} on {self.model_name}"

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.add_constraint(app_label, self.model_name_lower, self.constraint)

    def _add(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._ensure_not_in_transaction(schema_editor)
        model = to_state.apps.get_model(app_label, self.model_name)
        sql = str(self.constraint.create_sql(model, schema_editor))
        schema_editor.execute(
            sql.replace("CREATE UNIQUE INDEX", "CREATE UNIQUE INDEX CONCURRENTLY", 1), params=None
        )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = from_state.apps.get_model(app_label, self.model_name)
        schema_editor.remove_constraint(model, self.constraint)


class WiderCheck(Operation):
    """A CheckConstraint in place of one of the same name that allowed less: every row keeps it, so none is
    read under the lock. ValidateConstraint follows in a migration after it."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str, constraint: CheckConstraint) -> None:
        self.model_name, self.constraint = model_name, constraint

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.model_name, self.constraint], {}

    def describe(self) -> str:
        return f"Widen {self.constraint.name} of {self.model_name}"

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.remove_constraint(app_label, self.model_name.lower(), self.constraint.name)
        state.add_constraint(app_label, self.model_name.lower(), self.constraint)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._replace(app_label, schema_editor, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """To the narrower one, for rows written from then on."""
        self._replace(app_label, schema_editor, to_state)

    def _replace(self, app_label: str, schema_editor: Any, state: Any) -> None:
        model = state.apps.get_model(app_label, self.model_name)
        (wanted,) = (each for each in model._meta.constraints if each.name == self.constraint.name)
        name = schema_editor.quote_name(wanted.name)
        schema_editor.execute(
            f"-- squawk-ignore ban-drop-constraint\n"
            f"ALTER TABLE {schema_editor.quote_name(model._meta.db_table)} DROP CONSTRAINT {name}, "
            f"ADD CONSTRAINT {name} CHECK ({wanted._get_check_sql(model, schema_editor)}) NOT VALID",
            params=None,
        )


@contextmanager
def _unhurried(schema_editor: Any) -> Iterator[None]:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")
        before = cursor.fetchone()
        cursor.execute("SET lock_timeout = 0; SET statement_timeout = 0")
        try:
            yield
        finally:
            set_back = (
                "SELECT set_config('lock_timeout', %s, false), set_config('statement_timeout', %s, false)"
            )
            cursor.execute(set_back, before)
