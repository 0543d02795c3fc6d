"""Files as programs write them: taken, or refused with a sentence that is true of that very file."""

from __future__ import annotations

import codecs
import io
import random
from collections.abc import Callable

import pytest

from agencies.files.encodings import decoded, encoding_of
from agencies.files.names import fitting_name
from agencies.files.tables import read_table
from agencies.files.types import PLAIN, RefusedFile, judge
from tests.helpers.packages import OASIS, OOXML, lying, office, open_document, packed
from tests.helpers.papers import docx, pdf

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
PDF = "application/pdf"


def old_office(entry: str) -> bytes:
    """What every program wrote before 2007, with an entry of this name behind more than one piece."""
    return OLE + bytes(300_000) + entry.encode("utf-16-le") + bytes(100)


def judged(content: bytes, name: str) -> str:
    return judge(io.BytesIO(content), len(content), name)


def locked_entry() -> bytes:
    """An archive with a flag of encryption, as packers write it."""
    content = bytearray(packed({"Text.docx": docx("Boats")}))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


ENCRYPTED_ODT = (
    '<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<m:file-entry m:full-path="/" m:media-type="{OASIS}.text"/><m:file-entry m:full-path="content.xml" '
    'm:media-type="text/xml"><m:encryption-data/></m:file-entry></m:manifest>'
)

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "locked.docx": (lambda: old_office("EncryptedPackage"), "protected with a password"),
    "locked.xlsx": (lambda: old_office("EncryptedPackage"), "protected with a password"),
    "locked.odt": (lambda: open_document(manifest=ENCRYPTED_ODT), "protected with a password"),
    "locked.zip": (locked_entry, "protected with a password"),
    "old.docx": (
        lambda: old_office("WordDocument"),
        "in the old Word format (.doc), although its name ends in “.docx”",
    ),
    "old.doc": (lambda: old_office("WordDocument"), "in the old Word format (.doc). Open it in Word"),
    "old.xls": (lambda: old_office("Workbook"), "in the old Excel format (.xls). Open it in Excel"),
    "old.pptx": (lambda: old_office("PowerPoint Document"), "although its name ends in “.pptx”"),
    "mail.msg": (lambda: old_office("__substg1.0_0037001F"), "an email saved by Outlook"),
    "cut.docx": (lambda: docx("Boats")[:-40], "damaged"),
    "mended.docx": (lambda: lying(office(), entries=2), "damaged"),
    "letter.pages": (
        lambda: packed({"Index/Document.iwa": b"x"}),
        "a document of Apple Pages. Export it as .docx",
    ),
    "letter.docx": (
        lambda: packed({"Index/Document.iwa": b"x"}),
        "Apple Pages, although its name ends in “.docx”",
    ),
    "photo.heic": (lambda: b"\0\0\0\x18ftypheic" + bytes(40), "a photo in the HEIC format. Save it as JPEG"),
    "photo.jpg": (lambda: b"\0\0\0\x18ftypheic" + bytes(40), "HEIC format, although its name ends in “.jpg”"),
    "film.mp4": (lambda: b"\0\0\0\x18ftypisom" + bytes(40), "a video or a sound recording"),
    "scan.tiff": (lambda: b"II*\0" + bytes(40), "a picture in the TIFF format. Save it as JPEG or PNG"),
    "letter.dotx": (
        lambda: office(main_type=f"{OOXML}.wordprocessingml.template.main+xml"),
        "a Word template. Save it as .docx",
    ),
    "both.zip": (lambda: packed({"a.docx": docx("Boats")}), "a ZIP archive. Unpack it"),
    "book.xlsb": (
        lambda: office(main_type="application/vnd.ms-excel.sheet.binary.macroEnabled.main"),
        "a binary workbook of Excel. Save it as .xlsx",
    ),
    "plan.vsdx": (lambda: office(main_type="application/vnd.ms-visio.drawing.main+xml"), "a Visio drawing"),
    "letter.ott": (
        lambda: open_document("text-template"),
        "an OpenDocument template. Save it as .odt",
    ),
    "plan.odg": (lambda: open_document("graphics"), "an OpenDocument drawing. Export it as PDF"),
    "old.sxw": (
        lambda: packed({"mimetype": "application/vnd.sun.xml.writer", "content.xml": "<x/>"}),
        "of OpenOffice before 2005",
    ),
    "page.idml": (
        lambda: packed({"mimetype": "application/vnd.adobe.indesign-idml-package", "a.xml": "<x/>"}),
        "an InDesign document. Export it as PDF",
    ),
    "photo.jp2": (
        lambda: b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(40),
        "a picture in the JPEG 2000 format. Save it as JPEG or PNG",
    ),
    "wrong.jpg": (lambda: b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(40), "although its name ends in “.jpg”"),
    "letter.wpd": (lambda: b"\xffWPC" + bytes(40), "a document of WordPerfect. Save it as .docx or PDF"),
    "scan.djvu": (lambda: b"AT&TFORM\0\0\0\0DJVM", "a scan in the DjVu format"),
    "notes.one": (lambda: bytes.fromhex("E4525C7B8CD8A74D") + bytes(40), "a section of OneNote"),
    "icon.ico": (lambda: b"\0\0\1\0\1\0" + bytes(40), "an icon"),
    "talk.mp3": (lambda: b"\xff\xfb\x90\0" + bytes(99), "a video or a sound recording"),
    "nothing.docx": (lambda: b"", "The file is empty"),
    "noise.docx": (lambda: b"\x01\x02\x03" * 99, "This is not a “.docx” file, or it is damaged."),
    "noise.txt": (
        lambda: b"Boats \x01\x02\x03",
        "This file isn’t plain text: it has bytes that no text has.",
    ),
    "noise.xyz": (lambda: b"\x01\x02\x03" * 99, "This file type is not accepted. Accepted types: .docx"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_is_true_of_that_file(name: str) -> None:
    content, reason = REFUSED[name]
    with pytest.raises(RefusedFile) as refusal:
        judged(content(), name)

    assert reason in str(refusal.value)
    assert "Accepted types" not in str(refusal.value) or name.endswith(".xyz")


UTF_16_BE = codecs.BOM_UTF16_BE + "Größe".encode("utf-16-be")
TAKEN: dict[str, tuple[bytes, str, str]] = {
    "a.docx": (office(main="word/document2.xml"), f"{OOXML}.wordprocessingml.document", "a.docx"),
    "named.doc": (docx("Boats"), f"{OOXML}.wordprocessingml.document", "named.doc.docx"),
    "line.pdf": (b"\n" + pdf(), PDF, "line.pdf"),
    "mark.pdf": (b"\xef\xbb\xbf\r\n" + pdf(), PDF, "mark.pdf"),
    "heads.pdf": (b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n" + pdf(), PDF, "heads.pdf"),
    "far.pdf": (bytes(1000) + pdf(), PDF, "far.pdf"),
    "quoting.txt": (b"A header is %PDF-1.4, they say.", PLAIN, "quoting.txt"),
    "mail.eml": (
        b"From: Clara <clara@example.com>\r\nSubject: Boats\r\n\r\nHello.\r\n",
        PLAIN,
        "mail.eml.txt",
    ),
    "pages.txt": (b"One\x0cTwo\x0bThree\x1a", PLAIN, "pages.txt"),
    "BM.txt": (b"BM and MZ are letters.", PLAIN, "BM.txt"),
    "notes.txt": ("Größe".encode("utf-16"), PLAIN, "notes.txt"),
    "notes.md": (UTF_16_BE, PLAIN, "notes.md"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_files_that_people_have(name: str) -> None:
    content, kind, called = TAKEN[name]

    assert judged(content, name) == kind
    assert fitting_name(name, kind) == called


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00" + bytes(100) + pdf(),
        b"\x01\x02\x03 %PDF-1.4 and nothing else",
        bytes(1100) + pdf(),
    ],
    ids=["a program", "no end", "too late"],
)
def test_a_header_of_a_pdf_alone_makes_none(content: bytes) -> None:
    with pytest.raises(RefusedFile):
        judged(content, "x.pdf")


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Größe und Preis der Gläser: 3 €, für Müller & Söhne.\r\n", "cp1252"),
        ("Wort;Übersetzung\r\nKäse;cheese\r\n", "cp1252"),
        ("Grüße", "cp1252"),
        ("Año nuevo – “hola”", "cp1252"),
        ("Déjà vu, là où naît l’été\n", "cp1252"),
        ("Привет, мир! Это текст о кораблях.", "cp1251"),
        ("Zażółć gęślą jaźń i wróć do domu", "cp1250"),
        ("Lodě připlouvají za soumraku. Město je klidné a děti si hrají na břehu řeky.", "cp1250"),
        (
            "Tekneler alacakaranlıkta gelir. Kimse acele etmez, şehir sessizdir ve çocuklar nehir "
            "kıyısında oynar.",
            "cp1254",
        ),
        ("Bådene kommer ind ved skumring, og børnene leger på bredden.", "cp1252"),
        ("Ninguém tem pressa, e as crianças não param; o coração é são.", "cp1252"),
        ("Καλημέρα κόσμε, το βιβλίο είναι εδώ", "cp1253"),
        ("日本語のテキストです。港の船。", "cp932"),
        ("本公司在北京提供高质量的翻译和写作服务", "gb18030"),
        ("안녕하세요 세계 여러분", "euc_kr"),
        ("½ Tasse Öl, 20 °C, ¼ Liter", "cp1252"),
        ("Català: l·l, més, això, ç", "cp1252"),
        ("Þú ert góður maður, það er æði", "cp1252"),
        ("Čaj z medom, škoda za življenje, ćevapi", "cp1250"),
        ("Größe in München", "mac_roman"),
        ("Größer, schöner und übersetzt", "cp850"),
        ("שלום עולם, זה טקסט ארוך יותר בעברית", "cp1255"),
        ("臺灣的翻譯公司提供服務", "big5"),
        ("Kuģi ierodas krēslā, un neviens nesteidzas. Pilsēta ir klusa, bērni spēlējas krastā.", "cp1257"),
        ("Ačiū už jūsų užsakymą, tekstas bus paruoštas rytoj.", "cp1257"),
        ("Vardas;Šalis\r\nŽygimantas Ąžuolas;Lietuva\r\nRūta Šėmytė;Čekija\r\n", "cp1257"),
        ("Õhtul mängivad lapsed jõe ääres, öö on vaikne ja külm.", "cp1257"),
        ("Лодки приходят в сумерках. Никто не спешит, дети играют на берегу.", "cp866"),
        ("ДОГОВОР № 12\r\nЗаказчик;Исполнитель\r\nИванов;Петров\r\n", "cp866"),
        ("Лодки приходят в сумерках, никто не спешит.", "koi8_r"),
        ("Лодки приходят в сумерках, никто не спешит.", "iso8859_5"),
        ("Човни припливають у сутінках, діти граються на березі річки.", "koi8_u"),
        ("¿Qué hora es? Los niños están en el río; mañana será otro día.", "cp437"),
        ("Die Boote kommen in der Dämmerung, schöne Grüße aus Köln über Müller.", "cp437"),
        ("Lodě připlouvají za soumraku. Město je klidné a děti si hrají na břehu řeky.", "iso8859_2"),
        ("Łodzie przypływają o zmierzchu, nikt się nie śpieszy.", "iso8859_2"),
        ("A hajók alkonyatkor érkeznek, hűvös őszi eső esik a városra.", "iso8859_2"),
        ("Łodzie przypływają o zmierzchu, nikt się nie śpieszy.", "cp852"),
        ("日本語のテキストです。港の船。", "iso2022_jp"),
        ("件名: 見積もり\n\n港の船がゆっくり入る。", "iso2022_jp"),
        ("¿Dónde están los niños? Mañana será otro día, ¡qué alegría! Corazón y médico.", "mac_roman"),
        ("Les bateaux arrivent à la tombée de la nuit, où naît l’été; ça va être la fête.", "mac_roman"),
        ("Plain words.\r\nAnd more.\r\n", "utf-16-le"),
        ("Größe;Preis\r\nKäse;3\r\n", "utf-16-be"),
        ("Лодки приходят в сумерках, никто не спешит.", "utf-16-le"),
        ("一本公司\n在北京一一提供服务\n", "utf-16-le"),
        ("一本公司\n在北京一一提供服务\n", "utf-16-be"),
        ("مرحبا بالعالم، هذا نص", "utf-16-be"),
    ],
)
def test_texts_in_encodings_of_old(words: str, encoding: str) -> None:
    content = words.encode(encoding)

    assert judged(content, "a.txt") == PLAIN
    assert decoded(content, encoding_of(io.BytesIO(content))) == words.replace("\r\n", "\n")


def test_a_long_text_whose_first_umlaut_comes_late() -> None:
    content = b"Boats come in. " * 6_000 + "Größe und Übersetzung".encode("cp1252")

    assert judged(content, "a.txt") == PLAIN
    assert encoding_of(io.BytesIO(content)) == "cp1252"


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8"])
@pytest.mark.parametrize("said", ["gb18030", "windows-1252", "utf-8", "none-such"])
def test_a_document_in_one_file_is_judged_in_any_encoding(encoding: str, said: str) -> None:
    """Whatever encoding it is in, and says that it is in."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = f'xmlns:office="{space}:office:1.0" xmlns:script="{space}:script:1.0"'
    flat = (
        f'<?xml version="1.0" encoding="{said}"?><office:document {spaces}>für '
        '<script:event-listener script:language="ooo:script"/></office:document>'
    )
    with pytest.raises(RefusedFile, match="macros are not accepted"):
        judged(flat.encode(encoding), "a.fodt")


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(256)) * 20,
        b"\x00\x01\x02\x03" * 50,
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00",
        b"GIF89a" + bytes(40),
        random.Random(3).randbytes(4_000),
        "Words".encode("utf-16-le") + b"\0",
    ],
)
def test_what_is_no_text_is_no_utf_16(content: bytes) -> None:
    assert encoding_of(io.BytesIO(content)) == ""


def test_a_table_to_import_is_read_in_any_of_them() -> None:
    """The door of imports reads the same encodings."""
    for words, encoding in (
        ("Name;City\nŽygimantas Ąžuolas;Šiauliai\nRūta;Kėdainiai\n", "cp1257"),
        ("Имя;Город\nИванов;Москва\nПетрова;Казань\n", "cp866"),
        ("Name;City\nZoë;Köln\n", "utf-16-le"),
    ):
        content = words.encode(encoding)
        table = read_table(io.BytesIO(content), len(content), "a.csv")
        cells = [*table.heads, *(cell for _number, row in table.rows for cell in row)]
        assert cells == words.replace("\n", ";").strip(";").split(";"), encoding
