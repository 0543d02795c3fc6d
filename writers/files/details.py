"""Files without what programs write into them: who wrote them, at which company, with which comments and
deletions. Word documents are rewritten part by part, pictures are drawn anew, text has nothing to lose; of
everything else we could not tell what is left."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from accounts.files.photos import DAMAGED as DAMAGED_PICTURE
from accounts.files.photos import MAX_PIXELS, one_at_a_time
from agencies.files.archives import DAMAGED, Overfull, opened, plain
from agencies.files.texts import DOCX
from agencies.files.types import PLAIN, RefusedFile

#: Parts of a document that say nothing but who made it, and what is left of each.
PACKAGE = "http://schemas.openxmlformats.org"
PROPERTIES = {
    "docprops/core.xml": f'<coreProperties xmlns="{PACKAGE}/package/2006/metadata/core-properties"/>',
    "docprops/app.xml": f'<Properties xmlns="{PACKAGE}/officeDocument/2006/extended-properties"/>',
    "docprops/custom.xml": f'<Properties xmlns="{PACKAGE}/officeDocument/2006/custom-properties"/>',
}
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
#: The comments and their people: the root stays, empty.
REMARKS = re.compile(r"word/(?:comments\w*|people)\.xml\Z")
ROOT = re.compile(rb"(<(?!\?)([\w:]+)(?:\s[^<>]*)?)/?>.*", re.DOTALL)
#: What is left of marks in a text: deleted words go, inserted ones are words like others. What stands for
#: something embedded or attached goes with it.
GOING = (
    *("w:del", "w:moveFrom", "o:OLEObject", "w:control", "w:altChunk", "c:externalData"),
    *("w:attachedTemplate", "w:saveThroughXslt", "w:mailMerge"),
)
EMPTY = re.compile(rf"<(?:{'|'.join(GOING)})(?:\s[^<>]*)?/>".encode())
GONE = tuple((re.compile(rf"<{name}(?:\s[^<>]*)?>".encode()), f"</{name}>".encode()) for name in GOING)
MARKS = (
    (re.compile(rb"</?w:(?:ins|moveTo)(?:\s[^<>]*)?/?>"), b""),
    (re.compile(rb"<w:comment(?:RangeStart|RangeEnd|Reference)(?:\s[^<>]*)?/>"), b""),
    (re.compile(rb'(\sw:(?:author|initials|lastValue)=)"[^"<>]*"'), rb'\1""'),
)
#: Folders of a document that we know. Of them stay texts, and of pictures and fonts all.
FOLDERS = ("word/", "docprops/", "customxml/", "_rels/")
TYPES = "[content_types].xml"
MEDIA = ("word/media/", "word/fonts/")
#: The template, and where letters' addresses come from: paths on somebody's computer.
SETTINGS_LINKS = re.compile(r"word/_rels/(?:settings|websettings)\.xml\.rels\Z")
LINK = re.compile(rb"<Relationship\s[^<>]*?/?>(?:\s*</Relationship>)?")
OVERRIDE = re.compile(rb"<Override\s[^<>]*?/?>(?:\s*</Override>)?")
PLACE = re.compile(rb"""\s(?:Target|PartName)\s*=\s*["']([^"'<>]*)""")
OUTSIDE = re.compile(rb"""\sTargetMode\s*=\s*["']External""")
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
PICTURES = ("JPEG", "PNG", "WEBP", "GIF")
MOST_PIXELS = min(MAX_PIXELS.values())


def strip_details(upload: UploadedFile, kind: str) -> UploadedFile:
    """The upload, whose content was judged to be of `kind`, without its details. Raises RefusedFile for what
    is no Word document, text or picture, and for what is damaged."""
    if kind == PLAIN:
        return upload
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    if kind == DOCX:
        stripped = _document(content)
    elif kind in FORMATS:
        stripped = _picture(content, (FORMATS[kind],))
    else:
        raise RefusedFile(
            _("We can’t remove the details that this kind of file keeps. Save it as .docx or plain text.")
        )
    return SimpleUploadedFile(upload.name or "", stripped)


def _document(content: bytes) -> bytes:
    target = io.BytesIO()
    try:
        with opened(io.BytesIO(content)) as (archive, members), zipfile.ZipFile(target, "w") as stripped:
            gone = frozenset(name for name in members if _goes(name))
            for name, entry in members.items():
                if name not in gone:
                    part = _part(name, archive.read(entry), gone)
                    # A name alone: not when it was packed, nor by what.
                    stripped.writestr(zipfile.ZipInfo(entry.filename), part, zipfile.ZIP_DEFLATED)
    except (Overfull, *DAMAGED) as broken:
        raise RefusedFile(_("We can’t read this file.")) from broken
    return target.getvalue()


def _goes(name: str) -> bool:
    """Whether a part is of no use to a reader, or holds what we can't look into: thumbnails, what is embedded
    or attached, scripts, labels of the company."""
    if name == TYPES:
        return False
    known = name.startswith(FOLDERS) and "/embeddings/" not in name and not SETTINGS_LINKS.match(name)
    return not known or not (name.endswith((".xml", ".rels")) or name.startswith(MEDIA))


def _part(name: str, content: bytes, gone: frozenset[str]) -> bytes:
    """What is left of one part; `gone` are the names of those that go."""
    if name in PROPERTIES:
        return f"{HEAD}{PROPERTIES[name]}".encode()
    if name.startswith("word/media/"):
        return _picture(content, PICTURES)
    if name.startswith("word/fonts/"):
        return content
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:4]:
        raise RefusedFile(_("We can’t read this file."))  # XML, but not as office programs write it.
    if name == TYPES:
        return OVERRIDE.sub(lambda found: _unless_gone(found[0], "", gone), content)
    if name.endswith(".rels"):
        folder = posixpath.dirname(posixpath.dirname(name))
        return LINK.sub(lambda found: _unless_gone(found[0], folder, gone), content)
    if REMARKS.match(name) or re.match(r"customxml/item\d*\.xml\Z", name):
        return ROOT.sub(rb"\1/>", content, count=1)
    return _text(content) if name.startswith("word/") else content


def _unless_gone(row: bytes, folder: str, gone: frozenset[str]) -> bytes:
    """A row about a part; nothing where that goes."""
    place = PLACE.search(row)
    if place is None or OUTSIDE.search(row):
        return row
    target = place[1].decode(errors="replace")
    return b"" if plain(posixpath.normpath(posixpath.join("/", folder, target))) in gone else row


def _text(content: bytes) -> bytes:
    """A text without its marks."""
    content = EMPTY.sub(b"", content)
    for begin, end in GONE:
        content = _without(content, begin, end)
    for mark, left in MARKS:
        content = mark.sub(left, content)
    return content


def _without(content: bytes, begin: re.Pattern[bytes], end: bytes) -> bytes:
    """Without what stands between such tags; in a time that grows with the length alone, whatever is open."""
    kept, at = [], 0
    while match := begin.search(content, at):
        closed = content.find(end, match.end())
        if closed < 0:
            break
        kept.append(content[at : match.start()])
        at = closed + len(end)
    return b"".join((*kept, content[at:]))


def _picture(content: bytes, formats: tuple[str, ...]) -> bytes:
    """Drawn anew: upright, and with nothing but its pixels and their palette. Pixels are counted before
    anything is decoded. Raises RefusedFile, also for a picture in a document: what we can't draw may tell
    what we can't see."""
    with one_at_a_time:
        try:
            return _draw(content, formats)
        except RefusedFile:
            raise
        except DAMAGED_PICTURE as broken:
            raise RefusedFile(
                _("We can’t read a picture in this file. Save its pictures as JPEG or PNG.")
            ) from broken


def _draw(content: bytes, formats: tuple[str, ...]) -> bytes:
    target = io.BytesIO()
    with Image.open(io.BytesIO(content), formats=formats) as picture:
        width, height = picture.size
        if width * height > MOST_PIXELS:
            text = _("Use pictures with at most %(most)s million pixels.")
            raise RefusedFile(text % {"most": MOST_PIXELS // 10**6})
        upright = ImageOps.exif_transpose(picture)
        clean = Image.new(upright.mode, upright.size)
        if upright.palette is not None:
            clean.putpalette(upright.palette)
        clean.paste(upright)
        kind = "JPEG" if picture.format == "MPO" else str(picture.format)
        clean.save(target, kind)
    return target.getvalue()
