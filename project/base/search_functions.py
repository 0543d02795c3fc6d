r"""Functions of the database for searching: how letters are folded, and what a word is.

They need no extension and depend on no collation, so that every PostgreSQL finds the same.
`quillhouse_folded`: small letters without accents, composed. `quillhouse_words`: the words of a text as they
are indexed: runs of letters and digits, of Chinese, Japanese, Thai, Lao, Burmese and Khmer each two
characters, a number also without its leading zeros. `quillhouse_vector` stores them under a key,
`quillhouse_asked` asks for all of them, each as the beginning of one.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation

#: Accents, points and signs that searching leaves out, of Latin, Greek, Cyrillic, Hebrew and Arabic; then
#: what is not seen.
LEFT_OUT = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640"
    r"\u064b-\u065f\u0670\u06d6-\u06dc\u00ad\u200c-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
)
#: Letters that have no accent to leave out, and how they are looked for.
PLAIN = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "ŧ": "t", "ς": "σ"}
#: Characters of scripts that put no blanks between words.
UNSPACED = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e01-\u0e4e\u0e81-\u0ecd\u0edc-\u0edf\u1000-\u103f\u1050-\u109f"
    r"\u1780-\u17d3\U00020000-\U0003fffd"
)
#: What parts words: all but letters, digits and their marks.
PARTING = (
    r"\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4-\u00b9\u00bb-\u00bf\u00d7\u00f7"
    r"\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05c6\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4"
    r"\u0964\u0965\u0e4f\u0e5a\u0e5b\u0f0b-\u0f14\u104a-\u104f\u1361-\u1368\u17d4-\u17d6\u1400\u1680"
    r"\u2000-\u2bff\u2e00-\u2e5d\u3000-\u3004\u3008-\u3020\u3030\u303d\u30a0\u30fb\ufe10-\ufe6f\uff01-\uff0f"
    r"\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\U0001f000-\U0001faff"
)
#: Letters of a word that are indexed, and bytes of all words of one text: a vector holds a megabyte.
LONGEST, MOST_BYTES = 60, 700_000

FOLDED = rf"""
CREATE OR REPLACE FUNCTION quillhouse_folded(said text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN octet_length(said) = char_length(said) THEN lower(said)
    ELSE normalize(translate(replace(replace(replace(
        regexp_replace(normalize(lower(said), NFKD), '[{LEFT_OUT}]', '', 'g'),
        'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), '{"".join(PLAIN)}', '{"".join(PLAIN.values())}'), NFC) END
$$
"""
WORDS = rf"""
CREATE OR REPLACE FUNCTION quillhouse_words(said text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    WITH runs AS (
        SELECT run, run ~ '^[{UNSPACED}]' AS unspaced
        FROM regexp_split_to_table(
            regexp_replace(quillhouse_folded(said), '([{UNSPACED}]+)', ' \1 ', 'g'), '[{PARTING}]+'
        ) run WHERE run <> ''
    ), words AS (
        SELECT left(run, {LONGEST}) AS word FROM runs WHERE NOT unspaced
        UNION SELECT left(ltrim(run, '0'), {LONGEST}) FROM runs WHERE run ~ '^0+[1-9][0-9]*$'
        UNION SELECT pair FROM runs, LATERAL (
            SELECT letter || coalesce(lead(letter) OVER (ORDER BY place), '') AS pair
            FROM unnest(string_to_array(run, NULL)) WITH ORDINALITY AS letters (letter, place)
        ) pairs WHERE unspaced
    ), counted AS (
        SELECT word, sum(octet_length(word) + 8) OVER (ORDER BY word) AS bytes FROM words
    )
    SELECT coalesce(array_agg(word), '{{}}'::text[]) FROM counted WHERE bytes < {MOST_BYTES}
$$
"""  # noqa: S608
VECTOR = """
CREATE OR REPLACE FUNCTION quillhouse_vector(key text, said text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_tsvector(quillhouse_words(said) || key)
$$
"""
ASKED = r"""
CREATE OR REPLACE FUNCTION quillhouse_asked(key text, said text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (quote_literal(key) || coalesce(
        (SELECT string_agg(' & ' || quote_literal(word) || ':*', '')
        FROM unnest(quillhouse_words(said)) word), ''
    ))::tsquery
$$
"""
FUNCTIONS = (FOLDED, WORDS, VECTOR, ASKED)


class FunctionsOfSearch(Operation):
    """Makes functions, each from the statement that creates or replaces it."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, *statements: str) -> None:
        self.statements = statements

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, list(self.statements), {}

    def describe(self) -> str:
        return "Make the functions of search"

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model state does not change."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in self.statements:
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """The functions stay: what was stored by them is read by them."""
