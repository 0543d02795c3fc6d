"""Uploads on their way in, while a disk may be full: what else was typed is read all the same."""

from __future__ import annotations

import io
import logging
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

log = logging.getLogger("quillhouse.files")


class LostUpload(InMemoryUploadedFile):
    """A file whose bytes found no room: it has a name and a size, and is refused where it would be stored."""


class UploadHandler(TemporaryFileUploadHandler):
    """Django's handler of large files. Where that breaks a request off, this reads on: the form comes back
    with all its words, and the file's failure beside the field."""

    failed = False

    def new_file(self, *args: Any, **options: Any) -> None:
        self.failed = False
        try:
            super().new_file(*args, **options)
        except OSError as error:
            self._note(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if not self.failed:
            try:
                self.file.write(raw_data)
            except OSError as error:
                self._note(error)
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if not self.failed:
            try:
                return super().file_complete(file_size)
            except OSError as error:
                self._note(error)
        return LostUpload(
            io.BytesIO(), self.field_name, self.file_name, self.content_type, file_size, self.charset
        )

    def upload_interrupted(self) -> None:
        if not self.failed:
            super().upload_interrupted()

    def _note(self, error: OSError) -> None:
        self.failed = True
        log.error("upload_lost", extra={"event": "upload_lost", "reason": error.strerror})
