"""Words of every common script on paper: drawn, and found again by who searches or copies them."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata

import pytest
from pypdf import PdfReader

from agencies.pages.pdf_sheet import Sheet
from agencies.pages.pdf_text import _line
from project.base import print_fonts
from project.base.print_fonts import runs, unprintable

SCRIPTS = {
    "Latin": "Žofie Łódź Nguyễn Đặng çalışkan",
    "Greek": "Ελένη Παππά ὀδύσσεια",
    "Cyrillic": "Ольга їжак Цэцэгмаа",
    "Hindi": "हिन्दी क्षेत्रीय भाषा",
    "Hebrew": "שלום עולם גדול",
    "Arabic": "مريم العربية الجديدة",
    "Persian": "گزارش ژرف پنجره",
    "Urdu": "ٹڈڑ ہے اردو",
    "Thai": "ภาษาไทยเป็นภาษาที่สวยงาม น้ำ",
    "Tamil": "தமிழ் மொழி கொள்கை",
    "Telugu": "తెలుగు భాష క్షేత్రం",
    "Khmer": "ភាសាខ្មែរ ស្រួល",
    "Chinese": "北京旅游指南，第一章。",
    "Japanese": "日本語のテキスト、カタカナ",
    "Korean": "한국어 텍스트",
    "Bengali": "বাংলা ভাষার শিক্ষার্থী",
    "Burmese": "မြန်မာဘာသာ စာကြောင်း",
    "Amharic": "አማርኛ ዓረፍተ ነገር",
    "Armenian": "Հայերեն լեզու",
    "Georgian": "ქართული ენა",
    "Marathi": "ज्ञानेश्वरी श्रीकृष्ण कृषी",
    "Bangla": "বিশ্ববিদ্যালয় পড়ুয়া ঢাকা",
    "Assamese": "অসমীয়া ৰাজ্য",
    "Yiddish": "ייִדיש איז שיין",
    "Uyghur": "ئۇيغۇر تىلى گۈزەل",
    "Sindhi": "سنڌي ڳوٺ ٻولي",
    "Sorani": "زمانی کوردی جوانە",
    "N’Ko": "ߒߞߏ ߞߊ߲",
    "Tifinagh": "ⵜⴰⵎⴰⵣⵉⵖⵜ",
    "Yoruba": "Ọ̀ṣun ẹ̀kọ́",
    "Emoji": "launch 🚀 ready ✅",
}


def sheet_of(words: str, width: float = 0) -> Sheet:
    made = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    sheet = Sheet(title="T", author="A", foot=words, colour="#1f5f8b", currency="EUR", made=made)
    sheet.add_page()
    sheet.pen(9.5)
    sheet.words(words, width=width)
    return sheet


def read(body: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", " ".join(pages)))


@pytest.mark.parametrize("words", SCRIPTS.values(), ids=SCRIPTS.keys())
def test_the_words_of_every_script_are_found_again_in_their_order(words: str) -> None:
    assert unprintable(words) == ""

    found = read(sheet_of(words).as_bytes())

    assert words in found
    assert "Page 1" in found
    assert not re.search(r"[\x00-\x08]", found)


@pytest.mark.parametrize("bold", [False, True])
def test_every_script_stands_in_each_pen(bold: bool) -> None:
    sheet = sheet_of("")
    for words in SCRIPTS.values():
        sheet.pen(20, bold=bold)
        sheet.words(words, height=10)

    found = read(sheet.as_bytes())

    assert [words for words in SCRIPTS.values() if words not in found] == []


def test_a_font_is_opened_when_a_text_needs_it() -> None:
    fonts = set(sheet_of("Plain words, naïve café").fonts)

    assert fonts == {"dejavu", "dejavuB"}
    assert set(sheet_of("हिन्दी").fonts) == {"dejavu", "dejavuB", "notodevanagari"}


def test_latin_words_are_judged_without_the_large_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    kept = print_fonts._letters_of
    monkeypatch.setattr(print_fonts, "_letters_of", lambda font: asked.append(font.name) or kept(font))

    assert unprintable("Plain words, naïve café") == ""

    assert set(asked) == {"DejaVu"}


def test_an_arabic_passage_stands_in_one_font() -> None:
    assert [piece for font, piece in runs("كتاب ہے ok كتاب") if font.name == "NotoArabic"] == ["كتاب ہے "]


def test_what_no_font_shows_is_named_once_in_its_order() -> None:
    assert unprintable("a བོད ᠮᠣ བ") == "བོདᠮᠣ"
    assert unprintable("Ok\n\t 🚀 e\u0301 \u200d") == ""


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("ภาษาไทยเป็นภาษาที่สวยงาม" * 9, {"ภาษา", "ไทย", "เป็น", "ที่", "สวยงาม"}),
        ("ភាសាខ្មែរស្រួល " * 20, {"ភាសាខ្មែរ", "ស្រួល"}),
    ],
)
def test_lines_break_between_words_where_no_space_parts_them(words: str, whole: set[str]) -> None:
    lines = [line.text for line in sheet_of("").lines_of(words, 80)]

    assert len(lines) > 2
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert all(any(line.endswith(word) for word in whole) for line in lines)


def test_lines_of_chinese_fill_the_width_and_begin_with_no_full_stop() -> None:
    sheet = sheet_of("")

    lines = [line.text for line in sheet.lines_of("北京旅游指南，第一章。" * 12, 80)]

    assert all(sheet.get_string_width(line) <= 80 for line in lines)
    assert not [line for line in lines if line[0] in "，。"]
    assert min(len(line) for line in lines[:-1]) > 18


def test_what_is_longer_than_a_line_is_broken_and_nothing_of_it_lost() -> None:
    sheet, words = sheet_of(""), "https://x.example/" + "a" * 300 + " नमस्ते" * 40

    lines = [line.text for line in sheet.lines_of(words, 60)]

    assert "".join(lines).replace(" ", "") == words.replace(" ", "")


def test_a_soft_hyphen_shows_where_it_breaks_and_nowhere_else() -> None:
    lines = [line.text for line in sheet_of("").lines_of("Donau\u00addampf\u00adschiff " * 9, 30)]

    assert "\u00ad" not in "".join(lines)
    assert [line for line in lines if line.endswith("-")]
    assert "Donaudampf" in "".join(lines)


@pytest.mark.parametrize(
    ("words", "right"),
    [("שלום world", True), ("hello שלום", False), ("12. مرحبا", True), ("word", False), ("", False)],
)
def test_a_paragraph_stands_where_its_first_letter_says(words: str, right: bool) -> None:
    assert [line.rtl for line in sheet_of("").lines_of(words)] == [right]


def test_each_paragraph_has_its_own_direction() -> None:
    assert [line.rtl for line in sheet_of("").lines_of("first\nשלום\nlast")] == [False, True, False]


def test_composed_and_decomposed_letters_print_alike() -> None:
    assert sheet_of("Nguye\u0302\u0303n re\u0301sume\u0301").lines_of("e\u0301") == sheet_of("").lines_of("é")


def test_a_chinese_document_is_small() -> None:
    assert len(sheet_of(SCRIPTS["Chinese"]).as_bytes()) < 40_000


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("Ltd Harbour 12 שלום 34 abc", ["Ltd", "Harbour", "12", "34", "שלום", "abc"]),
        ("Order of مريم 2026 and more", ["Order", "of", "2026", "مريم", "and", "more"]),
        ("Paid: שלום 12 עולם 34, ok", ["Paid:", "34", "עולם", "12", "שלום", "ok"]),
        ("Order שלום 3.4.2026", ["Order", "3.4.2026", "שלום"]),
        ("Order INK-2026-00042 שלום", ["Order", "INK-2026-00042", "שלום"]),
        ("שלום 34 abc", ["abc", "34", "שלום"]),
        ("السعر 1,234.50 في 03.04.2026", ["03.04.2026", "في", "1,234.50", "السعر"]),
    ],
)
def test_numbers_beside_words_from_the_right_stand_where_they_are_read(words: str, seen: list[str]) -> None:
    """From left to right, as a browser shows it: what is drawn first stands on the left."""
    found = read(sheet_of(words).as_bytes())

    places = [found.index(piece) for piece in seen]
    assert places == sorted(places), found


def test_a_line_with_numbers_is_as_wide_as_its_pieces() -> None:
    sheet = sheet_of("")
    sheet.pen(20)
    apart = sum(sheet._width(_line(each)) for each in ("a 34 b", "שלום", " "))

    assert abs(sheet._width(_line("a שלום 34 b")) - apart) < 0.01
