"""Packed documents made by hand: honest, hostile and odd ones, each as small as it can be."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

from tests.helpers.papers import DOCUMENT

OOXML = "application/vnd.openxmlformats-officedocument"
OASIS = "application/vnd.oasis.opendocument"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
#: Kind of a document -> its main part, and that part's content type.
MAINS = {
    "docx": ("word/document.xml", f"{OOXML}.wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{OOXML}.spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{OOXML}.presentationml.presentation.main+xml"),
}
VBA = "application/vnd.ms-office.vbaProject"

Content = str | bytes


def packed(members: Mapping[str, Content], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these members, in this order. The type of an OpenDocument is not compressed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(
                zipfile.ZipInfo(name), content, zipfile.ZIP_STORED if name == "mimetype" else method
            )
    return target.getvalue()


def types(overrides: Mapping[str, str], endings: Mapping[str, str] | None = None) -> str:
    """[Content_Types].xml"""
    rows = [f'<Default Extension="{key}" ContentType="{kind}"/>' for key, kind in (endings or {}).items()]
    rows += [f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides.items()]
    return f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types">{"".join(rows)}</Types>'


def external(kind: str, target: str) -> tuple[str, str]:
    """A relationship of `relations` to something outside of the document."""
    return kind, f'{target}" TargetMode="External'


def relations(*links: tuple[str, str]) -> str:
    """A part of relationships, each (type, target)."""
    rows = [f'<Relationship Id="r{n}" Type="{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(links)]
    return (
        f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">{"".join(rows)}</Relationships>'
    )


def office(
    kind: str = "docx",
    *,
    body: Content = "",
    main: str = "",
    main_type: str = "",
    overrides: Mapping[str, str] | None = None,
    endings: Mapping[str, str] | None = None,
    links: tuple[tuple[str, str], ...] = (),
    namespace: str = OFFICE,
    members: Mapping[str, Content] | None = None,
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """An Office Open XML package: its main part, what else it is said to hold, and what it holds."""
    usual, usual_type = MAINS[kind]
    main = main or usual
    folder, _slash, name = main.rpartition("/")
    return packed(
        {
            "[Content_Types].xml": types({main: main_type or usual_type, **(overrides or {})}, endings),
            "_rels/.rels": relations((f"{namespace}/officeDocument", main)),
            main: body or DOCUMENT.format(text="Boats"),
            f"{folder}/_rels/{name}.rels": relations(*links),
            **(members or {}),
        },
        method,
    )


def open_document(
    kind: str = "text",
    *,
    claims: str = "",
    entries: Mapping[str, str] | None = None,
    members: Mapping[str, Content] | None = None,
    manifest: Content | None = None,
) -> bytes:
    """An OpenDocument whose manifest `claims` a type and has these entries."""
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    listed = {"/": claims or f"{OASIS}.{kind}", "content.xml": "text/xml", **(entries or {})}
    rows = [f'<m:file-entry m:full-path="{path}" m:media-type="{of}"/>' for path, of in listed.items()]
    usual = f'<?xml version="1.0"?><m:manifest xmlns:m="{space}">{"".join(rows)}</m:manifest>'
    return packed(
        {
            "mimetype": f"{OASIS}.{kind}",
            "content.xml": "<x/>",
            **(members or {}),
            "META-INF/manifest.xml": usual if manifest is None else manifest,
        }
    )


def lying(content: bytes, *, entries: int | None = None, size: int | None = None) -> bytes:
    """The archive with an end record that tells another number of entries, or a last entry that tells
    another size unpacked."""
    changed = bytearray(content)
    end = changed.rindex(b"PK\x05\x06")
    if entries is not None:
        struct.pack_into("<HH", changed, end + 8, entries % 65536, entries % 65536)
    if size is not None:
        struct.pack_into("<L", changed, changed.rindex(b"PK\x01\x02") + 24, size)
    return bytes(changed)


def crowd(entries: int) -> bytes:
    """A document of that many members, all of them empty."""
    return office(members={f"x/{number}": b"" for number in range(entries)})
