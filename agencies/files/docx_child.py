"""A process of its own that reads one document; the system ends what takes too much. Imports nothing of ours.

`python -I docx_child.py SECONDS BYTES < archive > text`; ends with DAMAGED or TOO_MUCH, or is killed.
"""

from __future__ import annotations

import io
import resource
import struct
import sys
import zipfile
import zlib
from xml.parsers.expat import ExpatError

import mammoth

DAMAGED, TOO_MUCH = 3, 4
#: What mammoth raises for a document that is none.
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ExpatError,
    OSError,
    EOFError,
    LookupError,
    ArithmeticError,
    AttributeError,
    NotImplementedError,
    RuntimeError,
    TypeError,
    ValueError,
)


def main(seconds: int, size: int) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    try:
        text = str(mammoth.extract_raw_text(io.BytesIO(sys.stdin.buffer.read())).value)
        sys.stdout.buffer.write(text.encode())
    except MemoryError:
        return TOO_MUCH
    except FAULTS:
        return DAMAGED
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
