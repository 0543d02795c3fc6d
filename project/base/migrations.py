"""Migrations that make many tables at once."""

from __future__ import annotations

from typing import Any

from django.db import migrations


class ManyTables(migrations.Migration):
    """A migration of CreateModel alone: every table is made from the state after the last of them.

    Django's own takes the state after each operation and renders every related model anew for it, which for
    our tables is most of the time that a new database takes. As no state in between is asked for, models may
    point to each other.
    """

    def apply(self, project_state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:
        """As Django's: make the tables, and return the state with them."""
        before = project_state.clone()
        self._take(project_state)
        for operation in self.operations:
            operation.database_forwards(self.app_label, schema_editor, before, project_state)
        return project_state

    def unapply(self, project_state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:
        """As Django's: drop the tables, and return the state without them."""
        after = project_state.clone()
        self._take(after)
        for operation in reversed(self.operations):
            operation.database_backwards(self.app_label, schema_editor, after, project_state)
        return project_state

    def _take(self, state: Any) -> None:
        state.__dict__.pop("apps", None)  # so that nothing is rendered before the last operation
        for operation in self.operations:
            operation.state_forwards(self.app_label, state)
