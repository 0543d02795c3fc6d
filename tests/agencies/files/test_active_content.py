"""Documents whose own XML runs or fetches something, in spellings that programs understand, and honest
ones that look like them: what each is judged to be."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

import pytest

from agencies.files import packages
from agencies.files.reach import Reach, reach_of
from agencies.files.types import PLAIN, RefusedFile, judge
from tests.helpers.packages import (
    MICROSOFT,
    OASIS,
    OFFICE,
    OOXML,
    Content,
    external,
    office,
    open_document,
    packed,
)

DOCX, XLSX = f"{OOXML}.wordprocessingml.document", f"{OOXML}.spreadsheetml.sheet"
PPTX, ODT, ODS, ODP = (
    f"{OOXML}.presentationml.presentation",
    f"{OASIS}.text",
    f"{OASIS}.spreadsheet",
    f"{OASIS}.presentation",
)
MACROS, FETCHES, TYPE, MUCH = (
    "macros are not accepted",
    "load something from elsewhere",
    "This file is damaged, or not written as its format demands.",
    "This document is too large once unpacked. Choose a smaller one.",
)
SPACES = {
    "o": "office",
    "s": "script",
    "t": "text",
    "d": "drawing",
    "p": "presentation",
    "f": "form",
    "b": "table",
}
X = 'xmlns:x="http://www.w3.org/1999/xlink"'
LISTENER = '<s:event-listener s:language="ooo:script" s:event-name="dom:load" x:href="a"/>'
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
VBA_INSIDE = OLE + "_VBA_PROJECT".encode("utf-16-le") + bytes(100)


def old_workbook(kind: int) -> bytes:
    """An old workbook whose one sheet is of this kind: 0 a table, 1 a sheet of Excel 4.0 macros."""
    named = bytes.fromhex("8500 0e00 00020000 00") + bytes([kind]) + b"\x06\x00Sheet1"
    return OLE + "Workbook".encode("utf-16-le") + bytes(100) + named


PACKAGER = OLE + "\1Ole10Native".encode("utf-16-le") + bytes(100)


def root(inside: str, *, spaces: dict[str, str] = SPACES, encoding: str = "UTF-8") -> str:
    """The content of an OpenDocument, its prefixes bound as given."""
    bound = "".join(
        f' xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for key, name in spaces.items()
    )
    return f'<?xml version="1.0" encoding="{encoding}"?><o:document{bound} {X}>{inside}</o:document>'


def odf(inside: str, member: str = "content.xml", kind: str = "text") -> Callable[[], bytes]:
    return lambda: open_document(kind, members={member: root(inside)})


def encoded(encoding: str) -> Callable[[], bytes]:
    return lambda: open_document(members={"content.xml": root(LISTENER, encoding=encoding).encode(encoding)})


def prefixed() -> bytes:
    """The usual words with other prefixes, and none at all."""
    inside = (
        '<event-listener xmlns="urn:oasis:names:tc:opendocument:xmlns:script:1.0" xmlns:q="http://www.w3.org/'
        '1999/xlink" q:href="vnd.sun.star.script:a"/>'
    )
    return open_document(members={"styles.xml": root(inside)})


def word(inside: str, **more: object) -> Callable[[], bytes]:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return lambda: office(body=f'<w:document xmlns:w="{space}">{inside}</w:document>', **more)  # type: ignore[arg-type]


def field(*pieces: str) -> str:
    """A field whose instruction is cut into these; "{" and "}" are the marks of another in it."""
    marks = {"{": "begin", "|": "separate", "}": "end"}
    return "".join(
        f'<w:fldChar w:fldCharType="{marks[piece]}"/>'
        if piece in marks
        else f"<w:instrText>{piece}</w:instrText>"
        for piece in ("{", *pieces, "}")
    )


def linked(word_of: str, target: str, kind: str = "docx") -> Callable[[], bytes]:
    return lambda: office(kind, links=(external(f"{OFFICE}/{word_of}", target),))


def part(name: str, kind: str, content: Content, of: str = "docx") -> Callable[[], bytes]:
    return lambda: office(of, overrides={name: kind}, members={name: content})


def flat(inside: str) -> Callable[[], bytes]:
    return lambda: root(inside).encode()


def inner(content: Callable[[], bytes], name: str = "word/embeddings/sheet.xlsx") -> Callable[[], bytes]:
    return lambda: office(members={name: content()})


MATHS = (
    '<?xml version="1.0"?><!DOCTYPE math:math PUBLIC "-//OpenOffice.org//DTD Modified W3C MathML 1.01//EN" '
    '"math.dtd"><math:math xmlns:math="http://www.w3.org/1998/Math/MathML"/>'
)
LINK = "xl/externalLinks/externalLink1.xml"
LINK_TYPE = f"{OOXML}.spreadsheetml.externalLink+xml"
SLIDE_TYPE = f"{OOXML}.presentationml.slide+xml"
HEADER_TYPE = f"{OOXML}.wordprocessingml.header+xml"

CORPUS: list[tuple[str, Callable[[], bytes], str]] = [
    # --- OpenDocument: honest ---------------------------------------------------------------------
    ("no scripts", odf("<o:scripts/><o:body/>"), ODT),
    ("no listeners", odf("<o:scripts><o:event-listeners/></o:scripts>"), ODT),
    ("a web link", odf('<t:a x:href="https://example.org/a?b=macro:">x</t:a>'), ODT),
    ("words about macros", odf("<t:p>macro:///Standard and vnd.sun.star.script: explained</t:p>"), ODT),
    ("a picture inside", odf('<d:image x:href="Pictures/1.png" x:actuate="onLoad"/>'), ODT),
    ("a picture of the web", odf('<d:image x:href="https://example.org/1.png"/>'), ODT),
    ("a table inside", odf('<d:object x:href="./Object 1" x:actuate="onLoad"/>'), ODT),
    ("another file nearby", odf('<t:section-source x:href="../part.odt"/>'), ODT),
    ("another file here", odf('<t:section-source x:href="file:///home/x/part.odt"/>'), ODT),
    ("the template it came from", odf('<o:template x:href="file:///C:/a.ott"/>', "meta.xml"), ODT),
    ("a formula in a text", lambda: open_document(members={"Object 1/content.xml": MATHS}), ODT),
    ("an empty part", odf("", "Configurations2/accelerator/current.xml"), ODT),
    ("truly empty", lambda: open_document(members={"Configurations2/accelerator/current.xml": b""}), ODT),
    (
        "turns a page",
        odf('<p:event-listener s:event-name="dom:click" p:action="next-page"/>', kind="presentation"),
        ODP,
    ),
    (
        "a cell that says macro",
        odf('<b:table-cell o:string-value="macro: see below"/>', kind="spreadsheet"),
        ODS,
    ),
    (
        "a formula",
        odf('<b:table-cell b:formula="of:=HYPERLINK(&quot;https://a.b&quot;)+ADDE(1)"/>', kind="spreadsheet"),
        ODS,
    ),
    ("an old object", lambda: open_document(members={"Object 1": OLE}), ODT),
    # --- OpenDocument: what runs ----------------------------------------------------------------------
    ("a listener", odf(f"<o:scripts><o:event-listeners>{LISTENER}</o:event-listeners></o:scripts>"), MACROS),
    ("in the styles", odf(LISTENER, "styles.xml"), MACROS),
    ("in the settings", odf(LISTENER, "settings.xml"), MACROS),
    ("in a table inside", odf(LISTENER, "Object 1/content.xml"), MACROS),
    ("in a part of any name", odf(LISTENER, "Configurations2/x/y.xml"), MACROS),
    (
        "typed by the manifest",
        lambda: open_document(entries={"a.dat": "text/xml"}, members={"a.dat": root(LISTENER)}),
        MACROS,
    ),
    ("prefixes of its own", prefixed, MACROS),
    ("UTF-16", encoded("UTF-16"), MACROS),
    ("Latin-1", encoded("ISO-8859-1"), MACROS),
    ("EBCDIC", encoded("cp037"), TYPE),
    ("a script in the text", odf('<t:script s:language="JavaScript">x</t:script>'), MACROS),
    ("a script of the document", odf('<o:scripts><o:script s:language="ooo:Basic"/></o:scripts>'), MACROS),
    ("a macro field", odf('<t:execute-macro t:name="x"/>'), MACROS),
    ("an applet", odf('<d:applet x:href="./a.class"/>'), MACROS),
    ("a macro link", odf('<t:a x:href="macro:///Standard.Module1.Main()">x</t:a>'), MACROS),
    ("a macro link in pieces", odf('<t:a x:href=" vnd.sun&#10;.star.SCRIPT&#58;a">x</t:a>'), MACROS),
    ("a macro link in per cents", odf('<t:a x:href="%6dacro:///a">x</t:a>'), MACROS),
    ("a command link", odf('<t:a x:href=".uno:Quit">x</t:a>'), MACROS),
    ("a button", odf('<f:button x:href="vnd.sun.star.script:a?language=Basic"/>'), MACROS),
    (
        "a button's property",
        odf('<f:property f:property-name="TargetURL" o:string-value="macro:///a"/>'),
        MACROS,
    ),
    (
        "a menu",
        odf(
            '<m:menuitem xmlns:m="http://openoffice.org/2001/menu" m:id="macro:///a"/>',
            "Configurations2/menubar/menubar.xml",
        ),
        MACROS,
    ),
    (
        "a slide that starts a program",
        odf('<p:event-listener p:action="execute" x:href="file:///C:/a.exe"/>', kind="presentation"),
        MACROS,
    ),
    (
        "a cell with a macro link",
        odf('<b:table-cell b:formula="of:=HYPERLINK(&quot;macro:///a&quot;)"/>', kind="spreadsheet"),
        MACROS,
    ),
    ("an old object with Basic", lambda: open_document(members={"Object 1": VBA_INSIDE}), MACROS),
    ("a file in an object", lambda: open_document(members={"Object 1": PACKAGER}), MACROS),
    ("a document inside", lambda: open_document(members={"Object 1.odt": odf(LISTENER)()}), MACROS),
    # --- OpenDocument: what fetches -------------------------------------------------------------------
    ("a table of the web", odf('<d:object x:href="https://example.org/a.ods"/>'), FETCHES),
    ("a section of the web", odf('<t:section-source x:href="http://example.org/a.odt"/>'), FETCHES),
    ("a frame", odf('<d:floating-frame x:href="HTTP://example.org"/>'), FETCHES),
    ("a film", odf('<d:plugin x:href="https://example.org/a.mp4"/>'), FETCHES),
    (
        "cells of the web",
        odf('<b:cell-range-source x:href="ftp://example.org/a.ods"/>', kind="spreadsheet"),
        FETCHES,
    ),
    ("a reload", odf('<o:auto-reload x:href="https://example.org"/>', "meta.xml"), FETCHES),
    ("a picture of a share", odf('<d:image x:href="file://host/a.png"/>'), FETCHES),
    ("a picture of a share, spelt oddly", odf('<d:image x:href="\\\\host\\a.png"/>'), FETCHES),
    ("another program", odf('<t:dde-connection-decl o:dde-application="soffice"/>'), FETCHES),
    ("another program's words", odf('<t:dde-connection t:connection-name="x"/>'), FETCHES),
    ("another program's table", odf('<o:dde-source o:dde-application="cmd"/>', kind="spreadsheet"), FETCHES),
    (
        "another program's cell",
        odf('<b:table-cell b:formula="of:=1+dde (&quot;cmd&quot;)"/>', kind="spreadsheet"),
        FETCHES,
    ),
    # --- OpenDocument: what cannot be judged ----------------------------------------------------------
    ("encrypted", lambda: open_document(members={"content.xml": bytes(range(200))}), TYPE),
    (
        "declares entities",
        lambda: open_document(members={"content.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
        TYPE,
    ),
    # --- one XML file -----------------------------------------------------------------------------------
    ("flat", flat("<o:scripts/><t:p>Boats</t:p>"), PLAIN),
    ("flat, with a listener", flat(LISTENER), MACROS),
    ("flat, with a link", flat('<t:a x:href="macro:///a"/>'), MACROS),
    ("flat, behind a mark", lambda: b"\xef\xbb\xbf" + flat(LISTENER)(), MACROS),
    (
        "flat, in an entity",
        lambda: (
            root("")
            .replace("?><", '?><!DOCTYPE x [<!ENTITY a "macro:///a">]><', 1)
            .replace("></o:", '><t:a x:href="&a;"/></o:')
            .encode()
        ),
        MACROS,
    ),
    ("flat, and broken behind", lambda: (root(LISTENER) + "<").encode(), MACROS),
    ("flat, with a table of the web", flat('<d:object x:href="https://example.org"/>'), FETCHES),
    ("Word in one file", lambda: b'<w:wordDocument xmlns:w="x" w:macrosPresent="yes"/>', MACROS),
    (
        "a package in one file",
        lambda: (
            b'<p:package xmlns:p="x"><p:part '
            b'p:contentType="application/vnd.ms-office.vbaProject"/></p:package>'
        ),
        MACROS,
    ),
    ("a web page", lambda: b"<html><script>alert(1)</script></html>", PLAIN),
    ("a feed", lambda: b'<?xml version="1.0"?><rss><link href="macro:x"/></rss>', PLAIN),
    ("words in angles", lambda: b"<- see above", PLAIN),
    # --- Office Open XML: honest --------------------------------------------------------------------------
    ("its template", linked("attachedTemplate", "file:///C:\\Users\\Ann\\Templates\\Letter.dotx"), DOCX),
    ("a link", linked("hyperlink", "https://example.org"), DOCX),
    ("a link to a share", linked("hyperlink", "file://host/a.docx"), DOCX),
    ("another web picture", linked("image", "https://example.org/a.png"), DOCX),
    ("another workbook", linked("externalLinkPath", "file:///C:/a.xlsx", "xlsx"), XLSX),
    (
        "page numbers",
        word(field("PAGE") + field("IF ", "{", "PAGE", "}", " = 1 x y") + field("HYPERLINK x")),
        DOCX,
    ),
    ("words about DDE", word("<w:t>DDEAUTO c:\\cmd</w:t>" + field(' TOC \\o "1-3" ')), DOCX),
    ("a picture nearby", word(field(' INCLUDEPICTURE "C:\\\\a.png" \\d ')), DOCX),
    ("a place to type", word(field(" MACROBUTTON NoMacro [Name]")), DOCX),
    ("a table inside a text", inner(lambda: office("xlsx")), DOCX),
    ("a table in a table in a text", inner(inner(lambda: office("xlsx"), "a.xlsx")), DOCX),
    ("an old table inside", lambda: office(members={"word/embeddings/oleObject1.bin": OLE}), DOCX),
    (
        "a slide that goes on",
        part(
            "ppt/slides/slide1.xml",
            SLIDE_TYPE,
            '<a><hlinkClick action="ppaction://hlinkshowjump?jump=nextslide"/></a>',
            "pptx",
        ),
        PPTX,
    ),
    (
        "a drawing that is no XML",
        lambda: office("xlsx", members={"xl/drawings/vmlDrawing1.vml": "<xml><br></xml>"}),
        XLSX,
    ),
    # --- Office Open XML: what runs or fetches --------------------------------------------------------------
    ("a template of the web", linked("attachedTemplate", "https://example.org/a.dotm"), FETCHES),
    ("a template of a share", linked("attachedTemplate", "\\\\host\\a.dotm"), FETCHES),
    ("a template of a share by another way", linked("attachedTemplate", "file:////host/a.dotm"), FETCHES),
    ("an object of the web", linked("oleObject", "https://example.org/a.html!x"), FETCHES),
    ("a help page that runs", linked("oleObject", "mhtml:https://example.org/a!x-usc:b"), MACROS),
    ("a frame of the web", linked("frame", "http://example.org"), FETCHES),
    ("a picture of a share in a text", linked("image", "file://host/a.png"), FETCHES),
    ("a link that runs", linked("hyperlink", "ms-msdt:/id x"), MACROS),
    ("another document whole", lambda: office(links=((f"{OFFICE}/aFChunk", "a.mht"),)), FETCHES),
    (
        "a menu of its own",
        lambda: office(links=((f"{MICROSOFT}/ui/extensibility", "customUI/a.xml"),)),
        MACROS,
    ),
    (
        "a control",
        lambda: office(
            links=((f"{OFFICE}/control", "activeX/activeX1.xml"),),
            members={"word/activeX/activeX1.xml": "<a/>"},
        ),
        MACROS,
    ),
    ("DDE", word(field(" DDEAUTO c:\\\\cmd")), FETCHES),
    ("DDE in pieces", word(field(" dd", "E", "auto", " c:\\\\cmd")), FETCHES),
    ("DDE in a simple field", word('<w:fldSimple w:instr=" DDE excel a b"/>'), FETCHES),
    ("DDE put together by fields", word(field("{", "QUOTE 68 68 69", "}", " c:\\\\cmd")), FETCHES),
    (
        "DDE that has no end",
        word("<w:fldChar w:fldCharType='begin'/><w:instrText>DDE a b</w:instrText>"),
        FETCHES,
    ),
    ("DDE behind another field", word(field("PAGE", "|", "{", "DDE a b", "}")), FETCHES),
    (
        "DDE in a header",
        part("word/header1.dat", HEADER_TYPE, "<w><instrText>DDE a b</instrText></w>"),
        FETCHES,
    ),
    ("a text of the web", word(field('INCLUDETEXT "https://example.org/a"')), FETCHES),
    ("a picture of a share in a field", word(field('INCLUDEPICTURE "\\\\\\\\host\\\\a.png"')), FETCHES),
    ("a field of no end", word(field("INCLUDETEXT " + "x" * 3000)), FETCHES),
    (
        "DDE in a table",
        part(LINK, LINK_TYPE, '<l><ddeLink ddeService="cmd" ddeTopic="x"/></l>', "xlsx"),
        FETCHES,
    ),
    (
        "a slide that runs",
        part("ppt/slides/slide1.xml", SLIDE_TYPE, '<a><hlinkClick action="ppaction://program"/></a>', "pptx"),
        MACROS,
    ),
    (
        "a slide that runs a macro",
        part(
            "ppt/slides/slide1.xml",
            SLIDE_TYPE,
            '<a><hlinkHover action="ppaction://macro?name=x"/></a>',
            "pptx",
        ),
        MACROS,
    ),
    (
        "macros inside a table inside",
        inner(lambda: office("xlsx", members={"xl/vbaProject.bin": OLE})),
        MACROS,
    ),
    ("macros two deep", inner(inner(lambda: office(members={"x/vbaProject.bin": OLE}), "a.docx")), MACROS),
    ("macros in an old table", lambda: office(members={"word/embeddings/a.bin": VBA_INSIDE}), MACROS),
    ("Excel 4.0 macros", lambda: office(members={"word/embeddings/a.xls": old_workbook(1)}), MACROS),
    ("an old table", lambda: office(members={"word/embeddings/a.xls": old_workbook(0)}), DOCX),
    ("a file in a text", lambda: office(members={"word/media/image1.png": PACKAGER}), MACROS),
    ("deeper than anybody looks", inner(inner(inner(lambda: office()))), MUCH),
    ("an archive inside", inner(lambda: packed({"a.exe": b"MZ"})), TYPE),
]


@pytest.mark.parametrize(("content", "expected"), [row[1:] for row in CORPUS], ids=[row[0] for row in CORPUS])
def test_each_document(content: Callable[[], bytes], expected: str) -> None:
    made = content()
    try:
        answer = judge(io.BytesIO(made), len(made))
    except RefusedFile as refusal:
        answer = expected if expected in str(refusal) else str(refusal)

    assert answer == expected


@pytest.mark.parametrize(
    ("target", "reach"),
    [
        ("Pictures/1.png", Reach.NEAR),
        ("C:\\a", Reach.NEAR),
        ("file:///C:/a", Reach.NEAR),
        ("file://localhost/a", Reach.NEAR),
        ("#page 2", Reach.NEAR),
        ("", Reach.NEAR),
        ("mailto:a@example.org", Reach.WEB),
        ("file:\\\\host\\a", Reach.SHARE),
        ("%5C%5Chost%5Ca", Reach.SHARE),
        ("smb://host/a", Reach.SHARE),
        ("  Macro:a", Reach.RUNS),
    ],
)
def test_where_a_link_leads(target: str, reach: Reach) -> None:
    assert reach_of(target) is reach


# --- bounds -----------------------------------------------------------------------------------------


WORST = {
    "elements": "<a>" + "<a/>" * 11_000 + "</a>",
    "links": "<a>" + '<a href="http://example.org/a%20b"/>' * 6_000 + "</a>",
    "one long attribute": '<a href="' + "x " * 5_000_000 + '"/>',
}


@pytest.mark.parametrize("content", WORST.values(), ids=WORST)
def test_what_costs_too_much_is_refused_within_its_bounds(
    monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    """A hundredth of the nodes, so that the suite stays quick; of bytes and tags, as it is."""
    if content.startswith("<a><a"):
        monkeypatch.setattr(packages, "MOST_CONTENT_NODES", 10_000)
    made = open_document(members={"content.xml": content})
    begun = time.thread_time()

    with pytest.raises(RefusedFile, match=r"This document is too large once unpacked. Choose a smaller one."):
        judge(io.BytesIO(made), len(made))

    assert time.thread_time() - begun < 1


def test_bytes_are_asked_before_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all parts together, also of those packed into a part."""
    inside = office("xlsx", members={"xl/a.xml": "<a>" + " " * 40_000 + "</a>"})
    made = office(members={"word/a.xlsx": inside, "word/b.xlsx": inside})
    monkeypatch.setattr(packages, "MOST_CONTENT", 90_000)
    assert judge(io.BytesIO(made), len(made)) == DOCX

    monkeypatch.setattr(packages, "MOST_CONTENT", 75_000)
    with pytest.raises(RefusedFile, match=r"This document is too large once unpacked. Choose a smaller one."):
        judge(io.BytesIO(made), len(made))


def test_rows_of_a_table_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = f"{OOXML}.spreadsheetml.worksheet+xml"
    made = office("xlsx", overrides={"xl/s.xml": kind}, members={"xl/s.xml": "<a>" + "<c/>" * 500 + "</a>"})
    monkeypatch.setattr(packages, "MOST_CONTENT_NODES", 100)

    assert judge(io.BytesIO(made), len(made)) == XLSX
