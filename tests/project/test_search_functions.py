"""What the database takes for equal, and for a word."""

from __future__ import annotations

import unicodedata

import pytest
from django.db import connection

from project.base import search

pytestmark = pytest.mark.django_db


def asked(function: str, *values: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}({', '.join(['%s'] * len(values))})", values)
        return cursor.fetchone()[0]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Inés", "ines"),
        ("ŁÓDŹ", "lodz"),
        ("Straße", "strasse"),
        ("Œuvre, Ægir", "oeuvre, aegir"),
        ("Ørsted", "orsted"),
        ("Việt", "viet"),
        ("Ёлка", "елка"),
        ("Ἀθῆναι", "αθηναι"),
        ("كَتَبَ", "كتب"),
        ("שָׁלוֹם", "שלומ"),
        ("हिन्दी", "हिन्दी"),
        ("ガギ", "ガギ"),
        ("한국", "한국"),
        ("ＩＮＫ‑１", "ink‐1"),
        ("plain", "plain"),
        ("Þórður ÞÓRÐUR STRAẞE", "thordur thordur strasse"),
        ("Đặng ŊŨ Ǽ", "dang nu ae"),
        ("Əliyev Ɛdɔ", "eliyev edo"),
        ("Қазақ Ғұмар Өскемен", "казак гумар оскемен"),
        ("ґанок Їжак Єва Київ", "ганок ижак ева киив"),
        ("عليکم آیة أإٱا", "عليكم ايه اااا"),
        ("كـــتاب", "كتاب"),
        ("کتابخانهٔ ہے", "كتابخانه هے"),
        ("שלום ארץ", "שלומ ארצ"),
        ("O’Brien ʻOkina Qurʼān d`a d´a צ׳", "o'brien 'okina qur'an d'a d'a צ'"),
        ("٢٠٢٦ ۲۰۲۶ २०२६ ২০২৬ ๒๐๒๖ ２０２６", "2026 2026 2026 2026 2026 2026"),
        ("എന്‍ എൻ", "എന് എന്"),
        ("Word™ zero\u200bwidth so\u00adft", "wordtm zerowidth soft"),
    ],
)
def test_folded(typed: str, folded: str, form: str) -> None:
    decomposed = unicodedata.normalize(form, typed)

    assert asked("quillhouse_folded", decomposed) == folded
    assert search.folded(decomposed) == folded
    assert search.folded(folded) == folded


#: What stands in a text, and what people type who mean it.
MEANT = [
    ("대학교에서 만난 사람", "학교"),
    ("한국어번역가", "번역"),
    ("학교에서", "학교에서"),
    ("ﾊﾟﾝﾌﾚｯﾄ制作", "フレット"),
    ("کتاب‌های علی", "كتاب علي"),
    ("مكتبة الإسكندرية", "مکتبه اسكندريه"),
    ("والكتاب الجديد", "كتاب جديد"),
    ("للمدرسة", "مدرسة"),
    ("הספרים בבית", "ספרים בית"),
    ("Þingvellir", "thingvellir"),
    ("Thingvellir", "þingvellir"),
    ("Hawaiʻi", "Hawaii"),
    ("Hawaiʻi", "hawai'i"),
    ("Hawaii", "hawaiʻi"),
    ("Hawai'i", "HAWAI‘I"),
    ("L’avenir d'Ines", "avenir Inès"),
    ("O'Neill", "oneill"),
    ("O’Neill", "neill"),
    ("об’єкт", "об'єкт"),
    ("об’єкт Україна", "обект Украина"),
    ("Ґалаґан і Їжакевич", "галаган ижакевич"),
    ("Oʻzbekiston", "ozbekiston"),
    ("Band ३", "3"),
    ("Band 3", "٣"),
    ("፳ 2026", "۲۰۲۶"),
    ("Malmö, Łódź, Århus, Đà Nẵng", "malmo lodz arhus da nang"),
    ("soft\u00adware", "software"),
]


@pytest.mark.parametrize(("text", "typed"), MEANT)
def test_what_people_mean_is_found(text: str, typed: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT quillhouse_vector('a1o', %s) @@ quillhouse_asked('a1o', %s)", [text, typed])
        assert cursor.fetchone()[0]


@pytest.mark.parametrize(("text", "typed"), MEANT)
def test_each_beginning_of_what_finds_a_text_finds_it(text: str, typed: str) -> None:
    """While somebody types, nothing that was found gets lost."""
    last = typed.rsplit(maxsplit=1)[-1]
    starts = [last[:length] for length in range(1, len(last) + 1)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_and(quillhouse_vector('a1o', %s) @@ quillhouse_asked('a1o', start)) "
            "FROM unnest(%s::text[]) start WHERE quillhouse_words(start) <> '{}'",
            [text, starts],
        )
        assert cursor.fetchone()[0]


@pytest.mark.parametrize("typed", ["\u0640", "ʻ", "\u0301", "\u2184", "ᅠ", "🙂", "²", ""])
def test_what_has_no_word_finds_nothing(typed: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT quillhouse_vector('a1o', 'any words') @@ quillhouse_asked('a1o', %s)", [typed])
        assert not cursor.fetchone()[0]


def test_words_keep_their_marks() -> None:
    assert search.words_of("हिन्दी, Ine\u0301s ʻOkina") == ["हिन्दी", "Ine\u0301s", "Okina"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("INK-2026-00159", {"ink", "2026", "00159", "159"}),
        ("हिन्दी में लेख", {"हिन्दी", "में", "लेख"}),
        ("北京旅游", {"北京", "京旅", "旅游", "游"}),
        ("北京，BBC的", {"北京", "京", "bbc", "的"}),
        ("ガイド", {"ガイ", "イド", "ド"}),
        ("ไทย2", {"ไท", "ทย", "ย", "2"}),
        ("desk@example.com, don’t", {"desk", "example", "com", "don", "t", "dont"}),
        ("학교에서", {"학교", "교에", "에서", "서"}),
        ("O’Neill’s ‘best’", {"o", "neill", "s", "oneills", "best"}),
        ("الكتاب", {"الكتاب", "كتاب"}),
        ("...", set()),
        ("", set()),
    ],
)
def test_words(text: str, words: set[str]) -> None:
    assert set(asked("quillhouse_words", text)) == words  # type: ignore[call-overload]


def test_what_is_typed_is_no_query() -> None:
    assert asked("quillhouse_asked", "a1o", "x' & !y | (z:*) \\") == "'a1o' & 'x':* & 'y':* & 'z':*"


def test_a_long_text_is_cut_and_not_refused() -> None:
    text = "".join(chr(0x4E00 + at * 7919 % 20_000) + chr(0x4E00 + at % 20_000) for at in range(200_000))

    assert len(asked("quillhouse_words", text)) > 10_000  # type: ignore[arg-type]
    assert asked("quillhouse_vector", "a1d", text)
