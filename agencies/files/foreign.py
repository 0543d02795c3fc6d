"""Kinds of files that people have and we don't take: what each is, how to tell it, what to do instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
AGAIN = gettext_lazy("Open it in the program that made it, save it again and attach the new file.")
UNLOCK = gettext_lazy("Remove the password in the program that made it, save it and attach it again.")
AS_WORD = gettext_lazy("Save it as .docx or PDF and attach that.")
AS_PICTURE = gettext_lazy("Save it as JPEG or PNG and attach that.")
ONE_BY_ONE = gettext_lazy("Unpack it and attach the files in it one by one.")


@dataclass(frozen=True)
class Kind:
    """A kind of file that we know and don't take: what it is, which endings belong to it, what to do."""

    what: Any
    endings: tuple[str, ...]
    advice: Any

    def sentence(self, name: str) -> str:
        """For the person who chose a file of this name."""
        ending = ending_of(name)
        if ending and self.endings and ending not in self.endings:
            words = _("This file is %(what)s, although its name ends in “.%(ending)s”. %(advice)s")
        else:
            words = _("This file is %(what)s. %(advice)s")
        return words % {"what": self.what, "ending": ending, "advice": self.advice}


def _kind(what: Any, endings: str, advice: Any) -> Kind:
    return Kind(what, tuple(endings.split()), advice)


PROTECTED = _kind(gettext_lazy("protected with a password, so that we can’t check it"), "", UNLOCK)
BROKEN = _kind(gettext_lazy("damaged, or not written as its format demands"), "", AGAIN)
OLD_WORD = _kind(
    gettext_lazy("a document in the old Word format (.doc)"),
    "doc dot",
    gettext_lazy("Open it in Word or LibreOffice, save it as .docx and attach that."),
)
OLD_EXCEL = _kind(
    gettext_lazy("a workbook in the old Excel format (.xls)"),
    "xls xlt",
    gettext_lazy("Open it in Excel or LibreOffice, save it as .xlsx and attach that."),
)
OLD_SLIDES = _kind(
    gettext_lazy("a presentation in the old PowerPoint format (.ppt)"),
    "ppt pps pot",
    gettext_lazy("Open it in PowerPoint or LibreOffice, save it as .pptx and attach that."),
)
OLD_OFFICE = _kind(
    gettext_lazy("in the old Office format (as .doc, .xls and .ppt files are), or damaged"),
    "doc xls ppt",
    gettext_lazy("Open it in the program that made it, save it as .docx, .xlsx or .pptx and attach that."),
)
MAIL = _kind(
    gettext_lazy("an email saved by Outlook (.msg)"), "msg", gettext_lazy("Save it as PDF or plain text.")
)
#: What the entries of an old Office file are called, in UTF-16, in the order in which they are asked for.
ENTRIES = {
    "EncryptedPackage": PROTECTED,
    "WordDocument": OLD_WORD,
    "Workbook": OLD_EXCEL,
    "PowerPoint Document": OLD_SLIDES,
    "__substg1.0_": MAIL,
}
ARCHIVE = _kind(gettext_lazy("a ZIP archive"), "zip", ONE_BY_ONE)
BOOK = _kind(gettext_lazy("an e-book (EPUB)"), "epub", AS_WORD)
APPLE = {
    "numbers": _kind(
        gettext_lazy("a spreadsheet of Apple Numbers"),
        "numbers",
        gettext_lazy("Export it as .xlsx or PDF and attach that."),
    ),
    "key": _kind(
        gettext_lazy("a presentation of Apple Keynote"),
        "key",
        gettext_lazy("Export it as .pptx or PDF and attach that."),
    ),
    "pages": _kind(
        gettext_lazy("a document of Apple Pages"),
        "pages",
        gettext_lazy("Export it as .docx or PDF and attach that."),
    ),
}
_OTHER_OPEN = gettext_lazy("Save it as .odt, .ods, .odp or PDF and attach that.")
#: What the part that says what there is calls the whole.
DECLARED = {
    b"opendocument.text-template": _kind(gettext_lazy("an OpenDocument template"), "ott", _OTHER_OPEN),
    b"opendocument.spreadsheet-template": _kind(gettext_lazy("an OpenDocument template"), "ots", _OTHER_OPEN),
    b"opendocument.presentation-template": _kind(
        gettext_lazy("an OpenDocument template"), "otp", _OTHER_OPEN
    ),
    b"opendocument.text-master": _kind(gettext_lazy("an OpenDocument master document"), "odm", _OTHER_OPEN),
    b"opendocument.graphics": _kind(
        gettext_lazy("an OpenDocument drawing"), "odg otg", gettext_lazy("Export it as PDF and attach that.")
    ),
    b"opendocument.formula": _kind(gettext_lazy("an OpenDocument formula"), "odf", _OTHER_OPEN),
    b"vnd.sun.xml": _kind(
        gettext_lazy("a document of OpenOffice before 2005"), "sxw sxc sxi sxd stw", _OTHER_OPEN
    ),
    b"indesign-idml": _kind(
        gettext_lazy("an InDesign document"), "idml", gettext_lazy("Export it as PDF and attach that.")
    ),
    b"ms-visio": _kind(
        gettext_lazy("a Visio drawing"), "vsdx vstx", gettext_lazy("Export it as PDF and attach that.")
    ),
    b"ms-package.xps": _kind(
        gettext_lazy("an XPS document"), "xps oxps", gettext_lazy("Save it as PDF and attach that.")
    ),
    b"wordprocessingml.template": _kind(
        gettext_lazy("a Word template"), "dotx", gettext_lazy("Save it as .docx and attach that.")
    ),
    b"spreadsheetml.template": _kind(
        gettext_lazy("an Excel template"), "xltx", gettext_lazy("Save it as .xlsx and attach that.")
    ),
    b"presentationml.template": _kind(
        gettext_lazy("a PowerPoint template"), "potx", gettext_lazy("Save it as .pptx and attach that.")
    ),
    b"presentationml.slideshow": _kind(
        gettext_lazy("a slide show of PowerPoint"), "ppsx", gettext_lazy("Save it as .pptx and attach that.")
    ),
    b"excel.sheet.binary": _kind(
        gettext_lazy("a binary workbook of Excel"), "xlsb", gettext_lazy("Save it as .xlsx and attach that.")
    ),
}
_PROGRAM = _kind(gettext_lazy("a program"), "exe dll msi com scr", gettext_lazy("Programs are not accepted."))
FILM = _kind(
    gettext_lazy("a video or a sound recording"),
    "mp4 m4v mov m4a mp3 wav avi mkv webm ogg flac wma wmv",
    gettext_lazy("Put it on a site for such files, and give its address."),
)
_PACKED = gettext_lazy("an archive")
#: What a file begins with.
SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"MZ", _PROGRAM),
    (b"\x7fELF", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"Rar!", _kind(_PACKED, "rar", ONE_BY_ONE)),
    (b"7z\xbc\xaf\x27\x1c", _kind(_PACKED, "7z", ONE_BY_ONE)),
    (b"\x1f\x8b", _kind(_PACKED, "gz tgz", ONE_BY_ONE)),
    (b"BZh", _kind(_PACKED, "bz2", ONE_BY_ONE)),
    (b"\xfd7zXZ\0", _kind(_PACKED, "xz", ONE_BY_ONE)),
    (b"II*\0", _kind(gettext_lazy("a picture in the TIFF format"), "tif tiff", AS_PICTURE)),
    (b"MM\0*", _kind(gettext_lazy("a picture in the TIFF format"), "tif tiff", AS_PICTURE)),
    (b"\0\0\0\x0cjP  ", _kind(gettext_lazy("a picture in the JPEG 2000 format"), "jp2 jpx j2k", AS_PICTURE)),
    (b"\xff\x4f\xff\x51", _kind(gettext_lazy("a picture in the JPEG 2000 format"), "jp2 j2k", AS_PICTURE)),
    (b"\0\0\0\x0cJXL ", _kind(gettext_lazy("a picture in the JPEG XL format"), "jxl", AS_PICTURE)),
    (b"\xff\x0a", _kind(gettext_lazy("a picture in the JPEG XL format"), "jxl", AS_PICTURE)),
    (b"\0\0\1\0", _kind(gettext_lazy("an icon"), "ico", AS_PICTURE)),
    (b"\xd7\xcd\xc6\x9a", _kind(gettext_lazy("a picture in the WMF format"), "wmf", AS_PICTURE)),
    (b"\xffWPC", _kind(gettext_lazy("a document of WordPerfect"), "wpd wp", AS_WORD)),
    (
        b"AT&TFORM",
        _kind(gettext_lazy("a scan in the DjVu format"), "djvu djv", gettext_lazy("Save it as PDF.")),
    ),
    (
        b"SQLite format 3\0",
        _kind(gettext_lazy("a database"), "db sqlite", gettext_lazy("Export it as .csv.")),
    ),
    (
        bytes.fromhex("E4525C7B8CD8A74D"),
        _kind(gettext_lazy("a section of OneNote"), "one", gettext_lazy("Export it as PDF and attach that.")),
    ),
    (b"8BPS", _kind(gettext_lazy("a Photoshop document"), "psd", AS_PICTURE)),
    (b"BM", _kind(gettext_lazy("a picture in the BMP format"), "bmp", AS_PICTURE)),
    (
        bytes.fromhex("0606EDF5D81D46E5"),
        _kind(
            gettext_lazy("an InDesign document"), "indd", gettext_lazy("Export it as PDF and attach that.")
        ),
    ),
    (b"ID3", FILM),
    (b"OggS", FILM),
    (b"\x1aE\xdf\xa3", FILM),
    (b"fLaC", FILM),
    (b"\xff\xfb", FILM),
    (b"\xff\xf3", FILM),
)
HEIC = _kind(gettext_lazy("a photo in the HEIC format"), "heic heif", AS_PICTURE)
AVIF = _kind(gettext_lazy("a picture in the AVIF format"), "avif", AS_PICTURE)


def ending_of(name: str) -> str:
    """The ending of a name in small letters, "" without one."""
    _stem, dot, ending = name.strip().rpartition(".")
    return ending.lower() if dot and re.fullmatch("[A-Za-z0-9]{1,8}", ending) else ""
