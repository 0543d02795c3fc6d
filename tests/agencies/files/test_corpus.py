"""Files as people, programs and enemies make them: what each is judged to be, and what it is called then."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from agencies.files.archives import MAX_DIRECTORY, MAX_ENTRIES, MAX_UNPACKED
from agencies.files.names import fitting_name
from agencies.files.types import PLAIN, RefusedFile, judge
from tests.agencies.files.test_types import png
from tests.helpers.packages import (
    MICROSOFT,
    OASIS,
    OFFICE,
    OOXML,
    STRICT,
    VBA,
    crowd,
    lying,
    office,
    open_document,
    packed,
    relations,
    types,
)
from tests.helpers.papers import docx, pdf

DOCX, XLSX = f"{OOXML}.wordprocessingml.document", f"{OOXML}.spreadsheetml.sheet"
PPTX, ODT = f"{OOXML}.presentationml.presentation", f"{OASIS}.text"
MASTER = (
    "This file is an OpenDocument master document, although its name ends in “.odt”. Save it as .odt, .ods, "
    ".odp or PDF and attach that."
)
MACROS, BROKEN, MUCH, EMPTY = (
    "macros are not accepted",
    "This file is damaged, or not written as its format demands.",
    "This document is too large once unpacked. Choose a smaller one.",
    "is empty",
)
NO_DOCX = f"{OOXML}.wordprocessingml.template.main+xml"
SHEET = "application/vnd.ms-excel.macrosheet+xml"
XLSM = "application/vnd.ms-excel.sheet.macroEnabled.12"
ACTIVE = "application/vnd.ms-office.activeX+xml"
#: 16 bytes of what every old Office document, and every encrypted new one, begins with.
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(8)
DOCTYPE = '<!DOCTYPE Types [<!ENTITY a "b">]>'


@dataclass(frozen=True)
class Row:
    """A file as it arrives. `kind` is the type that it is judged to be; without one it is refused, and
    `called` is a part of the reason."""

    given: str
    content: Callable[[], bytes]
    kind: str
    called: str


def text(words: str) -> Callable[[], bytes]:
    return lambda: words.encode()


def utf_16(words: str) -> bytes:
    return words.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16")


def replaced(member: str, change: Callable[[str], str | bytes]) -> bytes:
    """The usual document with one member changed."""
    with zipfile.ZipFile(io.BytesIO(office())) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return packed({**members, member: change(bytes(members[member]).decode())})  # type: ignore[arg-type]


def twice() -> bytes:
    """Two parts of content types: one for us, another for whoever reads the first."""
    target = io.BytesIO(office())
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("[Content_Types].xml", types({"word/document.xml": "text/plain"}))
    return target.getvalue()


CORPUS = [
    # --- honest -----------------------------------------------------------------------------
    Row("Brief.docx", lambda: docx("Boats"), DOCX, "Brief.docx"),
    Row("Prices.xlsx", lambda: office("xlsx"), XLSX, "Prices.xlsx"),
    Row("Talk.PPTX", lambda: office("pptx"), PPTX, "Talk.PPTX"),
    Row(
        "Saved in a browser.docx", lambda: office(main="word/document2.xml"), DOCX, "Saved in a browser.docx"
    ),
    Row("Strict.docx", lambda: office(namespace=STRICT), DOCX, "Strict.docx"),
    Row("By ending.docx", lambda: office(endings={"xml": "application/xml"}), DOCX, "By ending.docx"),
    Row("Letter.odt", open_document, ODT, "Letter.odt"),
    Row("Sums.ods", lambda: open_document("spreadsheet"), f"{OASIS}.spreadsheet", "Sums.ods"),
    Row("Slides.odp", lambda: open_document("presentation"), f"{OASIS}.presentation", "Slides.odp"),
    Row("Basic.odt", lambda: open_document(members={"Pictures/basic": b""}), ODT, "Basic.odt"),
    Row("Page.pdf", pdf, "application/pdf", "Page.pdf"),
    Row("Boat.png", png, "image/png", "Boat.png"),
    Row("Boat.jpeg", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00", "image/jpeg", "Boat.jpeg"),
    Row("notes.md", text("# Grüße"), PLAIN, "notes.md"),
    Row("table.csv", text("a,b\n1,2\n"), PLAIN, "table.csv"),
    # --- an ending that says something else ---------------------------------------------------
    Row("brief.hta", text("<script>new ActiveXObject('WScript.Shell')</script>"), PLAIN, "brief.hta.txt"),
    Row("page.html", text("<!doctype html><p>Boats"), PLAIN, "page.html.txt"),
    Row("boat.svg", text("<svg onload='alert(1)'/>"), PLAIN, "boat.svg.txt"),
    Row("run.bat", text("@echo off\r\n"), PLAIN, "run.bat.txt"),
    Row("shortcut.url", text("[InternetShortcut]\nURL=file://x/y\n"), PLAIN, "shortcut.url.txt"),
    Row("README", text("Boats"), PLAIN, "README.txt"),
    Row("txt", text("Boats"), PLAIN, "txt.txt"),
    Row("Brief.docx", pdf, "application/pdf", "Brief.docx.pdf"),
    Row("Brief.docm", lambda: docx("Boats"), DOCX, "Brief.docm.docx"),
    Row("Boat.jpg", png, "image/png", "Boat.jpg.png"),
    Row("notes.txt.", text("Boats"), PLAIN, "notes.txt"),
    Row("notes.txt\u200b", text("Boats"), PLAIN, "notes.txt\u200b.txt"),
    Row("notes\u202etxt.exe", text("Boats"), PLAIN, "notestxt.exe.txt"),
    Row("x" * 300 + ".exe", text("Boats"), PLAIN, "x" * 156 + ".txt"),
    Row("...", text("Boats"), PLAIN, "file.txt"),
    # --- macros, whatever they are called ------------------------------------------------------
    Row("a.docx", lambda: office(members={"word/vbaProject.bin": OLE}), "", MACROS),
    Row(
        "b.docx", lambda: office(overrides={"word/data.xml": VBA}, members={"word/data.xml": OLE}), "", MACROS
    ),
    Row("c.docx", lambda: office(overrides={"word/d%61ta.xml": VBA}), "", MACROS),
    Row("d.docx", lambda: office(endings={"dat": VBA}, members={"word/x.DAT": OLE}), "", MACROS),
    Row("e.docx", lambda: office(links=((f"{MICROSOFT}/vbaProject", "picture.png"),)), "", MACROS),
    Row(
        "f.docx",
        lambda: office(main_type="application/vnd.ms-word.document.macroEnabled.main+xml"),
        "",
        MACROS,
    ),
    Row(
        "g.xlsx",
        lambda: office("xlsx", overrides={"xl/worksheets/sheet2.xml": SHEET}),
        "",
        MACROS,
    ),
    Row(
        "h.xlsx",
        lambda: office("xlsx", links=((f"{MICROSOFT}/xlMacrosheet", "worksheets/sheet1.xml"),)),
        "",
        MACROS,
    ),
    Row(
        "i.docx",
        lambda: office(endings={"xlsm": XLSM}, members={"a.xlsm": b""}),
        "",
        MACROS,
    ),
    Row(
        "j.docx",
        lambda: office(overrides={"word/c.xml": ACTIVE}),
        "",
        MACROS,
    ),
    Row("k.odt", lambda: open_document(members={"Basic/Standard/Module1.xml": "<x/>"}), "", MACROS),
    Row("l.ods", lambda: open_document("spreadsheet", members={"basic/script-lc.xml": "<x/>"}), "", MACROS),
    Row("m.odt", lambda: open_document(entries={"Scripts/python/a.py": ""}), "", MACROS),
    Row("n.odt", lambda: open_document(members={"Object 1/Basic/Standard/a.xml": "<x/>"}), "", MACROS),
    # --- other types under a known name ---------------------------------------------------------
    Row("o.docx", lambda: packed({"word/document.xml": "<x/>"}), "", BROKEN),
    Row("p.docx", lambda: office(main_type="application/xml"), "", BROKEN),
    Row(
        "q.docx", lambda: office(main_type=NO_DOCX), "", "a Word template, although its name ends in “.docx”"
    ),
    Row(
        "r.docx",
        lambda: replaced("_rels/.rels", lambda _xml: relations((f"{OFFICE}/styles", "x.xml"))),
        "",
        BROKEN,
    ),
    Row("s.docx", lambda: replaced("_rels/.rels", lambda _xml: "not xml"), "", BROKEN),
    Row("t.odt", lambda: open_document(claims=f"{OASIS}.spreadsheet"), "", BROKEN),
    Row("u.odt", lambda: open_document("text-master"), "", MASTER),
    Row("v.odt", lambda: packed({"mimetype": ODT, "content.xml": "<x/>"}), "", BROKEN),
    Row("w.epub", lambda: packed({"mimetype": "application/epub+zip"}), "", "an e-book (EPUB)"),
    Row(
        "x.jar",
        lambda: packed({"META-INF/MANIFEST.MF": "", "a.class": b"\xca\xfe\xba\xbe"}),
        "",
        "a ZIP archive",
    ),
    Row("y.doc", lambda: OLE + bytes(600), "", "in the old Office format"),
    Row("z.txt", lambda: b"MZ\x90\x00\x03", "", "a program, although its name ends in “.txt”"),
    Row("ansi.txt", lambda: "Grüße".encode("cp1252"), PLAIN, "ansi.txt"),
    Row("nothing.txt", lambda: b"", "", EMPTY),
    # --- made to cost something, or to be read in two ways ----------------------------------------
    Row("A.docx", lambda: crowd(MAX_ENTRIES), "", MUCH),
    Row("B.docx", lambda: lying(office(), entries=65_535), "", MUCH),
    Row("C.docx", lambda: lying(crowd(MAX_ENTRIES), entries=4), "", MUCH),
    Row("D.docx", lambda: lying(office(), entries=3), "", BROKEN),
    Row("E.docx", lambda: lying(office(members={"z": b""}), size=MAX_UNPACKED), "", MUCH),
    Row(
        "F.docx",
        lambda: packed({"a" * 60_000 + str(n): b"" for n in range(MAX_DIRECTORY // 60_000 + 1)}),
        "",
        MUCH,
    ),
    Row("G.docx", twice, "", BROKEN),
    Row("H.docx", lambda: office(members={"word/Document.xml": "<x/>"}), "", BROKEN),
    Row("I.docx", lambda: office(method=zipfile.ZIP_LZMA), "", BROKEN),
    Row("J.docx", lambda: office(method=zipfile.ZIP_BZIP2), "", BROKEN),
    Row(
        "K.docx",
        lambda: replaced("[Content_Types].xml", lambda xml: xml.replace("<Types", DOCTYPE + "<Types")),
        "",
        BROKEN,
    ),
    Row(
        "L.docx",
        lambda: replaced(
            "[Content_Types].xml", lambda xml: utf_16(xml.replace("<Types", DOCTYPE + "<Types"))
        ),
        "",
        BROKEN,
    ),
    Row("M.docx", lambda: replaced("[Content_Types].xml", utf_16), DOCX, "M.docx"),
    Row("N.docx", lambda: office(members={"x/_rels/a.rels": "<r>" + "<a/>" * 250_000 + "</r>"}), "", MUCH),
    Row("O.docx", lambda: office(members={"x/_rels/a.rels": "<a>" * 200 + "</a>" * 200}), "", MUCH),
    Row("P.docx", lambda: office(members={"x/_rels/a.rels": " " * 9_000_000}), "", MUCH),
    Row("Q.docx", lambda: office()[:-30], "", BROKEN),
    Row("R.docx", lambda: office() + b"PK\x05\x06" + bytes(18), "", BROKEN),
]


@pytest.mark.parametrize("row", CORPUS, ids=lambda row: row.given[-40:])
def test_each_file(row: Row) -> None:
    content = row.content()
    try:
        kind = judge(io.BytesIO(content), len(content), row.given)
    except RefusedFile as refusal:
        answer = ("", row.called if row.called in str(refusal) else str(refusal))
    else:
        answer = (kind, fitting_name(row.given, kind))

    assert answer == (row.kind, row.called)


def test_the_corpus_is_large_enough() -> None:
    assert len(CORPUS) >= 70


def test_a_name_is_mended_once() -> None:
    for row in CORPUS:
        if row.kind:
            assert fitting_name(row.called, row.kind) == row.called and len(row.called) <= 160
