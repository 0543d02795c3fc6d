r"""Functions of the database for searching: how letters are folded, and what a word is.

They need no extension and depend on no collation, so that every PostgreSQL finds the same.
`quillhouse_folded`: small letters without accents, composed, each letter and digit as most people type it
(`project.base.search.folded` is the same in Python); `quillhouse_joined`: and without apostrophes.
`quillhouse_words`: the words of a text as they are indexed: runs of letters and digits; of Chinese, Japanese,
Korean, Thai, Lao, Burmese and Khmer each two characters; a number also without its leading zeros, a word with
an apostrophe also without it, a word of Arabic or Hebrew also without what is written onto its beginning.
`quillhouse_vector` stores them under a key, `quillhouse_asked` asks for all of them, each as the beginning of
one.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation

#: Accents, points and signs that searching leaves out, of Latin, Greek, Cyrillic, Hebrew and Arabic; then
#: what is not seen.
LEFT_OUT = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640"
    r"\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    r"\u00ad\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u3164"
    r"\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff"
)
#: Letters that have no accent to leave out, and how they are looked for: of Latin, Greek, Cyrillic (as the
#: keyboards of others type them), Hebrew (at the end of a word) and Arabic (Persian, Urdu, Kurdish).
PLAIN = {
    pair[0]: pair[1]
    for pairs in (
        "øo łl đd ðd ıi ħh ŧt ŋn ɓb ɗd ƙk ƴy ɖd ƒf ɔo ɛe əe ςσ",
        "ґг єе іи ғг қк ңн үу ұу өо әа һх ҳх ҷч җж ҝк ҙз ҫс",
        "ךכ םמ ןנ ףפ ץצ",
        "یي ىي ېي کك ڪك ةه ہه ھه ەه ۃه ٱا ٲا ٳا ێي ۆو ڵل ڕر ںن",
    )
    for pair in pairs.split()
}
#: Letters that are written as several elsewhere (of Malayalam: a letter that ends a syllable).
SPELT = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ൺ": "ണ്",
    "ൻ": "ന്",
    "ർ": "ര്",
    "ൽ": "ല്",
    "ൾ": "ള്",
    "ൿ": "ക്",
}
#: The digit 0 of each script whose digits people type; 1 to 9 follow it.
ZEROS = "٠۰߀०০੦૦୦௦౦೦൦๐໐༠၀႐០᠐᭐᮰᱀᱐"
DIGITS = {chr(ord(zero) + digit): str(digit) for zero in ZEROS for digit in range(10)}
#: What people type for an apostrophe, an ʻokina, a hamza, an ayin or a geresh.
APOSTROPHES = "`´ʹʻʼʽʾʿˈˊˋ‘’‛′‵ꞌ׳՚"
#: Characters of scripts that put no blanks between words, or write particles and other words onto them.
UNSPACED = (
    r"\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf"
    r"\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb\uf900-\ufaff"
    r"\u0e01-\u0e4e\u0e81-\u0ecd\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\u109a-\u109f\u1780-\u17d3"
    r"\U00020000-\U0003fffd"
)
#: What parts words: all but letters, digits and their marks.
PARTING = (
    r"\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4-\u00b9\u00bb-\u00bf\u00d7\u00f7"
    r"\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05c6\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4"
    r"\u0964\u0965\u0e4f\u0e5a\u0e5b\u0f0b-\u0f14\u104a-\u104f\u1361-\u1368\u17d4-\u17d6\u1400\u1680"
    r"\u2000-\u2bff\u2e00-\u2e5d\u3000-\u3004\u3008-\u3020\u3030\u303d\u30a0\u30fb\ufe10-\ufe6f\uff01-\uff0f"
    r"\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\U0001f000-\U0001faff"
)
#: What is written onto the beginning of a word: the article and particles of Arabic and of Hebrew. All that
#: fit are taken off, so that a word that is still being typed loses the same ones as the whole.
PREFIXED = ("^ال(.{2,})", "^[وفبك]ال(.{2,})", "^لل(.{2,})", "^[והבלמשכ](.{3,})", "^[ושכמ][הבלמשכ](.{3,})")
#: Letters of a word that are indexed, and bytes of all words of one text: a vector holds a megabyte.
LONGEST, MOST_BYTES = 60, 700_000

#: `said` with one apostrophe for all that people type.
_MARKED = f"translate(said, '{APOSTROPHES}', repeat('''', {len(APOSTROPHES)}))"


def _spelt() -> str:
    """The decomposed letters of `said`, with several for those that are several."""
    expression = f"regexp_replace(lower(normalize({_MARKED}, NFKD)), '[{LEFT_OUT}]', '', 'g')"
    for letter, letters in SPELT.items():
        expression = f"replace({expression}, '{letter}', '{letters}')"
    return expression


_ONE = PLAIN | DIGITS
#: One expression without a subquery: so the database puts it in the place of the call, which by itself would
#: take ten times as long as a name that has but ASCII letters.
FOLDED = rf"""
CREATE OR REPLACE FUNCTION quillhouse_folded(said text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN octet_length(said) = char_length(said) THEN lower(translate(said, '`', ''''))
    ELSE normalize(translate({_spelt()}, '{"".join(_ONE)}', '{"".join(_ONE.values())}'), NFC)
    END
$$
"""
JOINED = """
CREATE OR REPLACE FUNCTION quillhouse_joined(said text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT replace(quillhouse_folded(said), '''', '')
$$
"""
WORDS = rf"""
CREATE OR REPLACE FUNCTION quillhouse_words(said text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    WITH folded AS MATERIALIZED (
        SELECT quillhouse_folded(said) AS text
    ), runs AS (
        SELECT run, run ~ '^[{UNSPACED}]' AS unspaced
        FROM folded, regexp_split_to_table(
            regexp_replace(text, '([{UNSPACED}]+)', ' \1 ', 'g'), '[{PARTING}]+'
        ) run WHERE run <> ''
    ), words AS (
        SELECT left(run, {LONGEST}) AS word FROM runs WHERE NOT unspaced
        UNION SELECT left(ltrim(run, '0'), {LONGEST}) FROM runs WHERE run ~ '^0+[1-9][0-9]*$'
        UNION SELECT left(replace(found[1], '''', ''), {LONGEST})
        FROM folded, regexp_matches(text, '([^{PARTING}]+(?:''[^{PARTING}]+)+)', 'g') found
        WHERE strpos(text, '''') > 0
        UNION SELECT substring(run FROM prefixed)
        FROM (
            SELECT DISTINCT left(run, {LONGEST}) AS run FROM runs WHERE run ~ '^[\u05d0-\u05ea\u0621-\u064a]'
        ) begun, unnest(ARRAY['{"', '".join(PREFIXED)}']) prefixed WHERE run ~ prefixed
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
#: Without words it asks for one that no text has: nothing of what was typed is no reason to find everything.
ASKED = r"""
CREATE OR REPLACE FUNCTION quillhouse_asked(key text, said text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (quote_literal(key) || coalesce(
        (SELECT string_agg(' & ' || quote_literal(word) || ':*', '')
        FROM unnest(quillhouse_words(quillhouse_joined(said))) word), ' & '' '''
    ))::tsquery
$$
"""
FUNCTIONS = (FOLDED, JOINED, WORDS, VECTOR, ASKED)


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
