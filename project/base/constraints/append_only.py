"""Rows that are written once: nobody changes or deletes them, but an erasure that says so."""

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
